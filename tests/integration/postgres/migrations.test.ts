import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrate, readMigrations } from '#lib/postgres/migrations.ts';
import { createBareDatabase, type TestDatabase } from '../../setup/database.ts';

describe('the migration runner', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createBareDatabase();
    folder = mkdtempSync(join(tmpdir(), 'public-dossier-migrations-'));
  });

  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, sql: string): void {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }

  const run = () => migrate({ databaseUrl: database.url, migrations: readMigrations(folder) });

  const read = (sql: string) =>
    withConnection(database.url, async (client) => (await client.query(sql)).rows as unknown[]);

  test('applies what is pending, in order, once', async () => {
    write('2_b', 'alter table a add column n int;');
    write('1_a', 'create table a (id int);');
    expect(await run()).toEqual(['1_a', '2_b']);
    expect(await run()).toEqual([]);
  });

  test("records them as Prisma does: its columns, the file's sha256", async () => {
    write('1_a', 'create table a (id int);');
    await run();
    expect(
      await read(
        'select migration_name, checksum, applied_steps_count, rolled_back_at, logs from _prisma_migrations',
      ),
    ).toEqual([
      {
        migration_name: '1_a',
        // printf 'create table a (id int);' | sha256sum
        checksum: 'bd13f35d034681973ca6b5d77e1e0e86f86a071ee88c62d03ab4da576abb4a21',
        applied_steps_count: 1,
        rolled_back_at: null,
        logs: null,
      },
    ]);
  });

  test('rolls a failing migration back whole and names file, line and SQLSTATE', async () => {
    write(
      '1_a',
      'create table a (id int);\n\n-- a comment; with a semicolon\ninsert into a\n  values (nonsense);\n',
    );
    await expect(run()).rejects.toMatchObject({
      code: 'migration',
      where: expect.stringMatching(/migration\.sql:5$/),
    });
    expect(await read(`select to_regclass('a') as a`)).toEqual([{ a: null }]);
    const rows = await read(
      'select finished_at, rolled_back_at is not null as back, logs from _prisma_migrations',
    );
    expect(rows).toEqual([{ finished_at: null, back: true, logs: expect.stringContaining('42703') }]);
  });

  test('goes on after the failing file was mended', async () => {
    write('1_a', 'create table a (id nonsense);');
    await expect(run()).rejects.toMatchObject({ code: 'migration' });
    write('1_a', 'create table a (id int);');
    expect(await run()).toEqual(['1_a']);
  });

  test('keeps an earlier migration when a later one of the same run fails', async () => {
    write('1_a', 'create table a (id int);');
    write('2_b', 'create table a (id int);');
    await expect(run()).rejects.toThrow(/SQLSTATE 42P07/);
    expect(await read(`select to_regclass('a')::text as a`)).toEqual([{ a: 'a' }]);
  });

  test('refuses a file that was changed after it had been applied', async () => {
    write('1_a', 'create table a (id int);');
    await run();
    write('1_a', 'create table a (id bigint);');
    await expect(run()).rejects.toThrow(/1_a was changed after it had been applied/);
  });

  test('forgives the line ends of Windows', async () => {
    write('1_a', 'create table a\n(id int);\n');
    await run();
    write('1_a', 'create table a\r\n(id int);\r\n');
    expect(await run()).toEqual([]);
  });

  test('refuses a database that a newer checkout has used', async () => {
    write('1_a', 'create table a (id int);');
    write('2_b', 'create table b (id int);');
    await run();
    rmSync(join(folder, '2_b'), { recursive: true });
    await expect(run()).rejects.toThrow(/2_b, which this checkout does not know/);
  });

  test('takes up again after a run that died half-way', async () => {
    write('1_a', 'create table a (id int);');
    await run();
    await read(
      `insert into _prisma_migrations (id, checksum, migration_name) values ('x', 'y', '2_b') returning id`,
    );
    write('2_b', 'create table b (id int);');
    expect(await run()).toEqual(['2_b']);
  });

  test('lets two runs at once apply each migration once', async () => {
    write('1_a', 'create table a (id int); select pg_sleep(0.3);');
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flat()).toEqual(['1_a']);
  });
});

describe('a database that cannot hold the dossier', () => {
  test.each([
    ['SQL_ASCII', `encoding 'SQL_ASCII' locale_provider libc locale 'C'`, /encodes text as SQL_ASCII/],
    ['C locale', `encoding 'UTF8' locale_provider libc locale 'C'`, /knows only ASCII letters/],
  ])('is refused for its %s', async (_name, options, message) => {
    const database = await createBareDatabase(options);
    try {
      await expect(migrate({ databaseUrl: database.url, migrations: [] })).rejects.toThrow(message);
    } finally {
      await database.drop();
    }
  });

  test('is refused in one line when nothing listens there', async () => {
    const databaseUrl = 'postgresql://somebody:secret@127.0.0.1:9/nothing';
    await expect(migrate({ databaseUrl, migrations: [] })).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.not.stringContaining('secret'),
      where: '127.0.0.1:9/nothing',
    });
  });
});
