import { z } from 'zod';
import { entityId } from './object-schema.ts';
import type { EntityKindName } from './predicate-schema.ts';

/** Prefix of an id → kind. Ids are permanent, so the prefix never changes either. */
export const kindByPrefix: Readonly<Record<string, EntityKindName>> = {
  program: 'program',
  org: 'organization',
  person: 'person',
  law: 'law',
  provision: 'provision',
  place: 'place',
  tech: 'technology',
};

/** Files and folders of data/entities and the id prefix of what they hold. Places and technologies come from packs and vocabularies. */
export const entityFiles = {
  programs: 'program',
  organizations: 'org',
  people: 'person',
  laws: 'law',
} as const;

export function toKind(id: string): EntityKindName | undefined {
  return kindByPrefix[id.slice(0, id.indexOf('.'))];
}

const slugForm = /^[a-z0-9][a-z0-9-]*$/;

function toSlug(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

/** One entry of data/entities/<kind>.yaml or data/entities/<kind>/<part>.yaml. */
export const entityEntry = z
  .strictObject({
    id: entityId,
    /** Of the page's address; without it, what follows the dot of the id. */
    slug: z.string().regex(slugForm, 'a slug: lower-case letters, digits and -').optional(),
    label: z.string().min(1),
    labelLang: z.string().min(2),
    /** No source names it and the label is ours. */
    workingTitle: z.boolean().default(false),
    /** A source withheld who this is: no attribute beyond what the source printed, never merged or linked. */
    identityWithheld: z.boolean().default(false),
    externalIds: z.record(z.string(), z.string()).default({}),
    scale: z.enum(['system', 'deployment']).optional(),
    orgType: z.string().optional(),
    publicRole: z.string().optional(),
    jurisdiction: entityId.optional(),
    /** Entities of the same name and place that are something else, so that nobody takes one for a repeat. */
    distinctFrom: z.array(entityId).default([]),
    note: z.string().optional(),
  })
  .superRefine((entry, context) => {
    const kind = toKind(entry.id);
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (entry.slug === undefined && !slugForm.test(toSlug(entry.id)))
      refuse('slug', 'this id cannot be an address: give a slug of lower-case letters, digits and -');
    if (kind === 'program' && entry.scale === undefined)
      refuse('scale', 'a program needs a scale: system or deployment');
    if (kind !== 'program' && entry.scale !== undefined) refuse('scale', 'only programs have a scale');
    if (kind !== 'organization' && entry.orgType !== undefined)
      refuse('orgType', 'only organizations have an orgType');
    if (kind === 'person' && entry.publicRole === undefined && !entry.identityWithheld) {
      refuse('publicRole', 'a person is a record only in a public or professional role: say which');
    }
    if (kind !== 'person' && entry.publicRole !== undefined)
      refuse('publicRole', 'only people have a publicRole');
    if (
      entry.identityWithheld &&
      (Object.keys(entry.externalIds).length > 0 ||
        entry.publicRole !== undefined ||
        entry.jurisdiction !== undefined)
    ) {
      refuse('identityWithheld', 'a person whose identity was withheld has no attributes');
    }
  })
  .transform((entry) => ({ ...entry, slug: entry.slug ?? toSlug(entry.id) }));
export type EntityEntry = z.infer<typeof entityEntry>;
