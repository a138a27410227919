import { type Carriage, countIndependentOrigins } from './independence.ts';
import type { SpeakerOrAmbiguous } from './speaker-schema.ts';

/** The reader's wording of evidence, weakest claim to the reader's belief last. Labels live in lib/messages. */
export const wordings = [
  'documented',
  'reported_by_several',
  'reported_by_one',
  'alleged_anonymously',
  'planned',
  'disputed',
  'denied',
  'inferred',
  'unverified_dataset',
] as const;
export type Wording = (typeof wordings)[number];

/** What the decision table looks at in an assertion. */
export interface WordedAssertion extends Carriage {
  speaker: SpeakerOrAmbiguous;
  modality: string;
  /** A document of the body that makes the law, decision or record, read by us. */
  documentary: boolean;
}

export interface WordingInput {
  asserts: readonly WordedAssertion[];
  denies: number;
  doubts: number;
  /** Assertions of others that a source or an editor links as contesting this one. */
  contests: number;
  silences: readonly Carriage[];
  inferences: number;
}

export function isAnonymous(speaker: SpeakerOrAmbiguous): boolean {
  if ('ambiguous' in speaker) return speaker.ambiguous.every((reading) => 'anonymous' in reading);
  return 'anonymous' in speaker;
}

/**
 * The decision table, read from the top; the first line that fits decides.
 *
 * | asserted by                    | denied, doubted or contested | wording               |
 * |--------------------------------|------------------------------|-----------------------|
 * | nobody                         | denied                       | denied                |
 * | nobody                         | doubted only                 | disputed              |
 * | nobody; somebody kept silent   | –                            | reported by …         |
 * | nobody; editors conclude it    | –                            | inferred              |
 * | anybody                        | yes                          | disputed              |
 * | only anonymous speakers        | no                           | alleged anonymously   |
 * | only as a plan                 | no                           | planned               |
 * | a document of the body itself  | no                           | documented            |
 * | two or more independent origins| no                           | reported by several   |
 * | else                           | no                           | reported by one       |
 */
export function decideWording(input: WordingInput): Wording {
  const { asserts } = input;
  if (asserts.length === 0) {
    if (input.denies > 0) return 'denied';
    if (input.doubts > 0) return 'disputed';
    if (input.silences.length > 0) return reportedBy(input.silences);
    return 'inferred';
  }
  if (input.denies + input.doubts + input.contests > 0) return 'disputed';
  if (asserts.every((claim) => isAnonymous(claim.speaker))) return 'alleged_anonymously';
  if (asserts.every((claim) => claim.modality === 'plan')) return 'planned';
  if (asserts.some((claim) => claim.documentary)) return 'documented';
  return reportedBy(asserts);
}

function reportedBy(carriages: readonly Carriage[]): Wording {
  return countIndependentOrigins(carriages) >= 2 ? 'reported_by_several' : 'reported_by_one';
}
