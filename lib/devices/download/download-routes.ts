import type { Pool } from 'pg';
import { toQuery } from '#lib/devices/filter.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill, toIsoDay } from '#lib/messages/format.ts';
import { type Reply, toTextReply } from '#lib/site/reply.ts';
import type { StreamReply } from '#lib/site/stream-reply.ts';
import { type DownloadRequest, readDownload, toDownloadFormat, toFileName } from './download-request.ts';
import { findLicenses, readCredits, readRows, toCsv, toGeoJson } from './download-rows.ts';

/** Each download holds a connection for as long as its reader takes; pages need the others. */
const atOnce = 3;

/** Answers /map/devices.csv and /map/devices.geojson: every device of a map view under one license. */
export class DownloadRoutes {
  readonly #pool: Pool;
  #running = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** True for the paths that belong here. */
  owns(pathname: string): boolean {
    return toDownloadFormat(pathname) !== null;
  }

  /** @throws what the database throws; wrong addresses are replies, never errors */
  async get(pathname: string, query: URLSearchParams): Promise<Reply | StreamReply> {
    const { downloads } = getMessages();
    const format = toDownloadFormat(pathname);
    if (format === null) return toTextReply(404, downloads.notFound);
    const reading = readDownload(format, query);
    if (!reading.ok)
      return toTextReply(400, fill(downloads.badRequest, { problems: reading.problems.join('; ') }));
    const licenses = await findLicenses(this.#pool, reading.request);
    const license = reading.request.license ?? (licenses.length === 1 ? (licenses[0] ?? null) : null);
    if (licenses.length === 0) return toTextReply(404, downloads.empty);
    if (license === null || !licenses.includes(license))
      return toTextReply(400, fill(downloads.chooseLicense, { licenses: licenses.join(', ') }));
    if (this.#running >= atOnce) {
      const busy = toTextReply(503, downloads.busy);
      return { ...busy, headers: { ...busy.headers, 'retry-after': '30' } };
    }
    return this.#toStream({ ...reading.request, license }, license);
  }

  #toStream(request: DownloadRequest, license: string): StreamReply {
    const made = new Date();
    const type =
      request.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/geo+json';
    return {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${toFileName(request, toIsoDay(made))}"`,
        'cache-control': 'public, max-age=300',
      },
      chunks: () => this.#read(request, license, made),
    };
  }

  async *#read(request: DownloadRequest, license: string, made: Date): AsyncGenerator<string> {
    this.#running += 1;
    const client = await this.#pool.connect().catch((error: unknown) => {
      this.#running -= 1;
      throw error;
    });
    try {
      await client.query('begin read only');
      // A reader on a slow line may take longer between two pages than a page of the site ever should.
      await client.query("set local idle_in_transaction_session_timeout = '120s'");
      const credits = await readCredits(client, request);
      const pages = readRows(client, request);
      yield* request.format === 'csv'
        ? toCsv(pages, license, credits)
        : toGeoJson(pages, {
            license,
            credits,
            query: toQuery(request.filter).toString(),
            made: made.toISOString(),
          });
    } finally {
      this.#running -= 1;
      // Nothing was written; a connection that broke meanwhile must not go back to the pool.
      await client.query('rollback').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }
}
