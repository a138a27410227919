import { z } from 'zod';
import type { ArchiveOutcome } from './archive-outcome.ts';
import { askService, readJson } from './ask-service.ts';

export type PermaOptions = {
  /** Of the interface: `https://api.perma.cc`. */
  base: string;
  /** Where its records are read: `https://perma.cc`. */
  reading: string;
  key: string;
  userAgent: string;
};

const service = 'perma.cc';
const created = z.object({ guid: z.string().regex(/^[A-Z0-9-]{4,40}$/), creation_timestamp: z.string() });

/** Asks Perma.cc for a record of an address. It gives the record's name at once and fills it later. */
export async function askPerma(address: string, options: PermaOptions): Promise<ArchiveOutcome> {
  const answer = await askService(new URL('/v1/archives/', options.base), {
    method: 'POST',
    headers: {
      accept: 'application/json',
      authorization: `ApiKey ${options.key}`,
      'content-type': 'application/json',
      'user-agent': options.userAgent,
    },
    body: JSON.stringify({ url: address }),
  });
  if (typeof answer === 'string') return { kind: 'later', reason: answer };
  const { status } = answer;
  const body = readJson(answer);
  const parsed = created.safeParse(body);
  if (status >= 200 && status < 300 && parsed.success) {
    const { guid, creation_timestamp: at } = parsed.data;
    return {
      kind: 'saved',
      archive: {
        service,
        url: new URL(`/${guid}`, options.reading).href,
        capturedOn: at.slice(0, 10),
      },
    };
  }
  const reason = `${service} answers with status ${status}`;
  // It says in the text of a 400 that the account's share is used up.
  if (status === 400 && /limit/i.test(JSON.stringify(body) ?? '')) return { kind: 'quota', reason };
  return { kind: status >= 400 && status < 500 && status !== 429 ? 'refused' : 'later', reason };
}
