import { z } from 'zod';

/** What a device filter can name: each is asked for by the slug of an entity of that kind. */
export const namedKinds = ['place', 'law', 'program', 'vendor'] as const;
export type NamedKind = (typeof namedKinds)[number];

export const nameSuggestionSchema = z.object({
  slug: z.string(),
  label: z.string(),
  /** BCP 47 tag of the label. */
  lang: z.string(),
  /** What tells it from others of the same name: "country", "town in California, United States". */
  note: z.string(),
});
export type NameSuggestion = z.infer<typeof nameSuggestionSchema>;

/** The four filters by name as they read to a person; a slug that is not held is its own label. */
export type FilterLabels = Partial<Record<NamedKind, string>>;
