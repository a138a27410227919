import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';

/**
 * Text signed by Ed25519 keys, in the C2SP "signed note" format:
 *
 *     text, each line ended by a newline
 *     (one empty line)
 *     — <key name> <base64 of key id ‖ signature>
 */
export type NoteVerifier = {
  name: string;
  /** First four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ public key), hex. */
  id: string;
  /** `<name>+<id>+<base64 of 0x01 ‖ public key>`: what readers keep. */
  vkey: string;
  publicKey: KeyObject;
};
export type NoteSigner = NoteVerifier & {
  privateKey: KeyObject;
  /** `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 ‖ seed>`: what nobody else may read. */
  secret: string;
};

export type OpenedNote =
  | {
      ok: true;
      text: string;
      signedBy: NoteVerifier[] /** Signatures of keys not asked about. */;
      unknown: number;
    }
  | { ok: false; why: string };

const ed25519 = 0x01;
const keyName = /^[^\s+\p{Cc}]{1,200}$/u;
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const maxSignatures = 16;
const publicJwk = z.object({ x: z.string() });

/** A new key of that name. */
export function generateSigner(name: string): NoteSigner {
  const { privateKey } = generateKeyPairSync('ed25519');
  return toSigner(name, privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length));
}

/** @throws DossierError `integrity` for a text that is no such key or contradicts itself; never repeats the text */
export function parseSigner(secret: string, where: string): NoteSigner {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(secret);
  const bytes = match?.[3] === undefined ? undefined : decodeBase64(match[3]);
  const signer =
    match?.[1] !== undefined && keyName.test(match[1]) && bytes?.length === 33 && bytes[0] === ed25519
      ? toSigner(match[1], bytes.subarray(1))
      : undefined;
  if (signer === undefined || signer.id !== match?.[2]) {
    throw new DossierError('integrity', {
      what: 'The signing key cannot be read',
      where,
      mend: 'Put back the key from your private copy (docs/ledger.md, "Keys").',
    });
  }
  return signer;
}

/** Reads a verifier key; undefined for anything that is not exactly one. */
export function parseVerifier(vkey: string): NoteVerifier | undefined {
  const [name = '', id, ...rest] = vkey.split('+');
  const bytes = decodeBase64(rest.join('+'));
  if (!keyName.test(name) || bytes?.length !== 33 || bytes[0] !== ed25519) return undefined;
  const publicKey = bytes.subarray(1);
  return toKeyId(name, publicKey) === id ? toVerifier(name, publicKey) : undefined;
}

/** @param text ends with a newline and holds no other control characters */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new Error('a note ends with a newline and holds no other control character');
  const lines = signers.map(({ name, id, privateKey }) => {
    const signature = sign(null, Buffer.from(text, 'utf8'), privateKey);
    return `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Opens a note that at least one of `verifiers` signed. A wrong signature under a known key spoils the whole note. */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  const split = note.lastIndexOf('\n\n');
  if (split === -1 || !note.endsWith('\n')) return { ok: false, why: 'it is no signed note' };
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) return { ok: false, why: 'its text holds control characters' };
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return { ok: false, why: 'it has too many signatures' };
  const signedBy: NoteVerifier[] = [];
  let unknown = 0;
  for (const line of lines) {
    const [, name, encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = decodeBase64(encoded);
    if (name === undefined || bytes === undefined || bytes.length < 5)
      return { ok: false, why: 'one of its signature lines is malformed' };
    const id = bytes.subarray(0, 4).toString('hex');
    const known = verifiers.find((verifier) => verifier.name === name && verifier.id === id);
    if (known === undefined) unknown += 1;
    else if (signedBy.includes(known)) return { ok: false, why: `the key ${id} signed it twice` };
    else if (!verify(null, Buffer.from(text, 'utf8'), known.publicKey, bytes.subarray(4)))
      return { ok: false, why: `its signature by ${name} (${id}) is wrong` };
    else signedBy.push(known);
  }
  return signedBy.length === 0
    ? { ok: false, why: 'none of the expected keys signed it' }
    : { ok: true, text, signedBy, unknown };
}

/** Standard base64 in its one canonical spelling; undefined for anything else. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/\p{Cc}/u.test(text.replaceAll('\n', '')) && text.isWellFormed();
}

function toSigner(name: string, seed: Uint8Array): NoteSigner {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = publicJwk.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
  const verifier = toVerifier(name, Buffer.from(x, 'base64url'));
  return { ...verifier, privateKey, secret: `PRIVATE+KEY+${name}+${verifier.id}+${encodeKey(seed)}` };
}

function toVerifier(name: string, publicKey: Uint8Array): NoteVerifier {
  const id = toKeyId(name, publicKey);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  return {
    name,
    id,
    vkey: `${name}+${id}+${encodeKey(publicKey)}`,
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
  };
}

function toKeyId(name: string, publicKey: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.from([ed25519]), publicKey]);
  return hash('sha256', bytes, 'hex').slice(0, 8);
}

function encodeKey(bytes: Uint8Array): string {
  return Buffer.concat([Buffer.from([ed25519]), bytes]).toString('base64');
}
