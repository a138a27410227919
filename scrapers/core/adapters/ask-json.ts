import { DossierError } from '#lib/errors.ts';
import { findJsonError } from '../formats/recognize.ts';
import { readText } from '../formats/tabular-bytes.ts';
import type { FetchOutcome, RequestOptions, Snapshot, SourceHttp, UnitRequest } from '../source.ts';

/** Why a request brought nothing that can be used, as the outcome of its unit. */
export type Stop = Exclude<FetchOutcome, { kind: 'fetched' | 'unchanged' }>;

export type AskedJson = { kind: 'json'; value: unknown; snapshot: Snapshot } | { kind: 'stop'; stop: Stop };

/** Codes with which ArcGIS asks for a token. */
const tokenCodes = new Set(['498', '499']);

/**
 * Asks an interface for JSON. A success that reports a failure, a status that is none, broken JSON and an HTML page come as a stop that says so; the bytes are
 * kept whatever they are.
 */
export async function askJson(
  http: SourceHttp,
  request: UnitRequest,
  options: RequestOptions = {},
): Promise<AskedJson> {
  const answer = await http.request(request, options);
  // Never asked conditionally, so "unchanged" would be a fault of the server.
  if (answer.kind === 'unchanged')
    return { kind: 'stop', stop: { kind: 'later', reason: 'the server answers 304 to a plain request' } };
  if (answer.kind !== 'answer') return { kind: 'stop', stop: answer };
  const { status, snapshot } = answer;
  if (status === 202)
    return { kind: 'stop', stop: { kind: 'later', reason: 'the server is still preparing the rows (202)' } };
  if (status >= 500) return { kind: 'stop', stop: { kind: 'later', reason: `status ${status}` } };
  let value: unknown;
  try {
    value = JSON.parse(readText(snapshot));
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof DossierError)) throw error;
    const what = error instanceof DossierError ? error.what : 'The JSON is broken or cut off';
    return fail(status === 200 ? what : `status ${status}: ${what}`);
  }
  const problem = findJsonError(value);
  if (problem && tokenCodes.has(problem.code))
    return { kind: 'stop', stop: { kind: 'blocked', reason: `it asks for a token: ${problem.message}` } };
  if (problem)
    return fail(`it reports an error: ${[problem.code, problem.message].filter(Boolean).join(' ')}`);
  if (status !== 200) return fail(`status ${status}`);
  return { kind: 'json', value, snapshot };
}

const fail = (reason: string): AskedJson => ({
  kind: 'stop',
  stop: { kind: 'partial', snapshots: [], reason },
});

/** A stop in the middle of pages: what came before is kept, and used for nothing but looking at it. */
export const stopAfter = (stop: Stop, snapshots: readonly Snapshot[]): FetchOutcome =>
  stop.kind === 'partial' ? { ...stop, snapshots: [...snapshots, ...stop.snapshots] } : stop;

/** An interface whose publisher invites programs is not subject to what robots.txt tells crawlers of pages. */
export const toRobots = ({ invitation }: { invitation?: string | undefined }): RequestOptions =>
  invitation === undefined ? {} : { robots: false };

/** For plans, which have no outcome of their own. */
export const toPlanError = (stop: Stop, where: string) =>
  new DossierError('invalid_input', {
    what: `The source does not say what it holds: ${stop.reason}`,
    where,
    mend: 'Try again later; if it stays so, look at the address in dataset.yaml.',
  });
