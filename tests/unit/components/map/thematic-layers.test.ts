import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { toChoroplethOverlay } from '#components/map/layers/choropleth.ts';
import { toFlowOverlay } from '#components/map/layers/flows.ts';
import { toScopeOverlay } from '#components/map/layers/scope.ts';
import type { Overlay } from '#components/map/overlay.ts';
import type { FlowLine } from '#lib/flows/flow-lines.ts';
import { answerGround, answerQuestion } from '#lib/thematic/answer.ts';
import { indexReach } from '#lib/thematic/reach-index.ts';
import { toScale } from '#lib/thematic/scale.ts';
import { findScope } from '#lib/thematic/scope.ts';
import { aLaw, aPlace, aProgram, aStatement, aThematic } from '../../../factories/thematic.ts';

function validate({ sources, areas, marks }: Overlay): string[] {
  const basemap = { type: 'vector' as const, tiles: ['http://localhost/{z}/{x}/{y}'] };
  return validateStyleMin({ version: 8, sources: { basemap, ...sources }, layers: [...areas, ...marks] }).map(
    ({ message }) => message,
  );
}

const thematic = aThematic({
  places: [
    aPlace('AA'),
    aPlace('BB'),
    aPlace('CC'),
    aPlace('AA-1'),
    aPlace('gn-1', { level: 'town', parent: 'AA-1' }),
  ],
  laws: [aLaw('act', 'AA', '2015-01-01/..'), aLaw('regional', 'AA-1', '2016-01-01/..')],
  programs: [
    aProgram('plan', { statements: [aStatement('BB', { relation: 'planned', wording: 'planned' })] }),
  ],
});
const index = indexReach(thematic);

describe('the choropleth', () => {
  it.each(['systems', 'laws', 'devices', 'power.access'] as const)(
    'is a valid style for %s by country and region',
    (ask) => {
      for (const level of ['country', 'region'] as const) {
        const question = { ask, level };
        const overlay = toChoroplethOverlay(
          {
            scale: toScale(thematic, index, question),
            answers: answerQuestion(thematic, index, question),
            ground: answerGround(thematic, index, question),
            countries: answerQuestion(thematic, index, { ask, level: 'country' }),
            level,
          },
          'light',
        );
        expect(validate(overlay)).toEqual([]);
      }
    },
  );

  it('paints what counts, stripes what is planned, and hatches everything else', () => {
    const question = { ask: 'systems', level: 'country' } as const;
    const answers = answerQuestion(thematic, index, question);
    const { areas } = toChoroplethOverlay(
      { scale: [], answers, ground: [], countries: [], level: 'country' },
      'light',
    );
    expect(areas.map(({ id }) => id)).toEqual(['thematic-countries-patterns']);
    expect(JSON.stringify(areas)).toContain('"BB","pattern/tentative-2"');
    expect(JSON.stringify(areas)).toContain('"pattern/not_researched"]');
  });
});

describe('the territory of one subject', () => {
  it('draws each relation in its own way, regions from their tiles on, towns as rings', () => {
    const program = aProgram('p', {
      statements: [
        aStatement('AA'),
        aStatement('AA-1', { relation: 'piloted' }),
        aStatement('BB', { relation: 'excluded' }),
        aStatement('gn-1', { relation: 'planned' }),
        aStatement('CC', { valid: '2030/..' }),
      ],
    });
    const overlay = toScopeOverlay(findScope(thematic, program, '2026-01-01'), 'dark');
    expect(validate(overlay)).toEqual([]);
    const text = JSON.stringify(overlay);
    expect(overlay.areas[0]).toMatchObject({ paint: { 'fill-pattern': 'pattern/not_researched' } });
    expect(text).toContain('pattern/scope-piloted');
    expect(text).toContain('pattern/scope-excluded');
    expect(overlay.marks).toHaveLength(1);
    expect(text).not.toContain('"CC"');
  });
});

describe('the arcs', () => {
  const place = (code: string, point: [number, number]) => ({ code, label: code, country: code, point });
  const line = (id: string, count: number): FlowLine => ({
    id,
    from: place('A', [0, 0]),
    to: place('B', [20, 10]),
    basis: 'forbidden',
    count,
    isTentative: false,
    flows: [],
  });

  it('are a valid style with a head for each line and a ring for each place', () => {
    const overlay = toFlowOverlay({ lines: [line('a', 9), line('b', 1)], loops: [line('c', 1200)] }, 'light');
    expect(validate(overlay)).toEqual([]);
    const read = (name: string) => {
      const source = overlay.sources[name];
      return source?.type === 'geojson' && typeof source.data === 'object' && 'features' in source.data
        ? source.data.features
        : [];
    };
    expect(read('flow-lines')).toHaveLength(2);
    expect(read('flow-heads')).toHaveLength(2);
    expect(read('flow-ends')).toHaveLength(2);
    expect(read('flow-rings').map(({ properties }) => properties?.label)).toEqual(['1.2k']);
  });

  it('are valid where there is nothing to draw', () => {
    expect(validate(toFlowOverlay({ lines: [], loops: [] }, 'dark'))).toEqual([]);
  });
});
