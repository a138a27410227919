import { hash } from 'node:crypto';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { parseCanonical, toCanonical } from './canonical.ts';

/** An entry is at most this many UTF-8 bytes, so that a log of a million entries stays below 1 GB. */
export const maxEntryBytes = 1024;

export const logOperations = ['create', 'update', 'withdraw', 'redact', 'load', 'verify', 'merge'] as const;
export type LogOperation = (typeof logOperations)[number];

/** Lower-case hex of 32 bytes. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What the ledger says about one change. No names, titles or texts of records: those are behind `commit`. */
export const logEntry = z.strictObject({
  v: z.literal(1),
  kind: z.string().min(1).max(40),
  id: z.string().min(1).max(300),
  /** 1 for the first entry of a record, then without gaps. */
  version: z.int().min(1),
  op: z.enum(logOperations),
  /** Pseudonym: a role and an opaque name, `editor:curation`, `loader:packs`. */
  actor: z.string().regex(/^[a-z]+:[a-z0-9-]+$/),
  /** UTC, milliseconds; equal for all entries of one transaction and for its head. */
  at: z.iso.datetime({ precision: 3 }),
  reason: z.string().min(1),
  /** Leaf hash of the record's previous version. */
  prev: sha256Hex.nullable(),
  /** SHA-256(salt ‖ canonical content): binds the content without revealing it. */
  commit: sha256Hex,
});
export type LogEntry = z.infer<typeof logEntry>;

/** What a `redact` entry commits to: the versions of its record whose content is taken away for good. */
export const redactContent = z.looseObject({ redacts: z.array(z.int().min(1)).min(1) });

/** SHA-256(salt ‖ content), hex. `salt` is 32 bytes in hex, `content` canonical JSON. */
export function toCommitment(salt: string, content: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(content, 'utf8')]), 'hex');
}

/**
 * The canonical text of an entry, which the leaf hash covers.
 *
 * @throws DossierError `invalid_input` for an entry that is not well-formed or longer than 1 kB
 */
export function toEntryText(entry: LogEntry): string {
  const where = `${entry.kind} ${entry.id}`;
  const parsed = logEntry.safeParse(entry);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new DossierError('invalid_input', {
      what: `The ledger cannot hold this change: ${first?.path.join('.') ?? 'entry'} ${first?.message ?? ''}`,
      where,
      mend: 'Correct the actor, the reason or the record id of the change.',
    });
  }
  const text = toCanonical(parsed.data);
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > maxEntryBytes) {
    throw new DossierError('invalid_input', {
      what: `The ledger entry has ${bytes} bytes, and at most ${maxEntryBytes} are allowed`,
      where,
      mend: 'Shorten the reason.',
    });
  }
  return text;
}

/** Reads an entry's text back; undefined when it is not canonical JSON of a well-formed entry. */
export function parseEntryText(text: string): LogEntry | undefined {
  const parsed = logEntry.safeParse(parseCanonical(text));
  return parsed.success ? parsed.data : undefined;
}
