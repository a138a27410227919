import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseEnv } from '#lib/env.ts';

describe('the environment', () => {
  test('has a default for everything', () => {
    expect(parseEnv({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      SEED_DIR: resolve('../shared/seed'),
      DATA_DIR: resolve('.data'),
      SURFACE: 'site',
      WAYBACK_URL: 'https://web.archive.org',
      PERMA_URL: 'https://api.perma.cc',
    });
  });

  test('treats an empty value as not set', () => {
    expect(parseEnv({ DATABASE_URL: '', PORT: '', SITE_URL: '', DATA_DIR: '' })).toMatchObject({
      PORT: 3000,
      DATA_DIR: resolve('.data'),
    });
  });

  test('keeps only the origin of SITE_URL', () => {
    expect(parseEnv({ SITE_URL: 'https://dossier.example/path?x=1' }).SITE_URL).toBe(
      'https://dossier.example',
    );
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['SITE_URL', 'dossier.example'],
    ['SITE_URL', 'ftp://dossier.example'],
    ['SURFACE', 'desk'],
    ['CONTACT_EMAIL', 'nobody'],
    ['WAYBACK_KEY', 'secret'],
    ['WAYBACK_URL', 'archive.example'],
    ['TSA_URL', 'file:///etc/passwd'],
    ['NODE_ENV', 'prod'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(
      new RegExp(`settings are wrong: ${name} .*\\.env\\.example`),
    );
  });

  test('names every wrong variable at once', () => {
    expect(() => parseEnv({ PORT: 'x', SITE_URL: 'y' })).toThrow(/PORT.*SITE_URL/);
  });
});
