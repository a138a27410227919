import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const fixture = join(import.meta.dirname, '../fixtures/scrapers/eff-atlas/export.csv');

/** The hand-written export in the live layout. */
export const readExport = () => readFileSync(fixture, 'utf8');

/** Ways in which the export went wrong, or may. */
export type EffMode =
  | 'ok'
  | 'renamed_column'
  | 'missing_column'
  | 'extra_column'
  | 'reordered_columns'
  | 'html'
  | 'most_rows_gone'
  | 'one_row_gone'
  | 'duplicate_key'
  | 'byte_order_mark'
  | 'open_quote'
  | 'ragged_row';

/** Splits at line ends outside of quotes; the fixture quotes every cell. */
const splitRecords = (text: string) => text.trimEnd().split(/\n(?=")/);
const joinRecords = (records: readonly string[]) => `${records.join('\n')}\n`;

/** The export as a mode gives it. */
export function renderExport(mode: EffMode, text = readExport()): string {
  const [header = '', ...rows] = splitRecords(text);
  const first = rows[0] ?? '';
  switch (mode) {
    case 'ok':
      return text;
    case 'renamed_column':
      return text.replace('"TECH ABV"', '"Technology Code"');
    case 'missing_column':
      return joinRecords([header, ...rows].map((record) => record.replace(/,"[^"]*"$/, '')));
    case 'extra_column':
      return joinRecords([`${header},"Latitude"`, ...rows.map((record) => `${record},"38.2"`)]);
    case 'reordered_columns':
      return text.replace('"City","County"', '"County","City"');
    case 'html':
      return "<!DOCTYPE html>\n<html><head><title>We're sorry, but something went wrong (500)</title></head></html>\n";
    case 'most_rows_gone':
      return joinRecords([header, ...rows.slice(0, Math.floor(rows.length * 0.4))]);
    case 'one_row_gone':
      return joinRecords([header, ...rows.slice(1)]);
    case 'duplicate_key':
      return joinRecords([header, ...rows, first]);
    case 'byte_order_mark':
      return `\uFEFF${text}`;
    case 'open_quote':
      return text.trimEnd().slice(0, -1);
    case 'ragged_row':
      return joinRecords([header, ...rows, '"AOS999999","VA0000000BWC"']);
  }
}

/** A long export: `count` agencies of Virginia with one row each. */
export function makeExport(count: number): string {
  const [header = ''] = splitRecords(readExport());
  const cell = (text: string) => `"${text}"`;
  const rows = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(6, '0');
    const links = [`https://example.org/town/${number}`, '', 'Town', '', '6/5/2024', ...Array(11).fill('')];
    const before = [`AOS${number}`, `VA${number}0BWC`, `Town ${number}`, 'Elm County', 'VA'];
    const agency = [
      `Town ${number} Police Department`,
      'Police',
      '',
      'Municipal',
      'Body-worn Cameras',
      '',
      'Axon',
    ];
    return [...before, ...agency, ...links].map(cell).join(',');
  });
  return joinRecords([header, ...rows]);
}

export interface FakeEff {
  /** Address of the export. */
  url: string;
  /** For the client's test-only allow-list. */
  ports: ReadonlySet<number>;
  /** What the next answers are. */
  serve: (mode: EffMode, text?: string) => void;
  /** Headers of the requests for the export so far. */
  requests: Readonly<Record<string, string | string[] | undefined>>[];
  close: () => Promise<void>;
}

/** The site of the Atlas on loopback: its export, and no robots.txt. */
export async function startFakeEff(): Promise<FakeEff> {
  let [mode, text]: [EffMode, string | undefined] = ['ok', undefined];
  const requests: FakeEff['requests'] = [];
  const server = createServer((request, response) => {
    if (request.url !== '/download.csv') {
      response.writeHead(404).end();
      return;
    }
    requests.push(request.headers);
    const type = mode === 'html' ? 'text/html; charset=utf-8' : 'text/csv';
    response.writeHead(200, { 'content-type': type }).end(renderExport(mode, text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/download.csv`,
    ports: new Set([port]),
    serve: (next, body) => {
      [mode, text] = [next, body];
    },
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
