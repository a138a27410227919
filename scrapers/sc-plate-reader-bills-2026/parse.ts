import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { Parsed } from '../core/source.ts';
import { readTableText } from '../core/table-text.ts';

/** What stays of a bill. The campaign's own description is an argument and is not read on; a legislator's name is cut off. */
export interface RawBill {
  /** Session and number. */
  id: string;
  bill: string;
  title: string;
  status: string;
  action: string;
  /** ISO day of the last action. */
  on: string;
  url: string;
  repairs: string[];
}

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((text) => text.split(/\s+/).length <= most, `more than ${most} words`);

const billSchema = z.strictObject({
  bill: z.string().regex(/^[HS]\d{1,5}$/),
  title: words(11),
  status: words(12),
  url: z.url({ protocol: /^https$/, hostname: /^www\.scstatehouse\.gov$/ }),
  lastAction: words(12),
  lastActionDate: z.string().regex(/^\d{1,2}\/\d{1,2}\/\d{4}$/),
  description: z.string(),
});

/**
 * @throws DossierError `invalid_input` for a text that is no JSON array
 */
export async function* parseBills(file: { path: string; name: string }): AsyncGenerator<Parsed<RawBill>> {
  const parts: string[] = [];
  for await (const part of readTableText(file, { maxBytes: 1_000_000 })) parts.push(part);
  for (const [index, item] of readArray(file.name, parts.join('')).entries()) {
    const at = `/${index}`;
    const parsed = billSchema.safeParse(item);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.') || issue.message);
      yield { at, reason: 'cell_out_of_form', detail: [...new Set(fields)].join(', ') };
      continue;
    }
    const raw = toBill(parsed.data);
    yield typeof raw === 'string' ? { at, reason: raw, detail: parsed.data.bill } : { at, raw };
  }
}

/** A bill, or the reason why it is none. */
function toBill(item: z.infer<typeof billSchema>): RawBill | string {
  const address = /\/sess\d+_(\d{4}-\d{4})\/bills\/(\d+)\.htm$/.exec(new URL(item.url).pathname);
  const session = address?.[1];
  if (session === undefined || address?.[2] !== item.bill.slice(1)) return 'address_of_another_bill';
  const [month = '', day = '', year = ''] = item.lastActionDate.split('/');
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${on}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(on)) return 'date_unreadable';
  const status = item.status.replace(/\bon(?=[A-Z])/g, 'on ');
  return {
    id: `${session}/${item.bill.toLowerCase()}`,
    bill: item.bill,
    title: item.title,
    status,
    action: item.lastAction.replace(/(name added as sponsor):.*$/, '$1'),
    on,
    url: item.url,
    repairs: status === item.status ? [] : ['a blank was missing after "on"'],
  };
}

function readArray(name: string, text: string): unknown[] {
  const refuse = (what: string, cause?: unknown) =>
    new DossierError('invalid_input', {
      what,
      where: name,
      mend: 'Look at the file; if this is what the publisher gives now, the scraper has to learn the new layout.',
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse('The file is not JSON', cause);
  }
  const list = z.array(z.unknown()).min(1).safeParse(json);
  if (!list.success) throw refuse('The file is no list of bills');
  return list.data;
}
