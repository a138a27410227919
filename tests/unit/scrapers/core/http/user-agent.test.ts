import { expect, it } from 'vitest';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';

it('says who asks, which version, and where to ask back', () => {
  expect(toUserAgent({ CONTACT_EMAIL: 'desk@dossier.example', SITE_URL: 'https://dossier.example' })).toMatch(
    /^PublicDossier\/\d+\.\d+\.\d+ \(\+https:\/\/dossier\.example; desk@dossier\.example\)$/,
  );
  expect(toUserAgent({ CONTACT_EMAIL: 'desk@dossier.example', SITE_URL: undefined })).toMatch(
    /^PublicDossier\/\S+ \(public record of surveillance programs; desk@dossier\.example\)$/,
  );
});

it('asks nobody without a contact, and names the setting', () => {
  expect(() => toUserAgent({ CONTACT_EMAIL: undefined, SITE_URL: undefined })).toThrow(
    /CONTACT_EMAIL is not set/,
  );
});
