import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import { type Draft, defineSource, type Located, type NormalizeContext } from '../core/source.ts';
import { usStates } from '../core/us-states.ts';
import { indexNames } from './names.ts';
import { type AlprRaw, findSharingReport, parseAlpr } from './parse.ts';

/** What 200 agencies handed over in 2018 about their license plate readers: that they use them, and how many others they give the data to. */
export const effAlpr2016 = defineSource({
  id: 'eff-alpr-2016',
  needs: ['geonames-cities', 'eff-atlas-2020', 'private-eyes-2024'],
  parse: (snapshot) => parseAlpr(snapshot),
  async normalize(records, context) {
    const names = await indexNames(context.packs);
    const byName = new Map(records.map(({ raw }) => [`${raw.state}:${raw.agency}`, raw]));
    const agencies = new Map<string, Draft & { kind: 'agency' }>();
    const drafts: Draft[] = [];
    for (const record of records) {
      const { raw } = record;
      for (const { column, text } of raw.unread ?? []) context.notes.unmatched(column, text);
      const refusal = findRefusal(raw, byName);
      if (refusal !== undefined) {
        context.notes.refuse(record, refusal);
        continue;
      }
      const agency = toAgency(raw, context);
      const elsewhere = names.findElsewhere(agency.place, agency.name);
      const findings =
        elsewhere.length > 0
          ? [`Known packs hold this name in ${elsewhere.join(', ')}, and not in ${agency.place}`]
          : [];
      const known = agencies.get(agency.key);
      if (known) known.row.ids.push(...agency.ids);
      else
        agencies.set(agency.key, {
          kind: 'agency',
          key: `agency/${agency.ids[0]}`,
          row: agency,
          from: [],
          findings,
        });
      drafts.push(
        toDeployment(record, agency.key, findings),
        ...toSharing(raw, agency.key, findings, context),
      );
    }
    return { drafts: [...agencies.values(), ...drafts] };
  },
});

const toId = ({ state, agency }: AlprRaw) => `${state}:${agency}`;

/**
 * Why a row shows no use of its own. An agency that was asked and shows nothing (no plate read, no alarm, nobody that it gives to, no pool) is not
 * said to use plate readers.
 */
function findRefusal(raw: AlprRaw, byName: ReadonlyMap<string, AlprRaw>) {
  if (raw.state !== 'US' && !Object.hasOwn(usStates, raw.state))
    return { reason: 'unknown_state', detail: `${toId(raw)}` };
  const other = raw.see === undefined ? undefined : byName.get(`${raw.state}:${raw.see}`);
  if (other !== undefined && findSharingReport(raw) === findSharingReport(other))
    return { reason: 'reported_under_another_agency', detail: `${toId(raw)}: see ${raw.see}` };
  const shares = 'count' in raw.sharing && raw.sharing.count > 0;
  if (raw.counted.length === 0 && !shares && raw.pool !== true)
    return { reason: 'no_use_shown', detail: toId(raw) };
  return undefined;
}

function toAgency(raw: AlprRaw, { scrape }: Pick<NormalizeContext, 'scrape'>): AgencyRow {
  const names = new Map(Object.entries(scrape.lookups.agency ?? {}));
  const name = names.get(raw.agency) ?? raw.agency;
  const words = normalizeAgencyName(name).split(' ');
  return {
    key: `us-${raw.state.toLowerCase()}-${toSlug(normalizeAgencyName(name))}`,
    ids: [toId(raw)],
    name,
    lang: 'en',
    aliases: name === raw.agency ? [] : [raw.agency],
    // The table has no column for it; a police department or sheriff is what its name says.
    type: words.includes('police') || words.includes('sheriffs') ? 'law_enforcement' : null,
    place: raw.state === 'US' ? 'US' : `US-${raw.state}`,
  };
}

function toDeployment(record: Located<AlprRaw>, agency: string, findings: readonly string[]): Draft {
  const { raw, unit, at } = record;
  return {
    kind: 'deployment',
    key: toId(raw),
    row: {
      id: toId(raw),
      agency,
      technology: 'vehicle.alpr',
      technologyRaw: 'automated license plate readers',
      // All 200 were asked because of one vendor's sharing system; whose readers they use, the table does not say.
      vendors: [],
      region: raw.state === 'US' ? 'US' : `US-${raw.state}`,
      citations: raw.documents,
    },
    from: [{ unit, at }],
    findings,
  };
}

/** Agencies that get its data, as a number; nobody is named. A number that the publishers call incomplete is not the size of the pool. */
function toSharing(
  raw: AlprRaw,
  from: string,
  findings: readonly string[],
  { notes }: NormalizeContext,
): Draft[] {
  if (raw.pool === true) notes.count('gives_to_unnamed_pool');
  if (raw.counted.length > 0) notes.count('with_yearly_counts');
  if (!('count' in raw.sharing)) {
    notes.count(`sharing_${'told' in raw.sharing ? raw.sharing.told : 'see'}`);
    return [];
  }
  if (raw.sharing.partial || raw.sharing.count === 0) {
    notes.count(raw.sharing.partial ? 'sharing_number_incomplete' : 'shares_with_none_directly');
    return [];
  }
  const id = `${toId(raw)}:direct-sharing`;
  return [{ kind: 'sharing', key: id, row: { id, from, pool: raw.sharing.count }, from: [], findings }];
}
