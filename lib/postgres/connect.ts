import pg from 'pg';
import { DossierError, getErrorCode } from '#lib/errors.ts';

const reasonByCode: Record<string, { what: string; mend: string }> = {
  ECONNREFUSED: {
    what: 'Nothing listens there',
    mend: 'Start that Postgres server or correct host and port',
  },
  ENOTFOUND: { what: 'The host name is unknown', mend: 'Correct the host' },
  EAI_AGAIN: { what: 'The host name cannot be looked up', mend: 'Check the network or the host' },
  ETIMEDOUT: { what: 'The server did not answer in time', mend: 'Check host, port and firewall' },
  EHOSTUNREACH: { what: 'There is no route to the host', mend: 'Check the network or the host' },
  ENETUNREACH: { what: 'There is no route to the host', mend: 'Check the network or the host' },
  ECONNRESET: {
    what: 'The server closed the connection',
    mend: 'Check that this port is Postgres, and its TLS settings',
  },
  '28P01': { what: 'The server refused the password', mend: 'Correct user and password' },
  '28000': { what: 'The server refuses this user from here', mend: 'Mend pg_hba.conf or the user' },
  '3D000': {
    what: 'The database does not exist',
    mend: 'Create it (`CREATE DATABASE … ENCODING UTF8`) or correct its name',
  },
  '53300': { what: 'The server has no free connection', mend: 'Raise max_connections or stop other clients' },
  '57P03': { what: 'The server is starting up or shutting down', mend: 'Try again in a moment' },
};

/**
 * Opens one connection.
 *
 * @throws DossierError `database_unreachable`, one line that names host, port and database (never the password)
 */
export async function connectTo(url: string): Promise<pg.Client> {
  let client: pg.Client;
  try {
    client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: 'public-dossier',
    });
  } catch (cause) {
    throw toUnreachable(url, cause);
  }
  // Without a listener a connection that breaks while idle ends the whole process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end().catch(() => {});
    throw toUnreachable(url, cause);
  }
}

/** Runs `work` on one connection and closes it, whatever happens. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectTo(url);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** `host:port/database` of a connection string, for messages. */
export function toPlace(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname || 'local socket'}:${parsed.port || '5432'}${parsed.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

function toUnreachable(url: string, cause: unknown): DossierError {
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = getErrorCode(inner) ?? getErrorCode(cause);
  const message = inner instanceof Error ? inner.message : String(inner);
  const known = code === undefined ? undefined : reasonByCode[code];
  const timedOut = /timeout/i.test(message) ? reasonByCode.ETIMEDOUT : undefined;
  const reason = known ?? timedOut ?? { what: message, mend: 'Check the address' };
  return new DossierError('database_unreachable', {
    what: `The database cannot be reached: ${reason.what}`,
    where: toPlace(url),
    mend: `${reason.mend} in DATABASE_URL, or unset DATABASE_URL to use the embedded database.`,
    cause,
  });
}
