import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256OfBytes } from './store.ts';
import {
  type Member,
  serializeMember,
  toExchangeMembers,
  toInfoMember,
  toPlainMember,
} from './warc-records.ts';

export type CapturedSource = {
  bytes: Uint8Array;
  mediaType: string;
  /** Day of the capture, ISO. */
  capturedOn: string;
  at: Date;
  text: { extractor: string; normalizer: string; content: string };
  origin:
    | { method: 'file'; file: string; address?: string | undefined }
    | {
        method: 'address';
        address: string;
        status: number;
        headers: Readonly<Record<string, string>>;
        ip: string | undefined;
        redirects: readonly string[];
        userAgent: string;
      };
};

/** Where the WARC file of a capture lies. Private, like its bytes. */
export function toWarcPath(dataDir: string, capture: { mediaSha256: string; capturedOn: string }): string {
  return join(dataDir, 'captures', `${capture.mediaSha256}.${capture.capturedOn}.warc.gz`);
}

/**
 * Writes a capture as a WARC 1.1 file of its own: what was asked and answered (or the file that a person brought), the text that
 * passages point into as a conversion of it, and where all this comes from. Does nothing where the file is there.
 */
export async function writeCaptureWarc(dataDir: string, source: CapturedSource): Promise<string> {
  const mediaSha256 = sha256OfBytes(source.bytes);
  const path = toWarcPath(dataDir, { mediaSha256, capturedOn: source.capturedOn });
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${randomUUID()}.partial`;
  const members = toMembers(source, mediaSha256, join(dataDir, 'captures', mediaSha256));
  const bytes = async function* () {
    for (const member of members) yield* serializeMember(member);
  };
  try {
    await pipeline(
      Readable.from(bytes()),
      createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  return path;
}

function toMembers(source: CapturedSource, mediaSha256: string, bytesPath: string): Member[] {
  const { bytes, mediaType, at, text, origin } = source;
  // A file that nobody tied to an address is named by its content.
  const url = origin.address ?? `urn:sha256:${mediaSha256}`;
  const main =
    origin.method === 'address'
      ? toExchangeMembers({
          url,
          at,
          ip: origin.ip,
          request: { method: 'GET', headers: { accept: '*/*', 'user-agent': origin.userAgent } },
          response: { status: origin.status, headers: origin.headers },
          path: bytesPath,
          sha256: mediaSha256,
        })
      : toResource({ url, at, mediaType, bytes, sha256: mediaSha256 });
  const about = { url, at, refersTo: `<${main.id.replace(/^<|>$/g, '')}>` };
  const textBytes = Buffer.from(text.content);
  const facts = {
    method: origin.method,
    ...(origin.method === 'file' ? { file: origin.file } : { redirects: origin.redirects }),
    mediaType,
    mediaSha256,
    textSha256: sha256OfBytes(textBytes),
    extractor: text.extractor,
    normalizer: text.normalizer,
  };
  const factBytes = Buffer.from(JSON.stringify(facts));
  return [
    toInfoMember(`${mediaSha256}.${source.capturedOn}.warc.gz`, { software: 'Public Dossier' }),
    ...main.members,
    toPlainMember({
      ...about,
      type: 'conversion',
      mediaType: 'text/plain; charset=utf-8',
      bytes: textBytes,
      sha256: facts.textSha256,
    }).member,
    toPlainMember({
      ...about,
      type: 'metadata',
      mediaType: 'application/json',
      bytes: factBytes,
      sha256: sha256OfBytes(factBytes),
    }).member,
  ];
}

function toResource(resource: Omit<Parameters<typeof toPlainMember>[0], 'type'>): {
  id: string;
  members: Member[];
} {
  const { id, member } = toPlainMember({ ...resource, type: 'resource' });
  return { id, members: [member] };
}
