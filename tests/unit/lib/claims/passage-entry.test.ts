import { describe, expect, it } from 'vitest';
import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { verifyPassage } from '#lib/captures/verify.ts';
import { claimsFile, passageEntry, seenEntry } from '#lib/claims/file-schema.ts';

describe('a passage without a capture', () => {
  const seen = passageEntry.parse({ id: 'p1', phrase: 'the lamps “remember” every face' });

  it('gets its hashes from the phrase', () => {
    expect(seen).toMatchObject({ sha256: sha256('the lamps “remember” every face'), normalizedLength: 31 });
    expect(seen.start).toBeUndefined();
  });

  it('is found in a later copy, as written or after the normalizer, and lost in one without it', () => {
    const stored = { ...seen, start: null, end: null };
    const look = (text: string) => verifyPassage(stored, indexText(text)).state;
    expect(look('She says the lamps “remember” every face there.')).toBe('verified');
    expect(look('She says the lamps "remember"\nevery face there.')).toBe('verified_normalized');
    expect(look('She says the lamps remember every face there.')).toBe('lost');
  });

  it('is nothing without a phrase, and half an anchor is refused key by key', () => {
    const issues = (value: object) => passageEntry.safeParse(value).error?.issues.map(({ path }) => path[0]);
    expect(issues({ id: 'p1' })).toContain('capture');
    expect(issues({ id: 'p1', phrase: 'the lamps remember', capture: 'copy1', start: 3 })).toEqual([
      'end',
      'sha256',
      'normalizedSha256',
      'normalizedLength',
    ]);
  });
});

describe('how a work was seen', () => {
  const sight = {
    address: 'https://gazette.example/lamps',
    phrase: 'the lamps remember',
    on: '2026-11-26',
    extent: 'excerpt',
    form: 'original',
    medium: 'stored_copy',
    by: 'corpus',
  };

  it('says whose copy it was, and what a source card leaves open', () => {
    expect(seenEntry.safeParse(sight).success).toBe(true);
    expect(seenEntry.safeParse({ ...sight, form: 'copy' }).success).toBe(false);
    expect(seenEntry.safeParse({ ...sight, medium: 'source_card' }).success).toBe(false);
    expect(seenEntry.safeParse({ ...sight, form: 'copy', note: 'A mirror.' }).success).toBe(true);
  });
});

describe('defaults of a file', () => {
  const file = {
    format: 'public-dossier/claims@1',
    work: { id: 'work.a', kind: 'article', title: 'A', language: 'en', license: 'x', access: 'x' },
    defaults: {
      act: 'publisher_voice',
      speaker: { work: 'work.a' },
      grade: { reliability: 'B', credibility: 3, reason: 'r' },
    },
    passages: [{ id: 'p1', phrase: 'the lamps remember every face' }],
    claims: [
      {
        id: 'c1',
        subject: 'place.XX',
        predicate: 'p.q',
        object: { type: 'none' },
        says: 'A thing is so.',
        passages: ['p1'],
      },
      {
        id: 'c2',
        subject: 'place.XX',
        predicate: 'p.q',
        object: { type: 'none' },
        says: 'Another is so.',
        passages: ['p1'],
        act: 'headline',
      },
    ],
  };

  it('complete each claim that does not say otherwise', () => {
    const { claims } = claimsFile.parse(file);
    expect(claims.map((claim) => claim.act)).toEqual(['publisher_voice', 'headline']);
    expect(claims[1]?.grade).toEqual({ reliability: 'B', credibility: 3, reason: 'r' });
  });

  it('are needed for what a claim leaves out', () => {
    const { defaults: _, ...rest } = file;
    expect(claimsFile.safeParse(rest).success).toBe(false);
  });
});
