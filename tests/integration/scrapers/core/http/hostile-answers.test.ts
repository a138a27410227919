import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import * as site from '../../../../fakes/generic-site.ts';
import { setUpClient } from './client-harness.ts';

const test = setUpClient();

describe('hostile answers', () => {
  it.each([
    ['a gzip bomb', site.gzipBomb(400), /100 times its compressed size|bytes after decompression/],
    ['two encodings', site.stackedEncodings, /encoded as gzip, gzip/],
    ['an endless body', site.endless, /more than 20000000 bytes/],
    ['a redirect loop', site.redirect('/page'), /redirects too often/],
    ['a redirect to a private address', site.redirect('http://192.168.0.1/'), /private or reserved network/],
    ['a redirect to the machine itself', site.redirect('http://127.0.0.1:1/'), /Port 1 is not fetched/],
    ['a redirect to a file', site.redirect('file:///etc/passwd'), /Only http and https/],
    [
      'a redirect with a password',
      site.redirect('http://user:s3cret@site.example/'),
      /user name or password/,
    ],
    ['a redirect to nonsense', site.redirect('http://[::1'), /not an address/],
  ])('%s is refused, and nothing is kept', async (_, behavior, message) => {
    test.fake.on('/page', behavior);
    await expect(test.get('/page', { robots: false })).rejects.toThrow(message);
    await expect(test.get('/page', { robots: false })).rejects.toMatchObject({ code: 'forbidden' });
    expect(readdirSync(join(test.dataDir, 'snapshots')).filter((name) => name !== 'incoming')).toEqual([]);
    expect(readdirSync(join(test.dataDir, 'snapshots', 'incoming'))).toEqual([]);
    const { rows } = await test.pool.query('select held_by from host_budget where held_by is not null');
    expect(rows).toEqual([]);
  });

  it('a slow drip ends with its time', async () => {
    test.fake.on('/page', site.slowDrip);
    expect(await test.get('/page', { robots: false, timeoutMs: 200 })).toMatchObject({ kind: 'later' });
    expect(readdirSync(join(test.dataDir, 'snapshots', 'incoming'))).toEqual([]);
  });

  it('a POST is not carried to another site, nor are headers that may hold a key', async () => {
    const other = await site.startGenericSite();
    try {
      const ports = new Set([test.fake.port, other.port]);
      const http = test.connect({ loopbackPorts: ports, secrets: () => 's3cret' });
      test.fake.on('/form', site.redirect(`${other.origin}/form`, 307));
      await expect(
        http.request(
          { url: `${test.fake.origin}/form`, method: 'POST', form: { a: 'b' } },
          { robots: false },
        ),
      ).rejects.toThrow(/form of a POST to another site/);
      test.fake.on('/page', site.redirect(`${other.origin}/page`));
      await http.request(
        {
          url: `${test.fake.origin}/page`,
          headers: { accept: 'text/csv' },
          secret: { variable: 'ANY', header: 'x-own' },
        },
        { robots: false },
      );
      expect(test.fake.requests.at(-1)?.headers['x-own']).toBe('s3cret');
      expect(other.requests).toHaveLength(1);
      expect(other.requests[0]?.headers['x-own']).toBeUndefined();
      expect(other.requests[0]?.headers.accept).toBe('text/csv');
    } finally {
      await other.close();
    }
  });

  it('no address of a private network is ever asked, and none is looked up or noted', async () => {
    const targets = [
      'http://0x7f000001/',
      'http://2130706433/',
      'http://127.1/',
      'http://0177.0.0.1/',
      'http://①②⑦.⓪.⓪.①/',
      'http://[::1]/',
      'http://[::ffff:7f00:1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
      'http://100.64.0.1/',
      'http://169.254.169.254/',
      'http://10.0.0.1/',
      'http://0/',
      'http://localhost/',
      'http://printer.local/',
      'ftp://site.example/',
      'file:///etc/passwd',
      'http://user:s3cret@site.example/',
      'http://site.example:22/',
    ];
    const lookups: string[] = [];
    const http = test.connect({
      lookup: (hostname, _, callback) => {
        lookups.push(hostname);
        callback(new Error('no look-up in tests'), []);
      },
    });
    for (const url of targets)
      await expect(http.request({ url }), url).rejects.toMatchObject({ code: 'forbidden' });
    expect(lookups).toEqual([]);
    expect((await test.pool.query('select 1 from host_budget')).rowCount).toBe(0);
  });

  it('a name that resolves into a private network is refused, and not tried again', async () => {
    let lookups = 0;
    const http = test.connect({
      lookup: (_hostname, _options, callback) => {
        lookups += 1;
        callback(null, [{ address: '10.0.0.7', family: 4 }]);
      },
    });
    const request = http.request({ url: 'http://rebind.example/' }, { robots: false });
    await expect(request).rejects.toMatchObject({ code: 'forbidden' });
    expect(lookups).toBe(1);
  });

  it('loopback stays out of reach without the list that tests bring', async () => {
    const options = {
      pool: test.pool,
      datasetId: 'test-set',
      scrape: { hosts: [] },
      dataDir: test.dataDir,
      userAgent: 'PublicDossier/0',
    };
    const http = createSourceHttp(options);
    await expect(http.request({ url: `${test.fake.origin}/page` })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(test.fake.requests).toEqual([]);
  });
});
