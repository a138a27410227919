import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeviceAttributes,
  type DeviceFilter,
  deviceGrades,
  deviceStatuses,
  matches,
  noFilter,
  readFilter,
  toLabel,
  toQuery,
  toServerFilter,
} from '#lib/devices/filter.ts';

const technologies = ['unknown', 'video.camera', 'vehicle.alpr', 'audio.gunshot'];
const filters: fc.Arbitrary<DeviceFilter> = fc
  .record({
    technologies: fc.subarray(technologies),
    statuses: fc.subarray([...deviceStatuses]),
    datasets: fc.subarray(['osm-surveillance', 'city-toronto']),
    operator: fc.option(fc.constantFrom('known' as const, 'unknown' as const), { nil: undefined }),
    from: fc.option(fc.integer({ min: 1990, max: 2010 }), { nil: undefined }),
    to: fc.option(fc.integer({ min: 2010, max: 2030 }), { nil: undefined }),
    place: fc.option(fc.constantFrom('FR', 'US-CA', 'gn-123', 'CN-XZ'), { nil: undefined }),
    operatorKinds: fc.subarray(['law_enforcement', 'other', 'unknown']),
    grades: fc.subarray([...deviceGrades]),
    law: fc.option(fc.constantFrom('uk.ipa-2016', 'fr-rens'), { nil: undefined }),
    program: fc.option(fc.constant('cn.ijop'), { nil: undefined }),
    vendor: fc.option(fc.constant('flock-safety'), { nil: undefined }),
  })
  .map((f) => ({
    ...f,
    technologies: [...f.technologies].sort(),
    statuses: [...f.statuses].sort(),
    datasets: [...f.datasets].sort(),
    grades: [...f.grades].sort(),
  }));

const camera: DeviceAttributes = {
  technologies: ['video.camera', 'vehicle.radar'],
  status: 'present',
  dataset: 'osm-surveillance',
  grade: 'community',
  operator: 'unknown',
  year: null,
  places: ['FR', 'FR-75', 'gn-2988507'],
  vendor: 'flock-safety',
};

describe('the filter of the map', () => {
  it('survives the address and has one address for each meaning', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const reading = readFilter(toQuery(filter));
        expect(reading).toEqual({ ok: true, filter });
        if (reading.ok) expect(toQuery(reading.filter).toString()).toBe(toQuery(filter).toString());
      }),
    );
  });

  it('takes repeated and comma-separated values, and reads an untouched form as no filter', () => {
    const untouched = new URLSearchParams('operator=&from=&to=&dataset=');
    expect(readFilter(untouched)).toEqual({ ok: true, filter: noFilter });
    const two = readFilter(new URLSearchParams('technology=video.camera,unknown&technology=unknown'));
    expect(two.ok && two.filter.technologies).toEqual(['unknown', 'video.camera']);
  });

  it('says what is wrong instead of guessing', () => {
    for (const query of [
      'from=abc',
      'status=lost',
      'place=../etc',
      'from=2020&to=2010',
      `technology=${'x'.repeat(100)}`,
      'grade=A',
      'kind=Police!',
      'vendor=../x',
    ]) {
      const reading = readFilter(new URLSearchParams(query));
      expect(reading.ok).toBe(false);
      expect(reading.ok ? [] : reading.problems).toHaveLength(1);
    }
  });

  it('counts a device of two technologies under each of them', () => {
    for (const technology of camera.technologies) {
      expect(matches({ ...noFilter, technologies: [technology] }, camera)).toBe(true);
    }
    expect(matches({ ...noFilter, technologies: ['unknown'] }, camera)).toBe(false);
    expect(matches({ ...noFilter, technologies: ['unknown'] }, { ...camera, technologies: [] })).toBe(true);
  });

  it('leaves out undated devices as soon as a year is asked for, and says so', () => {
    expect(matches({ ...noFilter, from: 1900 }, camera)).toBe(false);
    expect(matches({ ...noFilter, from: 2020, to: 2020 }, { ...camera, year: 2020 })).toBe(true);
    const names = { technology: (c: string) => c, dataset: (c: string) => c, place: () => 'France' };
    expect(toLabel({ ...noFilter, from: 2020, place: 'FR' }, names)).toBe(
      'confirmed 2020–today (undated left out), in France',
    );
  });

  it('finds a device by its country, region and town', () => {
    for (const place of camera.places) expect(matches({ ...noFilter, place }, camera)).toBe(true);
    expect(matches({ ...noFilter, place: 'FR-13' }, camera)).toBe(false);
  });

  it('asks for the kind of operating body, for the grade, and for the maker', () => {
    const police = { ...camera, operator: 'law_enforcement' };
    expect(matches({ ...noFilter, operatorKinds: ['law_enforcement'] }, police)).toBe(true);
    expect(matches({ ...noFilter, operatorKinds: ['law_enforcement'] }, camera)).toBe(false);
    expect(matches({ ...noFilter, operatorKinds: ['unknown'] }, camera)).toBe(true);
    expect(matches({ ...noFilter, operator: 'known' }, police)).toBe(true);
    expect(matches({ ...noFilter, operator: 'known', operatorKinds: ['unknown'] }, camera)).toBe(false);
    expect(matches({ ...noFilter, grades: ['official'] }, camera)).toBe(false);
    expect(matches({ ...noFilter, vendor: 'flock-safety' }, camera)).toBe(true);
    expect(matches({ ...noFilter, vendor: 'rekor' }, camera)).toBe(false);
  });

  it('finds devices where a law or a program reaches, and none for one that is not held', () => {
    const law = { ...noFilter, law: 'fr-rens' };
    expect(matches(law, camera, { law: new Set(['FR']) })).toBe(true);
    expect(matches(law, camera, { law: new Set(['DE']) })).toBe(false);
    expect(matches(law, camera)).toBe(false);
    const both = { law: new Set(['FR']), program: new Set(['US']) };
    expect(matches({ ...law, program: 'cn.ijop' }, camera, both)).toBe(false);
  });

  it('splits into what the server must answer and what a browser can test', () => {
    const filter: DeviceFilter = {
      ...noFilter,
      technologies: ['vehicle.alpr'],
      place: 'FR-75',
      vendor: 'rekor',
    };
    expect(toServerFilter(filter)).toEqual({ ...noFilter, place: 'FR-75', vendor: 'rekor' });
    expect(toQuery(toServerFilter({ ...filter, place: 'FR', vendor: undefined })).toString()).toBe('');
  });
});
