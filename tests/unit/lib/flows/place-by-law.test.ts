import { describe, expect, it } from 'vitest';
import type { FlowParty } from '#lib/flows/flow-map-schema.ts';
import { placeByLaw } from '#lib/flows/place-by-law.ts';

const party = (label: string, place: string | null): FlowParty => ({
  label,
  lang: null,
  href: null,
  place,
  placedBy: place === null ? null : 'own',
});
const places = (flow: { from: FlowParty; to: FlowParty }) => [flow.from.place, flow.to.place];

describe('parties without a place of their own', () => {
  it('stand where the law behind the flow is', () => {
    const flow = placeByLaw(party('operators', null), party('the police', null), 'UG');
    expect(places(flow)).toEqual(['UG', 'UG']);
    expect(flow.from.placedBy).toBe('behind');
  });

  it('join a body that is there', () => {
    expect(places(placeByLaw(party('operators', null), party('Uganda Police', 'UG'), 'UG'))).toEqual([
      'UG',
      'UG',
    ]);
  });

  it('never make a line between two places, which nobody has told', () => {
    const foreign = placeByLaw(party('providers', null), party('Home Office', 'GB'), 'US');
    expect(places(foreign)).toEqual([null, 'GB']);
    expect(places(placeByLaw(party('A', 'FR'), party('B', 'GB'), 'US'))).toEqual(['FR', 'GB']);
  });

  it('stay without one where nothing is behind the flow', () => {
    expect(places(placeByLaw(party('operators', null), party('the police', null), null))).toEqual([
      null,
      null,
    ]);
  });
});
