import { describe, expect, test } from 'vitest';
import { atlasCodes, readTechnologies, technologiesSchema } from '#lib/technologies/schema.ts';

describe('technologies', () => {
  const technologies = readTechnologies();

  test('cover what the design names', () => {
    for (const code of [
      'video.camera',
      'vehicle.alpr',
      'audio.gunshot',
      'bio.face',
      'comms.imsi',
      'comms.bulk',
      'data.predictive',
      'data.fusion',
      'data.scoring',
      'data.dossier',
      'human.informants',
      'video.network',
    ]) {
      expect(technologies).toHaveProperty([code]);
    }
  });

  test('each term of the Atlas leads to one code', () => {
    const codes = atlasCodes(technologies);
    expect(codes.size).toBe(12);
    expect(codes.get('Automated License Plate Readers')).toBe('vehicle.alpr');
    expect(Object.values(technologies).flatMap(({ atlas }) => atlas)).toHaveLength(codes.size);
  });

  test('a short explainer and a family that is not the code are refused', () => {
    const explainer = 'word '.repeat(40);
    expect(technologiesSchema.safeParse({ 'a.b': { label: 'x', family: 'video', explainer } }).success).toBe(
      false,
    );
    expect(
      technologiesSchema.safeParse({ 'video.b': { label: 'x', family: 'video', explainer: 'too short' } })
        .success,
    ).toBe(false);
    expect(
      technologiesSchema.safeParse({ 'video.b': { label: 'x', family: 'video', explainer } }).success,
    ).toBe(true);
  });
});
