import { describe, expect, it } from 'vitest';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import type { EntityHead } from '#lib/records/view.ts';

const head = (workingTitle: boolean): EntityHead => ({
  ref: { id: 'law.x', kind: 'law', label: 'Draft law', lang: 'en', href: '/laws/x', workingTitle },
  slug: 'x',
  names: [],
  externalIds: {},
  identityWithheld: false,
  declaredBy: 'curated',
  mergedInto: undefined,
});

describe('toEntityJsonLd', () => {
  it('gives a working title of ours only in its brackets', () => {
    expect(toEntityJsonLd(head(true), '/laws/x').name).toBe('[Draft law]');
    expect(toEntityJsonLd(head(false), '/laws/x').name).toBe('Draft law');
  });

  it('says of a law whether it is in force, and nothing where that is not known', () => {
    const force = (state: Parameters<typeof toEntityJsonLd>[2]) =>
      toEntityJsonLd(head(true), '/laws/x', state).legislationLegalForce;
    expect(force('draft')).toBe('https://schema.org/NotInForce');
    expect(force('not_in_force')).toBe('https://schema.org/NotInForce');
    expect(force('in_force')).toBe('https://schema.org/InForce');
    expect(force('last_known_in_force')).toBeUndefined();
    expect(force('unknown')).toBeUndefined();
  });
});
