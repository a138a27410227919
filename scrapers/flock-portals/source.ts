import { z } from 'zod';
import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import type { ScrapeSettings } from '../core/scrape-settings.ts';
import { type Draft, defineSource, type Located, type Locator, type Notes } from '../core/source.ts';
import {
  findAccountRefusal,
  findState,
  stripRetirement,
  toAgencyKey,
  toAgencyType,
} from '../core/us-agency.ts';
import { parsePortal, type RawPart, type RawPortal, type RawRecipient } from './parse.ts';

const optionsSchema = z.object({ portals: z.array(z.url({ protocol: /^https$/ })).default([]) });

/** Pages that agencies publish about their own license plate readers. One page at a time, from a curated list or saved by a person. */
export const flockPortals = defineSource<RawPart>({
  id: 'flock-portals',
  needs: [],
  plan: async ({ scrape }) => ({
    coverage: 'incremental',
    units: optionsSchema.parse(scrape.options).portals.map((url) => ({
      key: `portal:${new URL(url).pathname.slice(1)}`,
      from: { request: { url } },
    })),
  }),
  planFiles: ({ files }: ScrapeSettings) => ({
    coverage: 'incremental',
    units: files.map((file) => ({ key: `file:${file}`, from: { file } })),
  }),
  parse: parsePortal,
  normalize(records, { notes }) {
    const portals: Located<RawPortal>[] = [];
    const recipients: Located<RawRecipient>[] = [];
    for (const { raw, unit, at } of records) {
      if (raw.kind === 'recipient') recipients.push({ raw, unit, at });
      else {
        const refusal = findAccountRefusal(raw.name);
        if (refusal === null) portals.push({ raw, unit, at });
        else notes.refuse({ unit, at }, refusal);
      }
    }
    const agencies = new Map<string, Extract<Draft, { kind: 'agency' }>>();
    const givers = new Map<string, string>();
    const drafts: Draft[] = [];
    for (const pages of groupBySlug(portals)) {
      const [newest] = pages;
      if (newest === undefined) continue;
      const giver = addAgency(agencies, newest.raw.name);
      givers.set(newest.raw.slug, giver);
      drafts.push(toDeployment(pages, newest, giver, agencies, notes), ...toPool(newest, giver));
    }
    drafts.push(...toPairs(recipients, givers, agencies, notes));
    return { drafts: [...agencies.values(), ...drafts] };
  },
});

/** Pages of one portal, the newest first. */
function groupBySlug(portals: readonly Located<RawPortal>[]): Located<RawPortal>[][] {
  const pages = new Map<string, Located<RawPortal>[]>();
  for (const portal of [...portals].sort((a, b) => b.raw.on.localeCompare(a.raw.on)))
    pages.set(portal.raw.slug, [...(pages.get(portal.raw.slug) ?? []), portal]);
  return [...pages.values()];
}

/** Key of the agency of this name, with a row for it. The row rests on its pages or lists, so no record is its own. */
function addAgency(agencies: Map<string, Extract<Draft, { kind: 'agency' }>>, account: string): string {
  const state = findState(account);
  const key = toAgencyKey(account, state, account);
  const { name } = stripRetirement(account);
  const known = agencies.get(key);
  if (known === undefined) {
    const row: AgencyRow = {
      key,
      ids: [key],
      name,
      lang: 'en',
      aliases: name === account ? [] : [account],
      type: toAgencyType(name),
      place: state === null ? null : `US-${state}`,
    };
    agencies.set(key, { kind: 'agency', key: `agency/${key}`, row, from: [] });
  } else if (account !== known.row.name && !known.row.aliases.includes(account))
    known.row.aliases.push(account);
  return key;
}

function toDeployment(
  pages: readonly Located<RawPortal>[],
  { raw }: Located<RawPortal>,
  giver: string,
  agencies: ReadonlyMap<string, Draft>,
  notes: Notes,
): Draft {
  for (const { field, value } of raw.unreadable) notes.unmatched(field, value);
  for (const part of raw.unknownParts) notes.unmatched('part of the page', part);
  notes.count(`markup_${raw.markup}`);
  if (raw.prohibitsImmigrationUse === true) notes.count('portals_that_prohibit_immigration_use');
  if (raw.auditUnreadable === true) notes.count('search_audits_not_readable');
  for (const { searches } of raw.audit ?? []) notes.count('searches_in_audits', searches);
  const policies = new Set(pages.map((page) => JSON.stringify(page.raw.policies)));
  const findings = [
    ...(raw.inactive ? ['the page calls itself inactive'] : []),
    ...(policies.size > 1 ? ['the text of a policy changed between two pages'] : []),
  ];
  const row = agencies.get(giver);
  const { cameras, ...numbers } = raw.numbers;
  return {
    kind: 'deployment',
    key: `alpr/${raw.slug}`,
    row: {
      id: `alpr/${raw.slug}`,
      agency: giver,
      technology: 'vehicle.alpr',
      technologyRaw: 'License plate reader with a transparency portal',
      vendors: ['flock-safety'],
      region: row?.kind === 'agency' ? row.row.place : null,
      ...(Object.keys(raw.numbers).length === 0
        ? {}
        : { metrics: { on: raw.on, ...(cameras === undefined ? {} : { devices: cameras }), ...numbers } }),
      citations: [{ url: raw.url, publishedOn: raw.on }],
    },
    from: pages.map(({ unit, at }) => ({ unit, at })),
    ...(findings.length > 0 ? { findings } : {}),
  };
}

/** A number in place of the names is a pool of that size. Zero shares with nobody that is counted, and makes no row. */
function toPool({ raw }: Located<RawPortal>, giver: string): Draft[] {
  if (raw.recipients === undefined || raw.recipients === 0) return [];
  const id = `${raw.slug}/not-named`;
  return [
    {
      kind: 'sharing',
      key: id,
      row: { id, from: giver, pool: raw.recipients, on: raw.on, basis: 'declared' },
      from: [],
    },
  ];
}

/** One row a directed pair, on the newest day that a page of the giver lists it. */
function toPairs(
  recipients: readonly Located<RawRecipient>[],
  givers: ReadonlyMap<string, string>,
  agencies: Map<string, Extract<Draft, { kind: 'agency' }>>,
  notes: Notes,
): Draft[] {
  const pairs = new Map<string, { from: string; to: string; on: string; records: Locator[] }>();
  for (const { raw, unit, at } of [...recipients].sort((a, b) => b.raw.on.localeCompare(a.raw.on))) {
    const from = givers.get(raw.slug);
    const refusal = from === undefined ? { reason: 'page_was_refused' } : findAccountRefusal(raw.name);
    const to = refusal === null ? addAgency(agencies, raw.name) : undefined;
    if (from === undefined || to === undefined || to === from) {
      notes.refuse({ unit, at }, refusal ?? { reason: 'same_agency_as_the_giver', detail: raw.name });
      continue;
    }
    const id = `${raw.slug}/${to}`;
    const known = pairs.get(id);
    if (known) known.records.push({ unit, at });
    else pairs.set(id, { from, to, on: raw.on, records: [{ unit, at }] });
  }
  return [...pairs].map(
    ([id, { from, to, on, records }]): Draft => ({
      kind: 'sharing',
      key: id,
      row: { id, from, to, on, basis: 'declared' },
      from: records,
    }),
  );
}
