import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { isAlive } from '#lib/postgres/running-server.ts';

describe('the embedded Postgres', () => {
  let folder: string;
  let started: EmbeddedPostgres[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'public-dossier-launcher-'));
    started = [];
  });

  afterEach(async () => {
    for (const server of started) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ folder, throwAway: true });
    started.push(server);
    return server;
  }

  const readPid = () => Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

  test('is UTF-8 with a locale that knows letters, whatever the environment says', async () => {
    const server = await start();
    const rows = await withConnection(server.url, async (client) => {
      const result = await client.query(
        `select current_setting('server_encoding') as encoding, lower('ÜЖ') as lowered, datlocprovider::text as provider
           from pg_database where datname = current_database()`,
      );
      return result.rows;
    });
    expect(rows).toEqual([{ encoding: 'UTF8', lowered: 'üж', provider: 'b' }]);
  });

  test('keeps what readers ask out of its log', async () => {
    const server = await start();
    await withConnection(server.url, async (client) => {
      await client.query('select 1 where $1 = $2', ['secret-word', 'x']);
      await client.query(`select 'secret-word' from nowhere`).catch(() => {});
      await client.query('select $1::int', ['secret-word']).catch(() => {});
    });
    await server.stop();
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8');
    expect(log).not.toContain('secret-word');
  });

  test('listens on the loopback address only, behind a random password in a private file', async () => {
    const server = await start();
    expect(statSync(join(folder, 'data/dossier.password')).mode & 0o777).toBe(0o600);
    const wrong = server.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(withConnection(wrong, (client) => client.query('select 1'))).rejects.toThrow(
      /refused the password/,
    );
    const address = await withConnection(server.url, (client) => client.query('show listen_addresses'));
    expect(address.rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  test('is shared by a second start, which does not stop it', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ url: first.url, adopted: true, owned: false });
    await second.stop();
    await withConnection(first.url, (client) => client.query('select 1'));
  });

  test('is started once by three starts at the same moment', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map((server) => server.url)).size).toBe(1);
    expect(servers.filter((server) => !server.adopted).length).toBe(1);
  });

  test('is taken over after its starter was killed, and stopped by the heir', async () => {
    const code = `import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
      await startEmbeddedPostgres({ folder: process.argv[1], throwAway: true });
      console.log('up'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const pid = readPid();
    child.kill('SIGKILL');
    await ended;
    expect(isAlive(pid)).toBe(true);
    const heir = await start();
    expect(heir).toMatchObject({ adopted: true, owned: true });
    await heir.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('starts again after the server itself was killed, with a stale lock file in its place', async () => {
    const first = await start();
    await withConnection(first.url, (client) => client.query('create table kept as select 1 as n'));
    await first.stop();
    // The id of a live process that is no Postgres: what a reused id in a container looks like.
    writeFileSync(join(folder, 'data/postmaster.pid'), `${process.pid}\n${folder}\n0\n5432\n\n127.0.0.1\n`);
    const second = await start();
    expect(second.adopted).toBe(false);
    const rows = await withConnection(second.url, (client) => client.query('select n from kept'));
    expect(rows.rows).toEqual([{ n: 1 }]);
  });

  test('refuses the data of another major version and says how to move it', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(folder, 'data/PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/written by Postgres 17.*db:backup.*db:restore/);
    writeFileSync(join(folder, 'data/PG_VERSION'), '18\n');
  });
});
