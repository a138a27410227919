import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toDevice } from '../core/osm-device.ts';
import type { FetchContext } from '../core/source.ts';
import { readOptions } from './options.ts';

const answerSchema = z.object({
  elements: z
    .array(
      z.looseObject({
        visible: z.boolean().optional(),
        tags: z.record(z.string(), z.string()).optional(),
      }),
    )
    .length(1),
});

export type Confirmation = 'present' | 'gone_upstream' | 'unknown';

/**
 * Asks the object interface of OpenStreetMap about records that a full pull no longer has: 200 exists, 410 was deleted, 404 never existed (and says nothing). An
 * object that exists but is no longer a device that is published stays unknown: it is neither here nor deleted.
 */
export async function confirmObjects(
  keys: readonly string[],
  context: FetchContext,
): Promise<Map<string, Confirmation>> {
  const { objectApi } = readOptions(context.scrape);
  const found = new Map<string, Confirmation>(keys.map((key) => [key, 'unknown']));
  if (!objectApi) return found;
  const objects = keys.filter((key) => /^(node|way|relation)\/\d+$/.test(key));
  for (const [index, key] of objects.entries()) {
    const answer = await context.http.request(
      { url: new URL(`${key}.json`, objectApi.url.replace(/\/?$/, '/')).href },
      { robots: false, maxBytes: 1_000_000 },
    );
    context.onProgress({ requests: index + 1 });
    if (answer.kind === 'later' || answer.kind === 'blocked') break;
    if (answer.kind === 'gone' && answer.status !== 404) found.set(key, 'gone_upstream');
    if (answer.kind === 'answer' && answer.status === 200)
      found.set(key, judge(await readFile(answer.snapshot.path, 'utf8'), context.now));
  }
  return found;
}

function judge(text: string, now: Date): Confirmation {
  try {
    const [object] = answerSchema.parse(JSON.parse(text)).elements;
    if (object?.visible === false) return 'gone_upstream';
    return 'device' in toDevice(object?.tags ?? {}, now.toISOString().slice(0, 10)) ? 'present' : 'unknown';
  } catch {
    // An error page in place of the object says nothing about it.
    return 'unknown';
  }
}
