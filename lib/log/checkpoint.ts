import { decodeBase64, type NoteSigner, type NoteVerifier, openNote, signNote } from './signed-note.ts';

/** What a log promises at one moment (C2SP tlog-checkpoint): these leaves, in this order, for good. */
export type Checkpoint = {
  /** Name of the log, also of its keys. */
  origin: string;
  size: number;
  /** RFC 6962 root, hex. */
  root: string;
};

export type OpenedCheckpoint =
  | { ok: true; checkpoint: Checkpoint; signedBy: NoteVerifier[]; unknown: number }
  | { ok: false; why: string };

/** The signed note of a checkpoint. Ed25519 is deterministic: the same checkpoint and keys give the same bytes. */
export function signCheckpoint({ origin, size, root }: Checkpoint, signers: readonly NoteSigner[]): string {
  return signNote(`${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`, signers);
}

/** Reads a checkpoint that at least one of `verifiers` signed, under the name of that key. Extension lines are refused. */
export function openCheckpoint(note: string, verifiers: readonly NoteVerifier[]): OpenedCheckpoint {
  const opened = openNote(note, verifiers);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpointText(opened.text);
  if (checkpoint === undefined) return { ok: false, why: 'its text is no checkpoint' };
  if (opened.signedBy.some(({ name }) => name !== checkpoint.origin))
    return { ok: false, why: 'its origin is not the name of the key' };
  return { ok: true, checkpoint, signedBy: opened.signedBy, unknown: opened.unknown };
}

function parseCheckpointText(text: string): Checkpoint | undefined {
  const [, origin, digits, encoded = ''] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/.exec(text) ?? [];
  const root = decodeBase64(encoded);
  const size = Number(digits);
  if (origin === undefined || root?.length !== 32 || !Number.isSafeInteger(size)) return undefined;
  return { origin, size, root: root.toString('hex') };
}
