import { z } from 'zod';

/** What readers are told of a cited address. */
export const linkStates = ['ok', 'moved', 'changed', 'paywalled', 'blocked', 'gone'] as const;
export type LinkState = (typeof linkStates)[number];

/** What one visit found: a state, a 404 that decides nothing alone, or no answer. */
export const linkFindings = [...linkStates, 'missing', 'no_answer'] as const;
export type LinkFinding = (typeof linkFindings)[number];

/** How an address answered. */
export type Visit =
  | { kind: 'page'; status: number; finalUrl: string; mediaType: string; bytes: Uint8Array }
  /** Somebody there wants no programs: by status, by a test for browsers, or by robots.txt. */
  | { kind: 'refused'; reason: string }
  | { kind: 'gone'; reason: string }
  | { kind: 'no_answer'; reason: string };

/** What a visit came to, as it is stored. */
export type LinkResult = {
  finding: LinkFinding;
  reason: string | undefined;
  status: number | undefined;
  /** Where the address led, if not to itself. */
  finalUrl: string | undefined;
};

export const linkCheckRow = z.object({
  url: z.string(),
  checkedAt: z.date(),
  finding: z.enum(linkFindings),
  state: z.enum(linkStates).nullable(),
  reason: z.string().nullable(),
  status: z.int().nullable(),
  finalUrl: z.string().nullable(),
});
export type LinkCheck = z.infer<typeof linkCheckRow>;
