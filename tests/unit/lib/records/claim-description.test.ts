import { expect, it } from 'vitest';
import { toClaimDescription } from '#lib/records/claim-description.ts';
import type { WorkView } from '#lib/records/view.ts';

const work: WorkView = {
  id: 'work.gazette-1',
  slug: 'gazette-1',
  href: '/sources/gazette-1',
  title: 'An article',
  titleLang: 'en',
  kind: 'article',
  publisher: 'Gazette',
  publishedOn: undefined,
  url: undefined,
  identified: true,
  seen: [],
  archives: [],
};

it('keeps speaker and stance with a statement that is shown alone', () => {
  const speaker = [{ kind: 'text' as const, text: 'an executive' }];
  const claim = { speaker, act: 'indirect_speech' as const, says: 'A test is planned.', work };
  expect(toClaimDescription({ ...claim, stance: 'asserts' })).toBe(
    'an executive says (paraphrased by the source): A test is planned. Source: Gazette.',
  );
  expect(toClaimDescription({ ...claim, stance: 'denies' })).toContain('an executive denies (');
});
