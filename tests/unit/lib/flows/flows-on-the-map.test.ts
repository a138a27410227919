import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toArcs } from '#lib/flows/arcs.ts';
import { countFlows, findShown, noFlowFilter, readFlowFilter, toFlowQuery } from '#lib/flows/flow-filter.ts';
import { type FlowLine, toPlacedFlows } from '#lib/flows/flow-lines.ts';
import type { FlowMap, FlowPlace, MappedFlow } from '#lib/flows/flow-map-schema.ts';
import { readSpan } from '#lib/thematic/read-span.ts';

const place = (code: string, point: [number, number], country = code): FlowPlace => ({
  code,
  label: code,
  country,
  point,
});
const places = [
  place('US', [-99, 39]),
  place('US-CA', [-120, 37], 'US'),
  place('US-TX', [-100, 31], 'US'),
  place('GB', [-2, 53]),
  place('FJ', [178, -18]),
  place('WS', [-172, -14]),
];
const party = (code: string | null) => ({
  label: code ?? 'nobody known',
  lang: null,
  href: null,
  place: code,
  placedBy: null,
});
const flow = (
  id: string,
  from: string | null,
  to: string | null,
  given: Partial<MappedFlow> = {},
): MappedFlow => ({
  id,
  from: party(from),
  to: party(to),
  kind: 'sharing',
  basis: 'permitted',
  categories: 'data',
  wording: 'reported_by_one',
  span: null,
  toldOn: null,
  legalBasis: null,
  legalBasisState: null,
  claims: [],
  pairs: null,
  ...given,
});
const pairs = { count: 40, dataset: 'd', title: 'D', href: '/flows' };
const map: FlowMap = {
  today: '2026-11-26',
  places,
  flows: [
    flow('a', 'US', 'GB', { span: readSpan('2019-10/..') }),
    flow('b', 'GB', 'US-CA', { basis: 'compelled' }),
    flow('c', 'US-CA', 'US-TX', { pairs }),
    flow('d', null, 'GB'),
    flow('e', 'US', 'GB', { basis: 'alleged', kind: 'access' }),
  ],
};

describe('the filter of flows', () => {
  const find = (given: object) => findShown(map, { ...noFlowFilter, ...given }).map(({ flow: { id } }) => id);

  it('leaves pairs out until they are asked for, and counts them by their number', () => {
    expect(find({})).toEqual(['a', 'b', 'd', 'e']);
    expect(countFlows(findShown(map, { ...noFlowFilter, pairs: true }))).toEqual({ named: 4, pairs: 40 });
  });

  it('asks for basis, kind, place with its parts, and day', () => {
    expect(find({ bases: ['alleged'] })).toEqual(['e']);
    expect(find({ kinds: ['access'] })).toEqual(['e']);
    expect(find({ place: 'US' })).toEqual(['a', 'b', 'e']);
    expect(find({ place: 'US-CA' })).toEqual(['b']);
    expect(find({ on: '2018-01-01' })).toEqual(['b', 'd', 'e']);
  });

  it('says that an inexact date is inexact', () => {
    const [first] = findShown(map, { ...noFlowFilter, on: '2019-10-10' });
    expect(first?.holds).toBe('maybe');
  });

  it.each(['', 'basis=alleged&basis=permitted&kind=access&place=US-CA&pairs=1&level=region&date=2019-01-01'])(
    'reads back what it writes: %s',
    (text) => {
      const reading = readFlowFilter(new URLSearchParams(text));
      expect(reading.ok && toFlowQuery(reading.filter).toString()).toBe(text);
    },
  );

  it.each(['basis=rumored', 'kind=x', 'place=Atlantis', 'level=town', 'date=soon'])('refuses %s', (text) => {
    expect(readFlowFilter(new URLSearchParams(text)).ok).toBe(false);
  });
});

describe('flows on places', () => {
  const shown = findShown(map, { ...noFlowFilter, pairs: true });

  it('stand at countries, where what stays within one is a loop', () => {
    const { lines, loops, unplaced } = toPlacedFlows(map, shown, 'country');
    expect(lines.map(({ id, count }) => [id, count])).toEqual([
      ['GB/US/compelled', 1],
      ['US/GB/alleged', 1],
      ['US/GB/permitted', 1],
    ]);
    expect(loops.map(({ id, count }) => [id, count])).toEqual([['US/US/permitted', 40]]);
    expect(unplaced.map(({ flow: { id } }) => id)).toEqual(['d']);
  });

  it('or at the places of their jurisdictions', () => {
    const { lines, loops } = toPlacedFlows(map, shown, 'region');
    expect(lines[0]).toMatchObject({ id: 'US-CA/US-TX/permitted', count: 40 });
    expect(loops).toEqual([]);
  });

  it('lose none and count none twice', () => {
    for (const level of ['country', 'region'] as const) {
      const { lines, loops, unplaced } = toPlacedFlows(map, shown, level);
      const drawn = [...lines, ...loops].reduce((sum, line) => sum + line.count, 0);
      expect(drawn + unplaced.length).toBe(44);
    }
  });
});

describe('toArcs', () => {
  const line = (from: FlowPlace, to: FlowPlace, basis: FlowLine['basis'] = 'permitted'): FlowLine => ({
    id: `${from.code}/${to.code}/${basis}`,
    from,
    to,
    basis,
    count: 1,
    isTentative: false,
    flows: [],
  });
  const point = fc.tuple(
    fc.double({ min: -179.9, max: 179.9, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
  );

  it('begins and ends at its places and never jumps, whatever the meridian', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        fc.pre(Math.hypot(a[0] - b[0], a[1] - b[1]) > 1);
        const [arc] = toArcs([line(place('A', a), place('B', b))]);
        fc.pre(arc !== undefined);
        const { path } = arc as NonNullable<typeof arc>;
        expect(path[0]?.[0]).toBeCloseTo(a[0], 2);
        expect(path[0]?.[1]).toBeCloseTo(a[1], 2);
        const end = path.at(-1) ?? [0, 0];
        expect((((end[0] - b[0] + 180) % 360) + 360) % 360).toBeCloseTo(180, 2);
        expect(end[1]).toBeCloseTo(b[1], 2);
        // Near a pole the meridians run together, and a step may cross many of them.
        const isPolar = path.some(([, lat]) => Math.abs(lat) > 75);
        for (const [i, [lon, lat]] of path.entries()) {
          expect(Math.abs(lat)).toBeLessThanOrEqual(85);
          if (i > 0 && !isPolar) expect(Math.abs(lon - (path[i - 1]?.[0] ?? lon))).toBeLessThan(60);
        }
      }),
    );
  });

  it('crosses the antimeridian the short way', () => {
    const [arc] = toArcs([line(place('FJ', [178, -18]), place('WS', [-172, -14]))]);
    expect(arc?.path.at(-1)?.[0]).toBeCloseTo(188, 2);
  });

  it('keeps both ways and every basis apart, and points its head along the way', () => {
    const [a, b] = [place('A', [0, 0]), place('B', [20, 0])];
    const arcs = toArcs([line(a, b), line(b, a), line(a, b, 'alleged')]);
    const middles = arcs.map(({ path }) => path[24]?.[1] ?? 0);
    expect(middles[0]).toBeLessThan(0);
    expect(middles[1]).toBeGreaterThan(0);
    expect(middles[2]).toBeLessThan(middles[0] ?? 0);
    expect(arcs[0]?.head.bearing).toBeGreaterThan(60);
    expect(arcs[0]?.head.bearing).toBeLessThan(120);
    expect(arcs[1]?.head.bearing).toBeLessThan(-60);
  });

  it('draws nothing between places exactly opposite', () => {
    expect(toArcs([line(place('A', [0, 0]), place('B', [180, 0]))])).toEqual([]);
  });
});
