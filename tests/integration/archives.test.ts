import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askArchives, findArchives } from '#lib/captures/ask-archives.ts';
import { parseEnv } from '#lib/env.ts';
import { type ArchiveTrouble, type FakeArchive, startArchive } from '../fakes/archive.ts';

const address = 'https://news.example/lamps';
let fake: FakeArchive;
let slept: number;

beforeEach(async () => {
  fake = await startArchive();
  slept = 0;
});
afterEach(() => fake.close());

function ask(keys: { wayback?: boolean; perma?: boolean }, trouble: ArchiveTrouble = {}) {
  fake.trouble = trouble;
  const settings = parseEnv({
    WAYBACK_URL: fake.origin,
    PERMA_URL: fake.origin,
    ...(keys.wayback === true && { WAYBACK_KEY: 'access:secret' }),
    ...(keys.perma === true && { PERMA_KEY: 'perma-key' }),
  });
  return askArchives(address, {
    settings,
    userAgent: 'PublicDossier/0 (test; desk@dossier.example)',
    sleep: async (ms) => {
      slept += ms;
    },
  });
}

describe('asking archives', () => {
  it('asks nobody without a key', async () => {
    expect(findArchives(parseEnv({}))).toEqual([]);
    expect(await ask({})).toEqual([]);
    expect(fake.requests).toEqual([]);
  });

  it('takes the copies that both made, and says who asks', async () => {
    expect(await ask({ wayback: true, perma: true }, { pendingPolls: 2 })).toEqual([
      {
        kind: 'saved',
        archive: {
          service: 'web.archive.org',
          url: `${fake.origin}/web/20261126101112/${address}`,
          capturedOn: '2026-11-26',
        },
      },
      {
        kind: 'saved',
        archive: { service: 'perma.cc', url: `${fake.origin}/AB12-CD34`, capturedOn: '2026-11-26' },
      },
    ]);
    const [save] = fake.requests.filter(({ path }) => path === '/save');
    expect(new URLSearchParams(save?.body).get('url')).toBe(address);
    expect(fake.requests.every(({ headers }) => headers['user-agent']?.startsWith('PublicDossier/'))).toBe(
      true,
    );
    expect(slept).toBe(3 * 6_000);
  });

  it.each<[string, ArchiveTrouble, string, RegExp]>([
    ['an error in a 200', { submitError: 'error:blocked-url' }, 'refused', /blocked-url, It cannot be saved/],
    ['a used-up day', { submitError: 'error:too-many-daily-captures' }, 'quota', /too-many-daily/],
    ['used-up bandwidth', { submitError: 'error:max-daily-bandwidth-user' }, 'quota', /bandwidth/],
    ['a busy target', { submitError: 'error:too-many-requests' }, 'later', /too-many-requests/],
    ['a code that nobody documented', { submitError: 'error:new-thing' }, 'later', /new-thing/],
    ['a job that fails for good', { jobError: 'error:not-found' }, 'refused', /not-found/],
    ['a job that fails for now', { jobError: 'error:browsing-timeout' }, 'later', /browsing-timeout/],
    ['a job that never ends', { pendingPolls: 1_000 }, 'later', /still working on it \(job spn2-/],
    ['polls that answer with HTML', { brokenPolls: 1_000 }, 'later', /down \(status 502\)/],
    ['a success without a date', { noTimestamp: true }, 'later', /without a date/],
    ['an archive that is offline', { offline: true }, 'later', /down \(status 503\)/],
  ])('says what to do after %s', async (_, trouble, kind, reason) => {
    const [outcome] = await ask({ wayback: true }, trouble);
    expect(outcome).toMatchObject({ kind, reason: expect.stringMatching(reason) });
    expect(slept).toBeLessThanOrEqual(180_000);
  });

  it('goes on through a few broken polls', async () => {
    const [outcome] = await ask({ wayback: true }, { brokenPolls: 2, pendingPolls: 1 });
    expect(outcome?.kind).toBe('saved');
  });

  it('takes the newest copy that is there already where no new one can be had', async () => {
    const held: ArchiveTrouble['held'] = [
      ['20190102030405', 'http://news.example/lamps'],
      ['20250607080910', address],
    ];
    const [outcome] = await ask({ wayback: true }, { submitError: 'error:blocked-url', held });
    expect(outcome).toEqual({
      kind: 'saved',
      archive: {
        service: 'web.archive.org',
        url: `${fake.origin}/web/20250607080910/${address}`,
        capturedOn: '2025-06-07',
      },
    });
  });

  it.each([
    [400, { error: 'You have reached your usage limit.' }, 'quota'],
    [400, { url: ['This URL cannot be resolved.'] }, 'refused'],
    [429, {}, 'later'],
    [502, {}, 'later'],
    [201, { guid: '../../evil' }, 'later'],
  ])('reads status %i of the second archive', async (status, body, kind) => {
    expect(await ask({ perma: true }, { perma: { status, body } })).toMatchObject([{ kind }]);
  });

  it('says that nobody answered where nothing listens', async () => {
    await fake.close();
    const outcomes = await ask({ wayback: true, perma: true });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['later', 'later']);
    fake = await startArchive();
  });
});
