import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { decodeText } from '#lib/captures/decode.ts';
import { checkHtmlLimits } from '#lib/captures/html-limits.ts';
import { DossierError } from '#lib/errors.ts';
import { findBlock } from '../core/http/challenge.ts';
import type { ParseContext, Parsed, Snapshot } from '../core/source.ts';
import { type AuditCount, countAudit } from './audit.ts';
import { toLines } from './page-text.ts';
import { type NumberField, numberFields, type PageText, policyFields, readPage } from './read-page.ts';
import { readDay, readNumber } from './values.ts';

/** One page on the day that it names. Policies are kept as SHA-256, the search audit as counts. */
export interface RawPortal {
  kind: 'portal';
  url: string;
  slug: string;
  name: string;
  /** The page calls itself inactive. */
  inactive: boolean;
  /** Day of the page's last update, YYYY-MM-DD. */
  on: string;
  markup: PageText['markup'];
  numbers: Partial<Record<NumberField, number>>;
  /** Values of number fields that are no numbers and no known word for "not told". */
  unreadable: { field: string; value: string }[];
  /** Organizations with access, where the page gives a number instead of names. */
  recipients?: number;
  policies: Record<string, string>;
  prohibitsImmigrationUse?: boolean;
  audit?: AuditCount[];
  /** An audit stands there and is not of the known form. */
  auditUnreadable?: boolean;
  unknownParts: string[];
}

/** One name of the list of organizations with access. */
export interface RawRecipient {
  kind: 'recipient';
  slug: string;
  on: string;
  name: string;
}

export type RawPart = RawPortal | RawRecipient;

/**
 * A saved page of a portal. A page that names no agency, no day, or none of cameras, retention and organizations is refused.
 *
 * @throws DossierError `invalid_input` for a challenge, a page that is no portal's, an address that is not of a declared host, or a page that would keep the
 * parser busy
 */
export function* parsePortal(snapshot: Snapshot, { unit, scrape }: ParseContext): Generator<Parsed<RawPart>> {
  const address = snapshot.url ?? ('request' in unit.from ? unit.from.request.url : undefined);
  const { url, slug } = toPortalAddress(
    address,
    scrape.hosts.map(({ host }) => host),
    unit.key,
  );
  const bytes = readFileSync(snapshot.path);
  refuseChallenge(bytes, unit.key);
  const { text, lossy } = decodeText(bytes, { mediaType: 'text/html' });
  if (lossy)
    throw refuse(
      unit.key,
      'Some bytes do not fit the encoding of the page',
      'Save the page again, as UTF-8.',
    );
  limit(text, unit.key);
  const { document } = parseHTML(text);
  const page = readPage(document);
  const heading = readHeading(document);
  const on = readLastUpdate(document);
  const numbers: RawPortal['numbers'] = {};
  const unreadable: RawPortal['unreadable'] = [];
  for (const field of numberFields) {
    const value = page.numbers[field];
    if (value === undefined) continue;
    const reading = readNumber(value);
    if (reading.kind === 'number') numbers[field] = reading.value;
    else if (reading.kind === 'unreadable') unreadable.push({ field, value: value.slice(0, 60) });
  }
  const pool = page.recipients === null ? null : readNumber(page.recipients);
  const names = page.organizations ?? [];
  const refusal =
    heading.name === ''
      ? 'page_without_agency_name'
      : on === null
        ? 'page_without_last_update'
        : numbers.cameras === undefined &&
            numbers.retentionDays === undefined &&
            names.length === 0 &&
            pool?.kind !== 'number'
          ? 'page_without_cameras_retention_and_organizations'
          : null;
  if (refusal !== null || on === null) {
    yield { at: 'portal', reason: refusal ?? 'page_without_last_update', detail: slug };
    return;
  }
  const audit = page.audit === null ? undefined : countAudit(page.audit);
  yield {
    at: 'portal',
    raw: {
      kind: 'portal',
      url,
      slug,
      ...heading,
      on,
      markup: page.markup,
      numbers,
      unreadable,
      ...(pool?.kind === 'number' ? { recipients: pool.value } : {}),
      policies: Object.fromEntries(
        policyFields.flatMap((field): [string, string][] => {
          const policy = page.policies[field];
          return policy === undefined ? [] : [[field, createHash('sha256').update(policy).digest('hex')]];
        }),
      ),
      ...(page.policies.prohibitedUses === undefined
        ? {}
        : { prohibitsImmigrationUse: /immigra/i.test(page.policies.prohibitedUses) }),
      ...(audit ? { audit } : audit === null ? { auditUnreadable: true } : {}),
      unknownParts: page.unknown,
    },
  };
  for (const [index, name] of names.entries())
    yield { at: `organization ${index + 1}`, raw: { kind: 'recipient', slug, on, name: name.slice(0, 200) } };
}

/** @throws DossierError `invalid_input` where the address is missing, of another host, or not that of one portal */
function toPortalAddress(address: string | undefined, hosts: readonly string[], where: string) {
  const url = address === undefined ? null : URL.parse(address);
  const slug = url === null ? undefined : /^\/([\w-]{1,120})\/?$/.exec(url.pathname)?.[1];
  if (url === null || slug === undefined || !hosts.includes(url.hostname)) {
    throw refuse(
      where,
      address === undefined
        ? 'It is not said where the page was saved'
        : 'The address is not that of a portal',
      `Import the page with the address that it was opened under, on ${hosts.join(' or ')}.`,
    );
  }
  return { url: `${url.origin}/${slug}`, slug: slug.toLowerCase() };
}

/** A challenge names neither agency nor date; it means that the host did not want this client, and a person has to open the page. */
function refuseChallenge(bytes: Uint8Array, where: string): void {
  const block = findBlock(200, { 'content-type': 'text/html' }, bytes.subarray(0, 16_384));
  if (block === undefined) return;
  throw refuse(
    where,
    `Blocked: this is a test for browsers and not the portal (${block})`,
    'Open the portal in a browser, wait until it shows, and save it then.',
  );
}

/** Name of the agency: the first heading, else the title, without "Transparency Portal" and "[Inactive]". */
function readHeading(document: Document): { name: string; inactive: boolean } {
  const heading = document.querySelector('h1');
  const texts = [
    heading === null ? '' : toLines(heading).join(' '),
    document.querySelector('title')?.textContent ?? '',
  ];
  const inactive = texts.some((text) => /\[inactive\]/i.test(text));
  const [name = ''] = texts
    .map((text) =>
      text
        .replace(/\[inactive\]/gi, ' ')
        .replace(/transparency portal/gi, ' ')
        .replace(/\bflock safety\s*$/i, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[\s|:–-]+|[\s|:–-]+$/g, ''),
    )
    .filter((text) => text !== '');
  return { name: name.slice(0, 200), inactive };
}

/** The machine-readable moment beside the words where there is one, else the words after "Last updated:". */
function readLastUpdate(document: Document): string | null {
  const lines = toLines(document.body);
  const line = lines.find((text) => /^last updated\b/i.test(text));
  if (line === undefined) return null;
  const marked = [...document.querySelectorAll('span[title]')].find((span) =>
    /^\s*last updated\b/i.test(span.parentElement?.textContent ?? ''),
  );
  const words = line.replace(/^last updated:?/i, '').trim() || (lines[lines.indexOf(line) + 1] ?? '');
  return readDay(marked?.getAttribute('title') ?? '') ?? readDay(words);
}

function limit(html: string, where: string): void {
  try {
    checkHtmlLimits(html);
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    throw refuse(where, error.what, 'No portal is like this: look at the file by hand.');
  }
}

const refuse = (where: string, what: string, mend: string) =>
  new DossierError('invalid_input', { what, where, mend });
