import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readOverpassHead } from '../core/formats/osm-overpass.ts';
import type {
  FetchContext,
  FetchOutcome,
  HttpAnswer,
  Plan,
  PlanContext,
  Snapshot,
  UnitRequest,
  WorkUnit,
} from '../core/source.ts';
import { type Area, type OsmOptions, readOptions, requireOption } from './options.ts';

/** [west, south, east, north] */
type Box = [number, number, number, number];
type Settings = NonNullable<OsmOptions['overpass']>;

const minute = 60_000;
const hour = 60 * minute;
/** Data of a mirror that is older than this are not taken. */
const maxAge = 24 * hour;
/** Degrees; a box of this width is not split again. */
const smallestBox = 0.1;

/** One area a run, in turn: the operators ask for one client and no parallel scripts. */
export function planArea({ scrape, cursor, now }: PlanContext): Plan {
  const settings = requireOption(readOptions(scrape).overpass, 'overpass');
  const last = settings.areas.findIndex(({ code }) => code === cursor.area);
  const area = requireOption(settings.areas[(last + 1) % settings.areas.length], 'overpass.areas');
  const isRegion = area.code.includes('-');
  return {
    coverage: area.coverage,
    scope: isRegion ? { region: area.code } : { country: area.code },
    units: [
      {
        key: `area:${area.code}`,
        from: { request: toRequest(settings, area, undefined) },
        hints: { ask: 'overpass', area: area.code, place: 0, asOf: now.toISOString().slice(0, 10) },
      },
    ],
  };
}

function toRequest(settings: Settings, { code }: Area, box: Box | undefined): UnitRequest {
  const { timeoutSeconds, maxBytes, url } = settings;
  const border = code.includes('-') ? `["ISO3166-2"="${code}"]` : `["ISO3166-1"="${code}"][admin_level=2]`;
  // The order of Overpass is south, west, north, east.
  const within = box ? `(${[box[1], box[0], box[3], box[2]].join(',')})` : '';
  return {
    url: new URL('interpreter', url).href,
    method: 'POST',
    form: {
      data: [
        `[out:json][timeout:${timeoutSeconds}][maxsize:${maxBytes}];`,
        `area${border}->.a;`,
        `nwr["man_made"="surveillance"](area.a)${within};`,
        'out meta center;',
      ].join('\n'),
    },
  };
}

/** The answers for one area: one, or those of quarters of its box where the server gave up on the whole. */
export async function fetchArea(unit: WorkUnit, context: FetchContext): Promise<FetchOutcome> {
  const settings = requireOption(readOptions(context.scrape).overpass, 'overpass');
  const code = z.string().parse(unit.hints?.area);
  const area = requireOption(
    settings.areas.find((one) => one.code === code),
    `overpass.areas (${code})`,
  );
  const snapshots: Snapshot[] = [];
  const bases: string[] = [];
  const waiting: (Box | undefined)[] = [undefined];
  const lost: string[] = [];
  for (let requests = 1; waiting.length > 0; requests += 1) {
    const box = waiting.shift();
    if (requests > settings.maxRequests) {
      lost.push(`more than ${settings.maxRequests} requests would be needed`);
      break;
    }
    const answer = await context.http.request(toRequest(settings, area, box), {
      timeoutMs: (settings.timeoutSeconds + 30) * 1_000,
      maxBytes: settings.maxBytes,
      robots: false,
    });
    context.onProgress({ requests });
    const judged = await judge(answer, settings, unit, context);
    if ('outcome' in judged) return judged.outcome;
    if ('base' in judged) {
      snapshots.push(judged.snapshot);
      bases.push(judged.base);
      continue;
    }
    const next = box ?? area.bbox;
    if (next === undefined || next[2] - next[0] < smallestBox) lost.push(judged.incomplete);
    else waiting.unshift(...toQuarters(next));
  }
  if (lost.length > 0) return { kind: 'partial', snapshots, reason: [...new Set(lost)].join('; ') };
  return { kind: 'fetched', snapshots, cursor: { area: code, [`base/${code}`]: bases.sort()[0] ?? '' } };
}

export function toQuarters([west, south, east, north]: Box): Box[] {
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return [
    [west, south, x, y],
    [x, south, east, y],
    [west, y, x, north],
    [x, y, east, north],
  ];
}

type Judged = { snapshot: Snapshot; base: string } | { incomplete: string } | { outcome: FetchOutcome };

async function judge(
  answer: HttpAnswer,
  settings: Settings,
  unit: WorkUnit,
  context: FetchContext,
): Promise<Judged> {
  const { now } = context;
  const later = (reason: string, ms: number): Judged => ({
    outcome: { kind: 'later', reason, after: new Date(now.getTime() + ms) },
  });
  if (answer.kind === 'later')
    return { outcome: { ...answer, after: await findSlot(settings, context, answer.after) } };
  if (answer.kind !== 'answer') return { outcome: answer };
  const { status, snapshot } = answer;
  if (status !== 200) {
    const page = toPlainText((await readFile(snapshot.path)).subarray(0, 20_000).toString('utf8'));
    if (status === 400) {
      throw new DossierError('invalid_input', {
        what: `Overpass does not understand the query: ${/(line \d+: )?(parse|static) error:.{0,150}/.exec(page)?.[0] ?? page.slice(0, 150)}`,
        where: unit.key,
        mend: 'This is a fault of the scraper or of scrape.options.overpass; asking again will not help.',
      });
    }
    if (status === 406) {
      throw new DossierError('environment', {
        what: 'Overpass refuses requests that do not say whose they are (status 406)',
        where: settings.url,
        mend: 'Set the contact of this installation, so that the User-Agent names it.',
      });
    }
    if (/turned off/.test(page)) return later('The server has switched its queries off', hour);
    if (status === 504) return later('The server is too busy', 10 * minute);
    return later(`The server answers with status ${status}`, 10 * minute);
  }
  try {
    const { base, remark } = await readOverpassHead(snapshot.path, unit.key);
    if (remark !== undefined) return { incomplete: `Overpass stopped: ${remark.slice(0, 200)}` };
    return judgeAge(base, snapshot, context.cursor[`base/${String(unit.hints?.area)}`], now, later);
  } catch (error) {
    // Killed on the way: the text ends in the middle.
    if (error instanceof DossierError) return { incomplete: error.what };
    throw error;
  }
}

function judgeAge(
  base: string | undefined,
  snapshot: Snapshot,
  accepted: string | undefined,
  now: Date,
  later: (reason: string, ms: number) => Judged,
): Judged {
  const at = new Date(base ?? '');
  if (base === undefined || Number.isNaN(at.getTime()))
    return { incomplete: 'The answer does not say how old its data are' };
  if (now.getTime() - at.getTime() > maxAge)
    return later(`The server's data are of ${base}, more than a day old`, hour);
  if (accepted && at < new Date(accepted))
    return later(`The server's data are of ${base}, older than those of the last run (${accepted})`, hour);
  return { snapshot, base };
}

/** When the server has a slot again, by its own word; at least half a minute from now. */
async function findSlot(settings: Settings, context: FetchContext, after: Date | undefined): Promise<Date> {
  const soonest = Math.max(context.now.getTime() + minute / 2, after?.getTime() ?? 0);
  const answer = await context.http.request(
    { url: new URL('status', settings.url).href },
    { robots: false, maxBytes: 100_000 },
  );
  if (answer.kind !== 'answer' || answer.status !== 200) return new Date(soonest);
  const slots = parseSlots(await readFile(answer.snapshot.path, 'utf8'));
  return new Date(Math.max(soonest, slots.free > 0 ? 0 : (slots.next?.getTime() ?? 0)));
}

/** Reads `/api/status`: how many slots are free, and when the next one will be. */
export function parseSlots(text: string): { free: number; next: Date | undefined } {
  const free = Number(/^(\d+) slots available now/m.exec(text)?.[1] ?? 0);
  const times = [...text.matchAll(/^Slot available after: (\S+?),/gm)]
    .map(([, time]) => new Date(time ?? ''))
    .filter((time) => !Number.isNaN(time.getTime()))
    .sort((a, b) => a.getTime() - b.getTime());
  return { free, next: times[0] };
}

const toPlainText = (html: string) =>
  html
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
