import type { FetchContext, FetchOutcome, Plan, WorkUnit } from '../source.ts';
import type { RowFormat } from './unit-hints.ts';

/** Files of cities are larger than pages and slower. */
const limits = { maxBytes: 100_000_000, timeoutMs: 120_000 };

/** One unit: the file at an address that dataset.yaml names. */
export const planDownload = (url: string, format: RowFormat): Plan => ({
  coverage: 'full',
  units: [{ key: `url:${url}`, from: { request: { url } }, hints: { format } }],
});

/** One file, asked for only if it changed. What it holds is `parse`'s business. */
export async function fetchDownload(
  unit: WorkUnit,
  { http }: Pick<FetchContext, 'http'>,
): Promise<FetchOutcome> {
  if (!('request' in unit.from)) throw new Error(`${unit.key} is a file, which is not fetched`);
  const answer = await http.request(unit.from.request, { conditional: unit.key, ...limits });
  if (answer.kind !== 'answer') return answer;
  const { status, snapshot } = answer;
  if (status === 200) return { kind: 'fetched', snapshots: [snapshot] };
  if (status >= 500 || status === 202) return { kind: 'later', reason: `status ${status}` };
  // An error page is kept, but it is no part of the data.
  return { kind: 'partial', snapshots: [], reason: `status ${status}` };
}
