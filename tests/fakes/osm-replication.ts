import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface FakeDirectory {
  /** Number and time of the newest diff that state.txt announces. */
  sequence: number;
  timestamp: Date;
  /** Bodies by number; any other announced number is an empty diff. */
  diffs: Map<number, string>;
  /** Numbers that are announced and answered with 404. */
  missing: Set<number>;
}

export interface FakeReplication {
  url: string;
  paths: string[];
  minute: FakeDirectory;
  hour: FakeDirectory;
  /** What state.txt holds instead of a state. */
  stateText: string | undefined;
  /** Status of every request to a diff, instead of its body. */
  diffStatus: number | undefined;
  close: () => Promise<void>;
}

export const osmChange = (...blocks: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<osmChange version="0.6" generator="fake">\n${blocks.join('\n')}\n</osmChange>\n`;

const toPath = (sequence: number) => String(sequence).padStart(9, '0').match(/\d{3}/g)?.join('/') ?? '';
/** A state.txt as the planet server writes it, colons escaped. */
export const toState = (sequence: number, timestamp: Date) =>
  `#Thu Aug 20 12:00:02 UTC 2026\nsequenceNumber=${sequence}\ntimestamp=${timestamp.toISOString().slice(0, 19).replaceAll(':', '\\:')}Z\n`;

/** A replication directory of the planet on loopback: minute and hour diffs, one after the other. */
export async function startReplication(sequence: number, timestamp: Date): Promise<FakeReplication> {
  const steps = { minute: 60_000, hour: 3_600_000 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    fake.paths.push(path);
    const send = (status: number, body: string | Buffer = '') => {
      response.writeHead(status, { 'content-type': 'application/octet-stream' });
      response.end(body);
    };
    const [, every, rest = ''] = /^\/replication\/(minute|hour)\/(.+)$/.exec(path) ?? [];
    const directory = every === 'hour' ? fake.hour : every === 'minute' ? fake.minute : undefined;
    if (directory === undefined) return send(404);
    if (rest === 'state.txt')
      return send(200, fake.stateText ?? toState(directory.sequence, directory.timestamp));
    for (const kind of ['.osc.gz', '.state.txt']) {
      if (!rest.endsWith(kind)) continue;
      const number = Number(rest.slice(0, -kind.length).replaceAll('/', ''));
      if (rest !== `${toPath(number)}${kind}` || number > directory.sequence || directory.missing.has(number))
        return send(404, 'Not Found');
      const step = every === 'hour' ? steps.hour : steps.minute;
      const at = new Date(directory.timestamp.getTime() - (directory.sequence - number) * step);
      if (kind === '.state.txt') return send(200, toState(number, at));
      if (fake.diffStatus !== undefined) return send(fake.diffStatus, 'no');
      return send(200, gzipSync(directory.diffs.get(number) ?? osmChange()));
    }
    return send(404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const directory = (at: number): FakeDirectory => ({
    sequence: at,
    timestamp,
    diffs: new Map(),
    missing: new Set(),
  });
  const fake: FakeReplication = {
    url: `http://127.0.0.1:${port}/replication/`,
    paths: [],
    minute: directory(sequence),
    hour: directory(Math.floor(sequence / 60)),
    stateText: undefined,
    diffStatus: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return fake;
}
