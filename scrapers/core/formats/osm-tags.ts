import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Tags } from '../osm-device.ts';

/** Columns about the edit and its author, which no reader keeps as tags. */
export const editColumns = new Set(['user', 'uid', 'timestamp', 'version', 'changeset', 'visible']);

/** Text, numbers and yes/no of an object as tags; nulls and nested values are none. */
export function toTags(values: Readonly<Record<string, unknown>>, isTag: (key: string) => boolean): Tags {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, string][] =>
      isTag(key) && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        ? [[key, String(value)]]
        : [],
    ),
  );
}

/** Key of an object that came without its id: the same raw row always gets the same key. */
export function toHashId(tags: Tags, lon: number, lat: number): string {
  const sorted = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return `h/${createHash('sha256')
    .update(JSON.stringify([sorted, lon, lat]))
    .digest('base64url')
    .slice(0, 16)}`;
}

const letters: Record<string, string> = { n: 'node', w: 'way', r: 'relation' };
const wholeNumber = /^\d{1,19}$/;

/**
 * "node/123" from the forms that dumps use: "node/123", "n123", "osm-123", "osm-way-5", 123. A bare number is a node unless `type` says otherwise.
 * Null when it is none of these.
 */
export function toObjectId(raw: unknown, type?: unknown): string | null {
  const kind = typeof type === 'string' && /^(node|way|relation)$/.test(type) ? type : undefined;
  const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;
  if (typeof text !== 'string') return null;
  if (wholeNumber.test(text)) return `${kind ?? 'node'}/${text}`;
  const match = /^(?:osm[-/])?(?:(node|way|relation)[-/]|([nwr]))?(\d{1,19})$/.exec(text);
  if (!match) return null;
  const [, word, letter, number] = match;
  return `${word ?? letters[letter ?? ''] ?? kind ?? 'node'}/${number}`;
}

const countSchema = z.coerce.number().int().positive();

/** A version or changeset number; undefined when it is none. */
export function toCount(raw: unknown): number | undefined {
  if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
  const parsed = countSchema.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** Day of an ISO time stamp; undefined when it is none. */
export function toDay(raw: unknown): string | undefined {
  const match = typeof raw === 'string' ? /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(raw) : null;
  return match?.[1];
}
