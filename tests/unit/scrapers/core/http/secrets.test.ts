import { describe, expect, it } from 'vitest';
import {
  addSecret,
  stripSecretFields,
  stripSecretHeaders,
  stripSecrets,
} from '#scrapers/core/http/secrets.ts';

const base = 'https://api.example/rows';

describe('stripSecrets', () => {
  it.each([
    [`${base}?api_key=s3cret&page=2`, `${base}?page=2`],
    [`${base}?page=2&KEY=s3cret`, `${base}?page=2`],
    [`${base}?token=s3cret`, base],
    [`${base}?%24%24app_token=s3cret&$limit=5`, `${base}?$limit=5`],
    [`${base}?apikey=s3cret#part`, `${base}#part`],
    [`${base}?a=%20b&app_token=s3cret&c=d+e`, `${base}?a=%20b&c=d+e`],
  ])('%s', (address, kept) => {
    expect(stripSecrets(address)).toBe(kept);
  });

  it.each([
    base,
    `${base}?keyword=x&monkey=y&tokens=z`,
    `${base}?a=b?key=c`,
    `${base}#?key=x`,
    `${base}?%zz=1`,
  ])('leaves %s as it is', (address) => {
    expect(stripSecrets(address)).toBe(address);
  });
});

it('keeps no header that holds a key, and no key in a header with an address', () => {
  expect(
    stripSecretHeaders({
      accept: 'text/csv',
      authorization: 'Bearer s3cret',
      cookie: 'a=s3cret',
      'x-app-token': 's3cret',
      'x-api-key': 's3cret',
      location: `${base}?key=s3cret&page=3`,
      link: `<${base}?page=2&api_key=s3cret>; rel="next", <${base}?page=9>; rel="last"`,
    }),
  ).toEqual({
    accept: 'text/csv',
    location: `${base}?page=3`,
    link: `<${base}?page=2>; rel="next", <${base}?page=9>; rel="last"`,
  });
  expect(stripSecretFields({ data: 'out;', token: 's3cret' })).toEqual({ data: 'out;' });
});

describe('addSecret', () => {
  const lookUp = (variable: string) => ({ SOME_TOKEN: 's3cret' })[variable];

  it('adds a key as a header or a query field', () => {
    expect(
      addSecret({ url: base, secret: { variable: 'SOME_TOKEN', header: 'X-App-Token' } }, lookUp),
    ).toEqual({
      url: base,
      headers: { 'x-app-token': 's3cret' },
    });
    expect(
      addSecret({ url: `${base}?a=b`, secret: { variable: 'SOME_TOKEN', query: 'key' } }, lookUp),
    ).toEqual({
      url: `${base}?a=b&key=s3cret`,
    });
  });

  it('adds nothing where the variable is not set', () => {
    expect(addSecret({ url: base, secret: { variable: 'NOT_SET', query: 'key' } }, lookUp)).toEqual({
      url: base,
    });
  });
});
