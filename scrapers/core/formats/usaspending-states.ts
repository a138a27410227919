import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readTableText } from '../table-text.ts';
import { toPlaceCode } from './eff-atlas-places.ts';

const count = z.number().int().positive();
const dollars = z.number().int();
const day = z.iso.date();

const award = z.strictObject({
  vendor: z.string().min(1),
  awardId: z.string().min(1),
  recipient: z.string().min(1),
  amount: dollars,
  agency: z.string().min(1),
  subAgency: z.string().min(1),
  startDate: day,
  endDate: day.or(z.literal('')),
  /** Free text that names officers: known, never used. */
  description: z.unknown().transform(() => undefined),
  awardType: z.string().min(1),
  url: z.url({ protocol: /^https$/ }),
});

const feature = z.strictObject({
  type: z.literal('Feature'),
  /** Center of a state: no award stands there. */
  geometry: z.unknown().transform(() => undefined),
  properties: z.strictObject({
    id: z.string(),
    state: z.string().refine((state) => toPlaceCode(state) !== null, 'is no state'),
    totalAmount: dollars,
    awardCount: count,
    vendorCount: count,
    topVendor: z.string(),
    vendors: z.array(z.strictObject({ name: z.string().min(1), amount: dollars, count })),
    awards: z.array(award),
  }),
});
export type StateOfAwards = z.infer<typeof feature>['properties'];

const collection = z.strictObject({
  type: z.literal('FeatureCollection'),
  generatedAt: z.iso.datetime(),
  attribution: z.string(),
  license: z.string().startsWith('Public domain', 'the license is no longer the public domain'),
  sourceName: z.string(),
  sourceUrl: z.string(),
  note: z.string(),
  window: z.strictObject({ start: day, end: day }),
  awardingAgencies: z.array(z.string()),
  awardTypeCodes: z.array(z.string()),
  caps: z.looseObject({}),
  counts: z.looseObject({}),
  features: z.array(feature),
});

/**
 * The table of awards by state that surveillance-radar makes from USAspending.gov. Every property is named here: a new one stops the file.
 *
 * @throws DossierError `invalid_input` for a text that is no such table, and where a state's numbers do not add up beyond their rounding
 */
export async function readStates(file: {
  path: string;
  name: string;
}): Promise<{ window: { start: string; end: string }; states: StateOfAwards[] }> {
  const parts: string[] = [];
  for await (const part of readTableText(file, { maxBytes: 50_000_000 })) parts.push(part);
  const parsed = collection.safeParse(parseJson(file.name, parts.join('')));
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw refuse(file.name, issues.slice(0, 5).join('; '));
  }
  const states = parsed.data.features.map(({ properties }) => properties);
  const twice = states.find(({ state }, at) => states.findIndex((other) => other.state === state) !== at);
  if (twice !== undefined) throw refuse(file.name, `${twice.state} stands there twice`);
  for (const state of states) {
    const sum = state.vendors.reduce((total, vendor) => total + vendor.amount, 0);
    const awards = state.vendors.reduce((total, vendor) => total + vendor.count, 0);
    // Each of the sums was rounded to whole dollars by itself.
    if (awards !== state.awardCount || Math.abs(sum - state.totalAmount) > state.vendors.length)
      throw refuse(file.name, `The vendors of ${state.state} do not add up to its total`);
  }
  return { window: parsed.data.window, states };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(name, 'The file is not JSON', cause);
  }
}

function refuse(where: string, what: string, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what,
    where,
    mend: 'Look at the file; if this is what its maker gives now, the scraper has to learn the new layout.',
    cause,
  });
}
