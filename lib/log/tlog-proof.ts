import { z } from 'zod';
import { isCanonical, parseCanonical, toCanonical } from './canonical.ts';
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts';
import { type LogEntry, parseEntryText, sha256Hex, toCommitment } from './entry.ts';
import { leafHash } from './merkle.ts';
import { checkInclusion } from './proofs.ts';
import { decodeBase64, type NoteVerifier } from './signed-note.ts';

/**
 * One record's proof in one file (C2SP tlog-proof): where its entry stands, the way from there to the root, and the signed
 * checkpoint. The `extra` line carries what is proved: the entry, and content and salt while they are public.
 */
export type RecordProof = {
  index: number;
  entry: string;
  /** Absent when the content was redacted. */
  content?: string | undefined;
  salt?: string | undefined;
  proof: Buffer[];
  /** The checkpoint as a signed note. */
  checkpoint: string;
};

export type ProofVerdict =
  | { ok: true; entry: LogEntry; size: number; root: string }
  | { ok: false; why: string };

const header = 'c2sp.org/tlog-proof@v1';
const extraSchema = z.strictObject({
  entry: z.string(),
  content: z.string().optional(),
  salt: sha256Hex.optional(),
});

export function toProofText({ index, entry, content, salt, proof, checkpoint }: RecordProof): string {
  const extra = Buffer.from(toCanonical({ entry, content, salt }), 'utf8').toString('base64');
  const hashes = proof.map((hash) => `${hash.toString('base64')}\n`).join('');
  return `${header}\nextra ${extra}\nindex ${index}\n${hashes}\n${checkpoint}`;
}

/** Checks a proof: signature, path, entry, and content where it is there. Every byte of the text counts. */
export function checkProofText(text: string, verifiers: readonly NoteVerifier[]): ProofVerdict {
  const parsed = parseProofText(text);
  if (parsed === undefined) return { ok: false, why: 'it is not written as a proof is' };
  const { index, entry, content, salt, proof } = parsed;
  const opened: OpenedCheckpoint = openCheckpoint(parsed.checkpoint, verifiers);
  if (!opened.ok) return { ok: false, why: `its checkpoint: ${opened.why}` };
  const { size, root } = opened.checkpoint;
  const claim = { index, size, leaf: leafHash(entry), root: Buffer.from(root, 'hex') };
  if (!checkInclusion(claim, proof))
    return { ok: false, why: 'its entry is not in the tree of its checkpoint' };
  const read = parseEntryText(entry);
  if (read === undefined) return { ok: false, why: 'its entry is no entry of this kind of log' };
  if (content !== undefined && salt !== undefined) {
    if (toCommitment(salt, content) !== read.commit || !isCanonical(content))
      return { ok: false, why: 'its content or salt is not what the entry committed to' };
  }
  return { ok: true, entry: read, size, root };
}

function parseProofText(text: string): RecordProof | undefined {
  const match = /^([^\n]+)\nextra ([^\n]+)\nindex (0|[1-9]\d{0,15})\n((?:[^\n]+\n)*)\n([\s\S]*)$/.exec(text);
  const [, first, encoded = '', index, lines = '', checkpoint = ''] = match ?? [];
  const bytes = decodeBase64(encoded);
  const extra = extraSchema.safeParse(
    bytes === undefined ? undefined : parseCanonical(bytes.toString('utf8')),
  );
  if (first !== header || !extra.success) return undefined;
  if ((extra.data.content === undefined) !== (extra.data.salt === undefined)) return undefined;
  const proof: Buffer[] = [];
  for (const line of lines.split('\n').slice(0, -1)) {
    const hash = decodeBase64(line);
    if (hash?.length !== 32) return undefined;
    proof.push(hash);
  }
  return { ...extra.data, index: Number(index), proof, checkpoint };
}
