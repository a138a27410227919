import { z } from 'zod';
import type { ArchiveOutcome } from './archive-outcome.ts';
import { askService, readJson } from './ask-service.ts';

export type WaybackOptions = {
  /** `https://web.archive.org`, or another host with the same interfaces. */
  base: string;
  /** `access:secret` of an account. */
  key: string;
  userAgent: string;
  sleep: (ms: number) => Promise<void>;
};

const service = 'web.archive.org';
const pollMs = 6_000;
const maxPolls = 30;

const submitted = z.object({
  job_id: z.string().min(1).optional(),
  status_ext: z.string().optional(),
  message: z.string().nullish(),
});
const jobStatus = z.object({
  status: z.enum(['pending', 'success', 'error']),
  timestamp: z.string().optional(),
  original_url: z.string().optional(),
  status_ext: z.string().optional(),
});
const timestamp = z.string().regex(/^\d{14}$/);

/** Codes of `status_ext` by what they mean for the next try; all others may work later. */
const permanent =
  /^error:(not-found|no-access|unauthorized|blocked|blocked-url|invalid-url-syntax|filesize-limit|ftp-access-denied)$/;
const overQuota = /^error:(too-many-daily-captures|user-session-limit|max-daily-bandwidth.*)$/;

/**
 * Asks Save Page Now 2 for a copy, or for the one of the last 30 days, and waits three minutes at most. Errors come as 200 too, so only
 * a job id means that it was taken.
 */
export async function askWayback(address: string, options: WaybackOptions): Promise<ArchiveOutcome> {
  const answer = await askService(new URL('/save', options.base), {
    method: 'POST',
    headers: { ...toHeaders(options), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      url: address,
      skip_first_archive: '1',
      if_not_archived_within: '30d',
      delay_wb_availability: '1',
    }).toString(),
  });
  if (typeof answer === 'string') return { kind: 'later', reason: answer };
  const parsed = submitted.safeParse(readJson(answer));
  if (!parsed.success) return { kind: 'later', reason: `${service} is down (status ${answer.status})` };
  const { job_id: jobId, status_ext: code, message } = parsed.data;
  if (jobId === undefined) return toFailure(code, message ?? `status ${answer.status}`);
  return waitForJob(jobId, address, options);
}

async function waitForJob(jobId: string, address: string, options: WaybackOptions): Promise<ArchiveOutcome> {
  let silence: string | undefined;
  for (let poll = 0; poll < maxPolls; poll += 1) {
    await options.sleep(pollMs);
    const answer = await askService(new URL(`/save/status/${encodeURIComponent(jobId)}`, options.base), {
      method: 'GET',
      headers: toHeaders(options),
    });
    const parsed = typeof answer === 'string' ? undefined : jobStatus.safeParse(readJson(answer));
    if (parsed?.success !== true) {
      silence = typeof answer === 'string' ? answer : `${service} is down (status ${answer.status})`;
      continue;
    }
    const { status, status_ext: code, original_url: original = address, ...job } = parsed.data;
    if (status === 'error') return toFailure(code, undefined);
    if (status === 'pending') continue;
    const at = timestamp.safeParse(job.timestamp);
    if (!at.success) return { kind: 'later', reason: `${service} says success without a date` };
    return { kind: 'saved', archive: toArchive(options.base, at.data, original) };
  }
  return { kind: 'later', reason: silence ?? `${service} is still working on it (job ${jobId})` };
}

function toFailure(code: string | undefined, message: string | undefined): ArchiveOutcome {
  const reason = `${service}: ${[code, message].filter((part) => part !== undefined).join(', ') || 'no reason given'}`;
  if (permanent.test(code ?? '')) return { kind: 'refused', reason };
  if (overQuota.test(code ?? '')) return { kind: 'quota', reason };
  return { kind: 'later', reason };
}

/** The newest copy that the archive holds of an address already, or undefined. */
export async function findWaybackCopy(
  address: string,
  options: Pick<WaybackOptions, 'base' | 'userAgent'>,
): Promise<Extract<ArchiveOutcome, { kind: 'saved' }>['archive'] | undefined> {
  const url = new URL('/cdx/search/cdx', options.base);
  url.search = new URLSearchParams({
    url: address,
    output: 'json',
    fl: 'timestamp,original',
    filter: 'statuscode:200',
    limit: '-1',
  }).toString();
  const answer = await askService(url, { method: 'GET', headers: { 'user-agent': options.userAgent } });
  if (typeof answer === 'string' || answer.status !== 200) return undefined;
  // The first row names the columns; nothing held is an empty list.
  const rows = z.array(z.tuple([z.string(), z.string()])).safeParse(readJson(answer));
  const [at, original] = (rows.success ? rows.data.slice(1).at(-1) : undefined) ?? [];
  if (original === undefined || !timestamp.safeParse(at).success || at === undefined) return undefined;
  return toArchive(options.base, at, original);
}

function toArchive(base: string, at: string, original: string) {
  return {
    service,
    url: `${base.replace(/\/$/, '')}/web/${at}/${original}`,
    capturedOn: `${at.slice(0, 4)}-${at.slice(4, 6)}-${at.slice(6, 8)}`,
  };
}

function toHeaders({ key, userAgent }: WaybackOptions): Record<string, string> {
  return { accept: 'application/json', authorization: `LOW ${key}`, 'user-agent': userAgent };
}
