import { z } from 'zod';
import { measureKinds, measureRemarks } from '#lib/measures/pack-row.ts';
import { toSlug } from '#lib/organizations/agency-name.ts';
import { indexTowns, toPlaceCode } from '../core/formats/eff-atlas-places.ts';
import { type Draft, defineSource, type Located } from '../core/source.ts';
import { parseLaws, type RawLaw } from './parse.ts';

const remarkList = z.array(z.enum(measureRemarks));

/** Laws, bans and policies on face recognition in the United States, as a digital rights group listed them in May 2021. */
export const usFaceRecognitionLaws2021 = defineSource<RawLaw>({
  id: 'us-face-recognition-laws-2021',
  needs: ['geonames-cities'],
  parse: parseLaws,
  async normalize(records, { dataset, scrape, packs, notes }) {
    const townOf = await indexTowns(packs);
    const drafts: Draft[] = [];
    for (const [id, group] of Map.groupBy(records, toKey)) {
      const [record] = group;
      if (record === undefined) continue;
      const refuse = (reason: string, detail: string) => {
        for (const where of group) notes.refuse(where, { reason, detail });
      };
      const { raw } = record;
      const region = toPlaceCode(raw.state);
      const opening = toOpening(raw.stance);
      const kind = z.enum(measureKinds).safeParse(scrape.lookups.stance?.[opening]);
      if (group.some((other) => JSON.stringify(other.raw) !== JSON.stringify(raw))) {
        refuse('key_not_unique', id);
        continue;
      }
      if (region === null || raw.on > dataset.asOf.slice(0, raw.on.length)) {
        refuse(region === null ? 'unknown_state' : 'dated_after_the_list', id);
        continue;
      }
      if (!kind.success) {
        notes.unmatched('stance', opening);
        refuse('unknown_stance', id);
        continue;
      }
      const town = raw.local === null ? undefined : townOf(raw.state, raw.local);
      const law = scrape.lookups.law?.[id];
      notes.count(town === undefined ? (raw.local === null ? 'of_a_state' : 'without_a_town') : 'of_a_town');
      drafts.push({
        kind: 'measure',
        key: id,
        row: {
          id,
          kind: kind.data,
          technology: 'bio.face',
          region,
          ...(town === undefined ? {} : { town }),
          placeRaw: raw.place,
          on: raw.on,
          raw: toFewWords(raw.stance),
          ...(typeof law === 'string' ? { law } : {}),
          remarks: toRemarks(scrape.lookups.remarks?.[id]),
          citations: [{ url: raw.url }],
        },
        from: group.map(({ unit, at }) => ({ unit, at })),
      });
    }
    return { drafts: drafts.sort((a, b) => (a.key < b.key ? -1 : 1)) };
  },
});

/** Place and year: a city may have acted twice, and a day may be corrected. */
function toKey({ raw }: Located<RawLaw>): string {
  const place = raw.local === null ? '' : `/${toSlug(raw.local)}`;
  return `us-${raw.state.toLowerCase()}${place}/${raw.on.slice(0, 4)}`;
}

const openingWords = 6;

/** The first words of a stance, by which a person has read it: a text that begins otherwise is a new one. */
const toOpening = (stance: string) => stance.split(' ').slice(0, openingWords).join(' ');

/** A whole short text, or the beginning of a long one: what it says is in the row's kind. */
const toFewWords = (stance: string) =>
  stance.split(' ').length <= 12 ? stance.replace(/\.$/, '') : `${toOpening(stance)} …`;

const toRemarks = (codes: string | null | undefined) => remarkList.parse(codes?.split(' ') ?? []);
