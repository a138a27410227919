import { z } from 'zod';
import { readCsv } from '../core/csv.ts';
import { toPlaceCode } from '../core/formats/eff-atlas-places.ts';
import { createVendorOf, type RawAward, toAwardKey } from '../core/formats/usaspending-awards.ts';
import type { ParseContext, Parsed } from '../core/source.ts';
import { columns } from './columns.ts';

const text = z.string().trim().min(1).max(200);
/** Days stand there alone or with midnight after them. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}( 00:00:00)?$/)
  .transform((value) => value.slice(0, 10))
  .pipe(z.iso.date());
const maybeDay = z
  .literal('')
  .transform(() => undefined)
  .or(day);

const transaction = z.object({
  contract_award_unique_key: text,
  award_id_piid: text,
  award_type_code: text,
  action_date: day,
  /** Bound in all up to this transaction; empty in some old ones. */
  total_dollars_obligated: z.string().regex(/^(-?\d+(\.\d{1,2})?)?$/),
  period_of_performance_start_date: day,
  period_of_performance_current_end_date: maybeDay,
  awarding_agency_name: text,
  awarding_sub_agency_name: text,
  primary_place_of_performance_country_code: z.string().regex(/^([A-Z]{3})?$/),
  primary_place_of_performance_state_code: z.string().regex(/^([A-Z]{2})?$/),
  usaspending_permalink: z.url({ protocol: /^https$/ }),
});

/**
 * Transactions of awards to vendors of our list. The table was made by searching for parts of names, so most of its companies sell something
 * else, and one "company" is a person: whoever is not in the list is refused here, and no name of theirs goes on.
 *
 * @throws DossierError `invalid_input` for a changed header
 */
export async function* parseTransactions(
  file: { path: string; name: string },
  { scrape }: Pick<ParseContext, 'scrape'>,
): AsyncGenerator<Parsed<RawAward>> {
  const vendorOf = createVendorOf();
  for await (const { row, cells } of readCsv(file, { header: { expect: columns } })) {
    const at = `row ${row}`;
    const recipient = cells.recipient_name ?? '';
    if (vendorOf(recipient) === null) {
      yield { at, reason: 'recipient_is_no_vendor_of_the_list' };
      continue;
    }
    if (cells.award_or_idv_flag !== 'AWARD') {
      yield {
        at,
        reason: cells.award_or_idv_flag === 'IDV' ? 'framework_without_a_purchase' : 'unknown_award_type',
      };
      continue;
    }
    const parsed = transaction.safeParse(cells);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
      yield { at, reason: 'cell_out_of_form', detail: [...new Set(fields)].join(', ') };
      continue;
    }
    const { data } = parsed;
    const url = data.usaspending_permalink.replace(/\/$/, '');
    const region = toRegion(
      data.primary_place_of_performance_country_code,
      data.primary_place_of_performance_state_code,
      scrape.lookups.country ?? {},
    );
    if (toAwardKey(url) !== data.contract_award_unique_key) yield { at, reason: 'no_award_key' };
    else if (region === undefined) yield { at, reason: 'unknown_country' };
    else
      yield {
        at,
        raw: {
          key: data.contract_award_unique_key,
          number: data.award_id_piid,
          type: data.award_type_code,
          recipient,
          agency: data.awarding_sub_agency_name,
          department: data.awarding_agency_name,
          region,
          amount: data.total_dollars_obligated,
          starts: data.period_of_performance_start_date,
          ...(data.period_of_performance_current_end_date === undefined
            ? {}
            : { ends: data.period_of_performance_current_end_date }),
          asOf: data.action_date,
          url,
        },
      };
  }
}

/** Code of the place of performance: null where the register is silent, undefined for a code that no look-up knows. */
function toRegion(
  country: string,
  state: string,
  countries: Readonly<Record<string, string | null>>,
): string | null | undefined {
  if (country === '') return null;
  if (country === 'USA') return state === '' ? null : (toPlaceCode(state) ?? undefined);
  return countries[country] ?? undefined;
}
