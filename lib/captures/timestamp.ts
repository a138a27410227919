import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { askService } from './ask-service.ts';
import { runLimited } from './killable-child.ts';

export type TimestampAuthority = {
  /** Address that takes RFC 3161 queries. */
  url: string;
  /** PEM file with the certificates that its signature must lead to. Without it the signature is kept, and not checked here. */
  certificates?: string | undefined;
  userAgent?: string | undefined;
};

export type Timestamp = {
  /** As openssl prints it: `Nov 26 12:00:00 2026 GMT`. */
  at: string;
  /** True where the signature leads to the configured certificates. */
  checked: boolean;
};

/** Where the authority's answer for a capture lies. */
export function toTimestampPath(dataDir: string, mediaSha256: string): string {
  return join(dataDir, 'captures', `${mediaSha256}.tsr`);
}

/**
 * Has a timestamp authority sign that these bytes existed now: RFC 3161 by the `openssl` program. Only the hash leaves this machine. The
 * answer must be granted and about this hash and this query; it is kept beside the capture and never replaced.
 *
 * @throws DossierError `environment` without openssl, `bad_request` for an authority that does not answer as it should
 */
export async function requestTimestamp(
  dataDir: string,
  mediaSha256: string,
  authority: TimestampAuthority,
): Promise<Timestamp | undefined> {
  const path = toTimestampPath(dataDir, mediaSha256);
  if (existsSync(path)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-tsa-'));
  try {
    const query = await openssl(['ts', '-query', '-digest', mediaSha256, '-sha256', '-cert']);
    writeFileSync(join(folder, 'query'), query);
    const answer = await askService(new URL(authority.url), {
      method: 'POST',
      headers: {
        accept: 'application/timestamp-reply',
        'content-type': 'application/timestamp-query',
        ...(authority.userAgent !== undefined && { 'user-agent': authority.userAgent }),
      },
      body: query,
    });
    if (typeof answer === 'string') throw refuse(authority, answer);
    if (answer.status !== 200) throw refuse(authority, `it answers with status ${answer.status}`);
    writeFileSync(join(folder, 'reply'), answer.bytes);
    const stamp = await readReply(folder, authority);
    writeFileSync(path, answer.bytes, { mode: 0o600, flag: 'wx' });
    return stamp;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readReply(folder: string, authority: TimestampAuthority): Promise<Timestamp> {
  const [query, reply] = [join(folder, 'query'), join(folder, 'reply')];
  const asked = await print(['ts', '-query', '-in', query, '-text'], authority);
  const said = await print(['ts', '-reply', '-in', reply, '-text'], authority);
  if (!/^Status: Granted\b/m.test(said)) throw refuse(authority, 'it does not grant the timestamp');
  if (readImprint(said) !== readImprint(asked)) throw refuse(authority, 'its answer is about something else');
  if (readNonce(said) !== readNonce(asked)) throw refuse(authority, 'its answer is not to this query');
  const at = /^Time stamp: (.+)$/m.exec(said)?.[1];
  if (at === undefined) throw refuse(authority, 'its answer has no time');
  const { certificates } = authority;
  if (certificates === undefined) return { at, checked: false };
  if (readFileSync(certificates, 'utf8').trim() === '')
    throw refuse(authority, 'the certificate file is empty');
  await print(['ts', '-verify', '-queryfile', query, '-in', reply, '-CAfile', certificates], authority);
  return { at, checked: true };
}

/** The bytes of the hash, out of openssl's dump. */
function readImprint(text: string): string | undefined {
  const dump = /^Message data:\n((?: +[0-9a-f]{4} - .*\n)+)/m.exec(text)?.[1];
  return dump
    ?.split('\n')
    .map((line) => /- ([0-9a-f -]{47})/.exec(line)?.[1]?.replace(/[^0-9a-f]/g, '') ?? '')
    .join('');
}

function readNonce(text: string): string | undefined {
  return /^Nonce: (.+)$/m.exec(text)?.[1];
}

async function print(options: readonly string[], authority: TimestampAuthority): Promise<string> {
  try {
    return (await openssl(options)).toString('utf8');
  } catch (error) {
    if (!(error instanceof DossierError) || error.code !== 'invalid_input') throw error;
    throw refuse(
      authority,
      options.includes('-verify') ? 'its signature does not hold' : 'it answers with no timestamp',
    );
  }
}

const limits = { timeout: 20_000, maxOutputBytes: 1_000_000, maxResidentBytes: 256 * 1024 * 1024 };

async function openssl(options: readonly string[]): Promise<Buffer> {
  try {
    const env = { PATH: process.env.PATH ?? '' };
    return await runLimited({ path: 'openssl', options }, new Uint8Array(), limits, env);
  } catch (error) {
    if (getErrorCode(error) !== 'ENOENT') throw error;
    throw new DossierError('environment', {
      what: 'Timestamps need the program openssl, which is not installed',
      mend: 'Install it, or leave TSA_URL empty.',
      cause: error,
    });
  }
}

function refuse(authority: TimestampAuthority, reason: string): DossierError {
  return new DossierError('bad_request', {
    what: `There is no timestamp: ${reason}`,
    where: new URL(authority.url).host,
    mend: 'The capture is kept all the same; ask again later with npm run archive.',
  });
}
