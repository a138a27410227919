import { labelText } from '#lib/claims/rich-text.ts';
import type { LegalState } from '#lib/laws/legal-status.ts';
import type { EntityHead, WorkView } from './view.ts';

const types: Partial<Record<EntityHead['ref']['kind'], string>> = {
  organization: 'Organization',
  person: 'Person',
  place: 'Place',
  law: 'Legislation',
};

type Json = Record<string, unknown>;

/** schema.org counts bills as legislation too, so that a draft must say that it is not in force. */
const legalForce: Partial<Record<LegalState, string>> = {
  in_force: 'https://schema.org/InForce',
  not_in_force: 'https://schema.org/NotInForce',
  draft: 'https://schema.org/NotInForce',
};

/**
 * schema.org data of an entity: its names and identifiers, no judgment. Programs and technologies are plain things; a working
 * title of ours stands in brackets here too.
 *
 * @param state of a law, on the day that its page speaks of
 */
export function toEntityJsonLd(head: EntityHead, url: string, state?: LegalState): Json {
  const names = [...new Set(head.names.map((name) => name.text).filter((name) => name !== head.ref.label))];
  const wikidata = head.externalIds.wikidata;
  return {
    '@context': 'https://schema.org',
    '@type': types[head.ref.kind] ?? 'Thing',
    name: labelText(head.ref),
    identifier: head.ref.id,
    url,
    ...(state === undefined || legalForce[state] === undefined
      ? {}
      : { legislationLegalForce: legalForce[state] }),
    ...(names.length > 0 ? { alternateName: names } : {}),
    ...(wikidata === undefined ? {} : { sameAs: `https://www.wikidata.org/wiki/${wikidata}` }),
  };
}

/** schema.org data of a source page: a page about a work, not the work itself. */
export function toWorkJsonLd(work: WorkView, url: string): Json {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    url,
    about: {
      '@type': 'CreativeWork',
      name: work.title,
      inLanguage: work.titleLang,
      ...(work.publisher === undefined
        ? {}
        : { publisher: { '@type': 'Organization', name: work.publisher } }),
      ...(work.url === undefined ? {} : { url: work.url }),
    },
  };
}

/** JSON for a script element: no `<` can end the element early. */
export function toScriptText(value: Json): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
