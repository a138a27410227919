import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { findJsonError, refuseForeignContent } from '#scrapers/core/formats/recognize.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['nothing', bytes(''), /The file is empty/],
  [
    'a Git LFS pointer',
    bytes('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 81472\n'),
    /Git LFS pointer/,
  ],
  ['a page', bytes('\n<!DOCTYPE html>\n<html><title>404</title></html>'), /HTML page/],
  ['a page after a comment', bytes('\uFEFF<!-- saved\nfrom -->\n<HTML lang="en">'), /HTML page/],
  ['XML', bytes('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), /This is XML/],
  ['an error of a store without declaration', bytes('<Error><Code>NoSuchKey</Code></Error>'), /This is XML/],
  ['gzip under another name', gzipSync('id,lat,lon\n'), /bytes are gzip/],
  ['a zip, or a spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), /zip archive/],
  ['a PDF', bytes('%PDF-1.7\n'), /PDF document/],
])('%s is recognized and said in one sentence', (_, content, message) => {
  expect(() => refuseForeignContent(content, 'cameras.csv')).toThrow(message);
});

test.each(['id,lat,lon\n1,2,3\n', '[]', '{"a":1}', '\uFEFF"id";"lat"\n', '<5,x\n', 'P,K\n'])(
  '%o is data',
  (text) => {
    expect(() => refuseForeignContent(bytes(text), 'cameras.csv')).not.toThrow();
  },
);

describe('a failure inside of a success', () => {
  test.each([
    [
      { code: 'query.compiler.malformed', error: true, message: 'Could not parse' },
      'query.compiler.malformed',
      'Could not parse',
    ],
    [{ error: { code: 400, message: 'Invalid', details: ['where', ''] } }, '400', 'Invalid; where'],
    [
      { success: false, error: { __type: 'Not Found Error', message: 'Not found' } },
      'Not Found Error',
      'Not found',
    ],
    [{ success: false, error: 'broken' }, '', 'broken'],
    [{ success: false }, '', ''],
  ])('%o', (value, code, message) => {
    expect(findJsonError(value)).toEqual({ code, message });
  });

  test.each([null, [], [{ error: true }], { success: true, result: {} }, { error: null }, { features: [] }])(
    '%o is none',
    (value) => {
      expect(findJsonError(value)).toBeNull();
    },
  );
});
