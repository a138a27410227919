import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDb, getPool, openPool } from '#lib/db.ts';
import { countFlows, findShown, noFlowFilter } from '#lib/flows/flow-filter.ts';
import { toPlacedFlows } from '#lib/flows/flow-lines.ts';
import { getFlowMap } from '#lib/flows/flow-map.ts';
import type { FlowMap } from '#lib/flows/flow-map-schema.ts';
import { answerQuestion, type PlaceAnswer } from '#lib/thematic/answer.ts';
import { toCoverageView } from '#lib/thematic/coverage-view.ts';
import { toPlaceAccount } from '#lib/thematic/place-account.ts';
import { getThematic } from '#lib/thematic/queries.ts';
import type { Question } from '#lib/thematic/questions.ts';
import { indexReach, type ReachIndex } from '#lib/thematic/reach-index.ts';
import { type Thematic, thematicSchema } from '#lib/thematic/schema.ts';
import { findTimeline } from '#lib/timeline/queries.ts';
import { insertThematicWorld } from '../factories/insert-thematic-world.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const today = '2026-11-26';
let database: TestDatabase;
let pool: pg.Pool;
let thematic: Thematic;
let index: ReachIndex;
let flows: FlowMap;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  const client = await pool.connect();
  await insertThematicWorld(client);
  client.release();
  connectDb(database.url);
  // As a browser gets it.
  thematic = thematicSchema.parse(JSON.parse(JSON.stringify(await getThematic(today))));
  index = indexReach(thematic);
  flows = await getFlowMap(today);
});

afterAll(async () => {
  await getPool().end();
  await pool.end();
  await database.drop();
});

function count(question: Partial<Question>): Record<string, number> {
  const answers = answerQuestion(thematic, index, { ask: 'laws', level: 'country', ...question });
  return toCounts(answers);
}

function toCounts(answers: readonly PlaceAnswer[]): Record<string, number> {
  return Object.fromEntries(
    answers.filter(({ value }) => value > 0).map(({ place, value }) => [place.code, value]),
  );
}

async function countBySql(text: string, values: unknown[] = []): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ code: string; n: number }>(text, values);
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}

/** A part counts for its country; Hong Kong is a territory of its own. */
const country = (id: string) => `split_part(substr(${id}, 7), '-', 1)`;

describe('the shading counts what SQL counts', () => {
  it.each(['1990-01-01', '1999-12-31', '2010-03-01', '2016-02-29', today])(
    'laws in force on %s',
    async (on) => {
      const expected = await countBySql(
        `select ${country('l.jurisdiction_id')} as code, count(distinct l.entity_id)::int as n from law l
        join fact f on f.entity_id = l.entity_id and f.predicate = 'law.status' and f.wording <> 'denied'
       where f.value ->> 'code' = 'in_force' and f.valid_earliest <= $1::date group by 1`,
        [on],
      );
      expect(count({ on })).toEqual(expected);
      if (on >= '2000') expect(Object.keys(expected).length).toBeGreaterThan(30);
    },
  );

  it.each(['intercept', 'retain', 'access'] as const)(
    'laws in force with the power to %s',
    async (action) => {
      const expected = await countBySql(
        `select ${country('l.jurisdiction_id')} as code, count(distinct l.entity_id)::int as n from law l
        join fact f on f.entity_id = l.entity_id and f.wording <> 'denied' and f.value ->> 'code' = 'in_force'
        join power p on p.law_id = l.entity_id and p.action = $1 and p.wording not in ('denied', 'planned')
       where f.valid_earliest <= '2012-06-01' group by 1`,
        [action],
      );
      expect(count({ ask: `power.${action}`, on: '2012-06-01' })).toEqual(expected);
      expect(Object.keys(expected).length).toBeGreaterThan(10);
    },
  );

  it.each(['2005-06-01', today])('systems on record on %s, told as applying or piloted', async (on) => {
    const expected = await countBySql(
      `select ${country('c.place_id')} as code, count(distinct c.subject_id)::int as n from coverage c
        where c.relation in ('applies', 'piloted') and c.wording not in ('denied', 'planned')
          and (c.valid is null or c.valid_earliest <= $1::date) and (c.id <> 'coverage.since' or $1::date >= '2014-02-03')
        group by 1`,
      [on],
    );
    expect(count({ ask: 'systems', on })).toEqual(expected);
  });

  it('devices in place, by year and by area', async () => {
    for (const [on, until] of [
      ['2015-06-01', 'year <= 2015'],
      [today, 'true'],
    ] as const) {
      const expected = await countBySql(
        `select substr(country_id, 7) as code, count(*)::int as n from device where status = 'present' and ${until} group by 1`,
      );
      const answers = answerQuestion(thematic, index, { ask: 'devices', level: 'country', on });
      expect(
        Object.fromEntries(
          answers.filter(({ devices }) => devices > 0).map(({ place, devices }) => [place.code, devices]),
        ),
      ).toEqual(expected);
      for (const { place, value, devices } of answers.filter((answer) => answer.value > 0))
        expect(value).toBeCloseTo((1000 * devices) / (place.areaKm2 ?? Number.NaN), 9);
    }
  });

  it('local uses, for regions, their country, and not for a country that gives nothing on', () => {
    expect(count({ ask: 'deployments', level: 'region' })).toEqual({ 'US-CA': 20, 'US-TX': 20 });
    expect(count({ ask: 'deployments' })).toEqual({ US: 40, HK: 20 });
  });

  it('and the list has a row for every place that is shaded', () => {
    const view = toCoverageView(thematic, index, { ask: 'laws', level: 'country' });
    expect(
      Object.fromEntries(view.rows.filter(({ value }) => value > 0).map((row) => [row.code, row.value])),
    ).toEqual(count({}));
    expect(view.rows.length + view.silent.length).toBe(
      thematic.places.filter(({ level }) => level === 'country' || level === 'territory').length,
    );
    expect(view.scale.reduce((sum, { places }) => sum + places, 0)).toBe(Object.keys(count({})).length);
  });

  it.each([
    ['2008-12-31', false, 'announced'],
    ['2010-01-01', true, 'announced'],
    ['2014-02-03', false, 'announced'],
  ] as const)(
    'a system told of in 2014 as existing since 2009: on %s perhaps covered, %s',
    (on, isTentative, stage) => {
      const account = toPlaceAccount(index, 'NO', on)?.programs.find(
        ({ program }) => program.slug === 'since',
      );
      expect(account?.verdict === 'tentative').toBe(isTentative);
      expect(account?.verdict === 'firm').toBe(on === '2014-02-03');
      expect(account?.state.stage).toBe(stage);
    },
  );

  it('tells a place that was searched from one that was not', () => {
    const [iceland] = answerQuestion(thematic, index, { ask: 'power.search', level: 'country' }).filter(
      ({ place }) => place.code === 'IS',
    );
    expect(iceland?.state).toBe('searched');
  });
});

describe('the timeline', () => {
  it('has every dated statement that is not denied, the latest first, and pages through them', async () => {
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from fact where predicate in ('law.status', 'program.since', 'program.announced_on') and wording <> 'denied'`,
    );
    const first = await findTimeline({}, 1);
    expect(first.total).toBe(rows[0]?.n);
    expect(first.entries).toHaveLength(200);
    const years = first.entries.map(({ year }) => year ?? 0);
    expect(years).toEqual([...years].sort((a, b) => b - a));
    const second = await findTimeline({}, 2);
    const ids = new Set([...first.entries, ...second.entries].map(({ id }) => id));
    expect(ids.size).toBe(first.entries.length + second.entries.length);
  });

  it('asks for kind, name and place with its parts', async () => {
    const found = await findTimeline({ kind: 'program', who: 'since', place: 'NO' }, 1);
    expect(found.entries.map(({ date, year }) => [date, year])).toEqual([
      ['2009', 2009],
      ['May 2008', 2008],
    ]);
    expect((await findTimeline({ place: 'NO', kind: 'program', who: '%' }, 1)).total).toBe(0);
  });
});

describe('the map of flows', () => {
  it('holds every flow that is not denied, and all pairs added up', async () => {
    const shown = findShown(flows, { ...noFlowFilter, pairs: true });
    const { rows } = await pool.query<{ named: number; pairs: number }>(
      `select count(*) filter (where record_id is null and wording <> 'denied')::int as named,
              count(*) filter (where record_id is not null)::int as pairs from data_flow`,
    );
    expect(countFlows(shown)).toEqual(rows[0]);
  });

  it('leaves out what had not begun', async () => {
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from data_flow where record_id is null and wording <> 'denied' and valid is null`,
    );
    expect(countFlows(findShown(flows, { ...noFlowFilter, on: '2015-05-31' })).named).toBe(rows[0]?.n);
  });

  it('places bodies at their jurisdiction, and what has none beside the map', async () => {
    const shown = findShown(flows, { ...noFlowFilter, pairs: true });
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from data_flow f
        where (record_id is not null or wording <> 'denied')
          and (select place_id from organization where entity_id = f.from_id) is not null
          and (select place_id from organization where entity_id = f.to_id) is not null`,
    );
    for (const level of ['country', 'region'] as const) {
      const { lines, loops } = toPlacedFlows(flows, shown, level);
      expect([...lines, ...loops].reduce((sum, line) => sum + line.count, 0)).toBe(rows[0]?.n);
    }
    // Hong Kong is no part of China's point.
    expect(
      toPlacedFlows(flows, shown, 'country').lines.some(
        ({ from, to }) => from.code === 'HK' || to.code === 'HK',
      ),
    ).toBe(true);
  });
});
