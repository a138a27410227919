import { describe, expect, it } from 'vitest';
import { toSaidWhen } from '#lib/records/said-when.ts';
import type { WorkView } from '#lib/records/view.ts';

const work: WorkView = {
  id: 'work.gazette-1',
  slug: 'gazette-1',
  href: '/sources/gazette-1',
  title: 'An article',
  titleLang: 'en',
  kind: 'article',
  publisher: 'Gazette',
  publishedOn: '3 March 2016',
  url: undefined,
  identified: true,
  seen: [],
  archives: [],
};

describe('toSaidWhen', () => {
  it('gives the day of an article to what it says in its own voice', () => {
    expect(toSaidWhen({ saidOn: undefined, ownVoice: true, work })).toBe('3 March 2016');
  });

  it('never gives the day of an article to a person or report that it quotes', () => {
    expect(toSaidWhen({ saidOn: undefined, ownVoice: false, work })).toBe('in Gazette, 3 March 2016');
  });

  it('prefers the day of the words', () => {
    expect(toSaidWhen({ saidOn: 'December 2015', ownVoice: false, work })).toBe('said December 2015');
  });

  it('invents no day and no publisher', () => {
    const bare = { ...work, publisher: undefined, publishedOn: undefined };
    expect(toSaidWhen({ saidOn: undefined, ownVoice: true, work: bare })).toBeUndefined();
    expect(toSaidWhen({ saidOn: undefined, ownVoice: false, work: bare })).toBe('in An article');
  });
});
