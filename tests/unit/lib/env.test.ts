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
    ['SURFACE', 'login'],
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

  test.each(['0.0.0.0', '::', '192.168.1.4', 'desk.example', '128.0.0.1', '::ffff:127.0.0.1'])(
    'refuses a desk on %s, which other machines could reach',
    (HOST) => {
      expect(() => parseEnv({ SURFACE: 'desk', HOST })).toThrow(/HOST must be 127\.0\.0\.1.*no login/);
      expect(parseEnv({ HOST }).HOST).toBe(HOST);
    },
  );

  test.each(['127.0.0.1', '127.8.0.1', '::1', '0:0:0:0:0:0:0:1', 'localhost', ''])(
    'takes a desk on %s',
    (HOST) => {
      expect(parseEnv({ SURFACE: 'desk', HOST }).SURFACE).toBe('desk');
    },
  );

  test('puts the desk on a port beside the site', () => {
    expect(parseEnv({}).PORT).toBe(3000);
    expect(parseEnv({ SURFACE: 'desk' }).PORT).toBe(3001);
    expect(parseEnv({ SURFACE: 'desk', PORT: '4000' }).PORT).toBe(4000);
  });

  test('names every wrong variable at once', () => {
    expect(() => parseEnv({ PORT: 'x', SITE_URL: 'y' })).toThrow(/PORT.*SITE_URL/);
  });
});
