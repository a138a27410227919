import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp, restore } from '#lib/postgres/backup.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { readCheckoutMigrations } from '#lib/postgres/open-database.ts';
import { describeContents, emptyDatabase } from '#lib/postgres/reset.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../../setup/database.ts';

const migrations = readCheckoutMigrations();

describe('a backup', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'public-dossier-backup-test-'));
    source = await createTestDatabase();
    target = await createBareDatabase();
    await withConnection(source.url, async (client) => {
      // Everything that COPY text must escape, and scripts beyond ASCII.
      await client.query('insert into setting (key, value) values ($1, $2), ($3, $4), ($5, $6)', [
        'tabs\tand\nlines',
        'back\\slash \\N "quotes" \r',
        '新疆',
        'Übersicht 🛰',
        'empty',
        '',
      ]);
    });
  });

  afterEach(async () => {
    await source.drop();
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('brings back identical rows and the migration history', async () => {
    const manifest = await backUp(source.url, join(folder, 'b'));
    await restore({ databaseUrl: target.url, folder: join(folder, 'b'), migrations });
    const again = await backUp(target.url, join(folder, 'again'));
    expect(again.tables).toEqual(manifest.tables);
    expect(again.migrations).toEqual(manifest.migrations);
    expect(manifest.tables.find((table) => table.name === 'setting')?.rows).toBe(3);
    expect(await readSettings(target.url)).toEqual(await readSettings(source.url));
  });

  test('is never written over another', async () => {
    await backUp(source.url, join(folder, 'b'));
    await expect(backUp(source.url, join(folder, 'b'))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is not restored over rows', async () => {
    await backUp(source.url, join(folder, 'b'));
    await expect(
      restore({ databaseUrl: source.url, folder: join(folder, 'b'), migrations }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('with one changed byte restores nothing', async () => {
    await backUp(source.url, join(folder, 'b'));
    const file = join(folder, 'b', 'setting.copy.gz');
    writeFileSync(
      file,
      gzipSync(gunzipSync(readFileSync(file)).toString('utf8').replace('Übersicht', 'Ubersicht')),
    );
    await expect(
      restore({ databaseUrl: target.url, folder: join(folder, 'b'), migrations }),
    ).rejects.toMatchObject({
      code: 'integrity',
    });
    expect(await readSettings(target.url)).toEqual([]);
  });

  test('without its manifest is refused by name', async () => {
    await backUp(source.url, join(folder, 'b'));
    rmSync(join(folder, 'b', 'manifest.json'));
    await expect(restore({ databaseUrl: target.url, folder: join(folder, 'b'), migrations })).rejects.toThrow(
      /manifest\.json/,
    );
  });

  test('holds one file a table, and no partition twice', async () => {
    const manifest = await backUp(source.url, join(folder, 'b'));
    const files = readdirSync(join(folder, 'b')).filter((name) => name.endsWith('.copy.gz'));
    expect(files.length).toBe(manifest.tables.length);
    expect(files).toContain('device.copy.gz');
    expect(files.filter((name) => /^device_(?!change\.)/.test(name))).toEqual([]);
  });

  test('can be restored after a reset of the same database', async () => {
    await backUp(source.url, join(folder, 'b'));
    expect((await describeContents(source.url)).tables).toEqual([{ name: 'setting', rows: 3 }]);
    await emptyDatabase(source.url);
    await restore({ databaseUrl: source.url, folder: join(folder, 'b'), migrations });
    expect((await readSettings(source.url)).length).toBe(3);
  });
});

function readSettings(url: string): Promise<unknown[]> {
  return withConnection(
    url,
    async (client) => (await client.query('select * from setting order by key')).rows,
  );
}
