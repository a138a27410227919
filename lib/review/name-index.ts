import type { EntityKindName } from '#lib/claims/predicate-schema.ts';
import { fold } from '#lib/search/fold.ts';

export type NamedEntity = {
  id: string;
  kind: EntityKindName;
  label: string;
  /** Other names; the label is one without being here. */
  names: readonly string[];
  /** Declared in data/entities: listed before bodies and towns of the packs that match as well. */
  isCurated: boolean;
  /** The source withheld who this is; never offered for a link. */
  isWithheld: boolean;
};

type Entry = { entity: NamedEntity; folded: readonly string[]; order: number };

const shown = 200;
/** As lib/search/entity-search.ts: the whole name, its beginning, whole words of it, the beginning of a word. */
const ranks = { exact: 0, prefix: 1, word: 2 } as const;

/** Everything that a claim may be linked to, found by any part of a name while it is typed. */
export class NameIndex {
  readonly #entries: Entry[];
  readonly #byId: Map<string, NamedEntity>;
  #speakers: readonly (readonly [folded: string, id: string])[];

  constructor(entities: readonly NamedEntity[]) {
    this.#byId = new Map(entities.map((entity) => [entity.id, entity]));
    this.#entries = [...this.#byId.values()].filter(({ isWithheld }) => !isWithheld).map(toEntry);
    this.#speakers = toSpeakers(this.#entries);
  }

  /** One that was declared since; an id that is known already stays what it is. */
  add(entity: NamedEntity): void {
    if (this.#byId.has(entity.id)) return;
    this.#byId.set(entity.id, entity);
    if (entity.isWithheld) return;
    this.#entries.push(toEntry(entity, this.#entries.length));
    this.#speakers = toSpeakers(this.#entries);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  get(id: string): NamedEntity | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<NamedEntity> {
    return this.#byId.values();
  }

  /** Best first: whole name, beginning, words; curated before packed; shorter names first; then as declared. */
  search(query: string, kinds?: readonly EntityKindName[]): NamedEntity[] {
    const wanted = fold(query);
    if (wanted === '') return [];
    const hits: { entry: Entry; rank: number; length: number }[] = [];
    for (const entry of this.#entries) {
      if (kinds !== undefined && !kinds.includes(entry.entity.kind)) continue;
      let best: { rank: number; length: number } | undefined;
      for (const name of entry.folded) {
        const rank = toRank(name, wanted);
        if (rank !== undefined && (best === undefined || rank < best.rank))
          best = { rank, length: name.length };
      }
      if (best !== undefined) hits.push({ entry, ...best });
    }
    return hits
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          Number(b.entry.entity.isCurated) - Number(a.entry.entity.isCurated) ||
          a.length - b.length ||
          a.entry.order - b.entry.order,
      )
      .slice(0, shown)
      .map(({ entry }) => entry.entity);
  }

  /** The curated person or body whose whole name stands in these words, the longest name first. */
  findNamed(words: string): string | undefined {
    const folded = ` ${fold(words)} `;
    return this.#speakers.find(([name]) => folded.includes(` ${name} `))?.[1];
  }
}

function toEntry(entity: NamedEntity, order: number): Entry {
  return {
    entity,
    order,
    folded: [...new Set([entity.label, ...entity.names, entity.id].map((name) => fold(name)))],
  };
}

/** Names by which a speaker can be told, the longest first. */
function toSpeakers(entries: readonly Entry[]) {
  return entries
    .filter(({ entity }) => entity.isCurated && (entity.kind === 'person' || entity.kind === 'organization'))
    .flatMap(({ entity, folded }) => folded.map((name) => [name, entity.id] as const))
    .filter(([name]) => name.length > 2)
    .sort(([a], [b]) => b.length - a.length);
}

function toRank(name: string, wanted: string): number | undefined {
  if (name === wanted) return ranks.exact;
  if (name.startsWith(wanted)) return ranks.prefix;
  const words = wanted.split(' ');
  return words.every((word) => name.startsWith(word) || name.includes(` ${word}`)) ? ranks.word : undefined;
}
