import { toLines } from './page-text.ts';
import { readNumber, splitNames } from './values.ts';

export const numberFields = ['retentionDays', 'cameras', 'reads', 'searches', 'hits'] as const;
export type NumberField = (typeof numberFields)[number];
export const policyFields = [
  'detected',
  'notDetected',
  'acceptableUse',
  'prohibitedUses',
  'access',
  'hotlist',
] as const;
export type PolicyField = (typeof policyFields)[number];

/** What a page says, in the page's own words. */
export interface PageText {
  markup: 'labels' | 'attributes';
  /** Names under the heading that gives access; null where the page has no such part. */
  organizations: string[] | null;
  /** A number in place of the names. */
  recipients: string | null;
  numbers: Partial<Record<NumberField, string>>;
  policies: Partial<Record<PolicyField, string>>;
  /** Address of the search audit, a `data:` table. */
  audit: string | null;
  /** Parts that this reader does not know. */
  unknown: string[];
}

type Field = NumberField | PolicyField | 'organizations' | 'ignored';

/** Labels of 2023 and 2024; those of the policies stand on later pages too. */
const labels = new Map<string, Field>(
  Object.entries({
    "what's detected": 'detected',
    "what's not detected": 'notDetected',
    'acceptable use policy': 'acceptableUse',
    'prohibited uses': 'prohibitedUses',
    'access policy': 'access',
    'hotlist policy': 'hotlist',
    'data retention (in days)': 'retentionDays',
    'number of owned cameras': 'cameras',
    'external organizations with access': 'organizations',
    'hotlists alerted on': 'ignored',
    'vehicles detected in the last 30 days': 'reads',
    'hotlist hits in the last 30 days': 'hits',
    'searches in the last 30 days': 'searches',
  } satisfies Record<string, Field>),
);
/** Headings that end the value before them. */
const headings = new Set([
  'overview',
  'policies',
  'usage',
  'additional info',
  'public search audit',
  'download csv',
]);

/** Types of the blocks of 2025 and later. */
const entryTypes = new Map<string, Field | 'audit'>(
  Object.entries({
    dataRetentionInDays: 'retentionDays',
    numberOfOwnedCameras: 'cameras',
    plateReadsInLast30Days: 'reads',
    searchesInLast30Days: 'searches',
    plateHitsInLast30Days: 'hits',
    hotlistSources: 'ignored',
    orgsWithAccess: 'organizations',
    searchAuditCsv: 'audit',
  } satisfies Record<string, Field | 'audit'>),
);

export function readPage(document: Document): PageText {
  return document.querySelector('[data-tp-entry-type], [data-tp-presentation]') === null
    ? readLabels(document)
    : readAttributes(document);
}

const emptyPage = (markup: PageText['markup']): PageText => ({
  markup,
  organizations: null,
  recipients: null,
  numbers: {},
  policies: {},
  audit: null,
  unknown: [],
});

const toLabel = (line: string) => line.toLowerCase().replaceAll('’', "'").replace(/:$/, '').trim();

/** Label and value follow each other as lines; a value ends where the next label or heading stands. */
function readLabels(document: Document): PageText {
  const page = emptyPage('labels');
  let field: Field | null = null;
  let value: string[] = [];
  const close = () => {
    if (field !== null) keep(page, field, value.join(' '));
    value = [];
  };
  for (const line of toLines(document.body)) {
    const label = toLabel(line);
    const known = labels.get(label);
    if (known === undefined && !headings.has(label) && !label.startsWith('last updated')) {
      value.push(line);
      continue;
    }
    close();
    field = known ?? null;
  }
  close();
  return page;
}

function readAttributes(document: Document): PageText {
  const page = emptyPage('attributes');
  for (const block of document.querySelectorAll('[data-tp-entry-type], [data-tp-presentation]')) {
    const type = block.getAttribute('data-tp-entry-type');
    const header = block.querySelector('.tpEntryHeader') ?? block.querySelector('p, h2, h3, h4');
    const label = toLabel(header === null ? '' : (toLines(header)[0] ?? ''));
    const field = type === null ? labels.get(label) : entryTypes.get(type);
    if (field === undefined) page.unknown.push((type ?? label).slice(0, 60));
    else if (field === 'audit')
      page.audit = block.querySelector('a[href^="data:"]')?.getAttribute('href') ?? null;
    else if (field === 'organizations') keepOrganizations(page, block, header);
    else keep(page, field, toLines(block, (child) => child === header).join(' '));
  }
  return page;
}

/** The second list of later pages: who gives data to this agency. The other direction, and not this agency's to declare. */
const receiving = 'receiving network data from';

/** Names stand whole in an attribute of each cell, because the visible text may be cut. */
function keepOrganizations(page: PageText, block: Element, header: Element | null): void {
  const names: string[] = [];
  for (const element of block.querySelectorAll('*')) {
    if (element.childElementCount === 0 && toLabel(element.textContent ?? '') === receiving) break;
    const name = (element.getAttribute('data-tp-full-value') ?? '').replace(/\s+/g, ' ').trim();
    if (name !== '') names.push(name);
  }
  if (names.length > 0) page.organizations = names;
  else keep(page, 'organizations', toLines(block, (child) => child === header).join(' '));
}

function keep(page: PageText, field: Field, value: string): void {
  if (field === 'ignored' || value === '') return;
  if (field === 'organizations') {
    if (readNumber(value).kind === 'unreadable') page.organizations = splitNames(value);
    else page.recipients = value;
  } else if (isNumberField(field)) page.numbers[field] = value;
  else page.policies[field] = value;
}

const isNumberField = (field: NumberField | PolicyField): field is NumberField =>
  numberFields.some((candidate) => candidate === field);
