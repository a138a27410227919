import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import { defaultParseLimits, ParseProcess } from '#scrapers/core/parse-process.ts';
import type { WorkUnit } from '#scrapers/core/source.ts';

const dataset = 'city-trafford';
const header = 'camera_id,location,area_name,area_code,lon,lat\n';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function prepare(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const unit: WorkUnit = { key: `file:${name}`, from: { file: name } };
  return { unit, snapshot: await toFileSnapshot(path) };
}

async function count(parser: ParseProcess, name: string, text: string): Promise<number> {
  const { unit, snapshot } = await prepare(name, text);
  let records = 0;
  for await (const _ of parser.parse(dataset, unit, snapshot)) records += 1;
  return records;
}

const rows = (number: number) =>
  Array.from({ length: number }, (_, index) => `${index},Street,Ward,E05,-2.31234,53.41234\n`).join('');

describe('the process that parses', () => {
  test('reads file after file, and goes on after one that it refuses', async () => {
    const parser = new ParseProcess([folder]);
    try {
      expect(await count(parser, 'a.csv', header + rows(3))).toBe(3);
      await expect(count(parser, 'b.csv', 'other,columns\n1,2\n')).rejects.toMatchObject({
        code: 'invalid_input',
      });
      expect(await count(parser, 'c.csv', header + rows(5))).toBe(5);
    } finally {
      parser.close();
    }
  });

  test('is killed when it takes too long, and the next file gets a new one', async () => {
    const parser = new ParseProcess([folder], {
      ...defaultParseLimits,
      timeoutMs: 30,
      timeoutMsPerMegabyte: 0,
    });
    const patient = new ParseProcess([folder]);
    try {
      await expect(count(parser, 'long.csv', header + rows(200_000))).rejects.toMatchObject({
        code: 'forbidden',
        what: expect.stringMatching(/longer than/),
      });
      expect(await count(patient, 'short.csv', header + rows(2))).toBe(2);
    } finally {
      parser.close();
      patient.close();
    }
  });

  test.runIf(process.platform === 'linux')('is killed when it takes too much memory', async () => {
    const parser = new ParseProcess([folder], { ...defaultParseLimits, maxResidentBytes: 20_000_000 });
    try {
      await expect(count(parser, 'large.csv', header + rows(1000))).rejects.toMatchObject({
        code: 'forbidden',
        what: expect.stringMatching(/memory/),
      });
    } finally {
      parser.close();
    }
  });

  test('sees neither the environment nor files outside', async () => {
    const parser = new ParseProcess([join(folder, 'elsewhere')]);
    try {
      await expect(count(parser, 'outside.csv', header + rows(2))).rejects.toThrow(
        /restricted|permission|ENOENT/i,
      );
    } finally {
      parser.close();
    }
  });

  test('a reader that stops in the middle leaves nothing for the next file', async () => {
    const parser = new ParseProcess([folder]);
    try {
      const { unit, snapshot } = await prepare('many.csv', header + rows(50_000));
      for await (const _ of parser.parse(dataset, unit, snapshot)) break;
      expect(await count(parser, 'few.csv', header + rows(4))).toBe(4);
    } finally {
      parser.close();
    }
  });
});
