import { expect, it } from 'vitest';
import { findBlock } from '#scrapers/core/http/challenge.ts';

const html = { 'content-type': 'text/html; charset=UTF-8' };
const head = (text: string) => new TextEncoder().encode(text);

it.each([401, 403, 451])('takes status %i for a refusal', (status) => {
  expect(findBlock(status, html, head('<p>no</p>'))).toContain(String(status));
});

it('sees a test for browsers in any status, by header or title', () => {
  expect(findBlock(503, { 'cf-mitigated': 'challenge' }, head(''))).toContain('cf-mitigated');
  expect(findBlock(200, html, head('<HTML><title lang="en">\n Just a moment...</title>'))).toContain(
    'Just a moment',
  );
});

it('does not take an article or a data file about such pages for one', () => {
  expect(findBlock(200, html, head('<title>How “Just a moment” pages work</title>'))).toBeUndefined();
  expect(
    findBlock(200, { 'content-type': 'text/csv' }, head('<title>Just a moment...</title>')),
  ).toBeUndefined();
  expect(findBlock(404, html, head('<title>Not found</title>'))).toBeUndefined();
  expect(findBlock(200, html, head('<title>'.repeat(5_000)))).toBeUndefined();
});
