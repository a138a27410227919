import type { Excerpt } from '#lib/captures/excerpt-budget.ts';
import type { ClaimEntry, SeenEntry, workKinds } from '#lib/claims/file-schema.ts';
import type { Question } from '#lib/claims/predicate-schema.ts';
import type { EntityRef, Piece } from '#lib/claims/rich-text.ts';
import type { Wording } from '#lib/claims/wording.ts';

/** What pages show, ready to print: every name looked up, every date in words. Components take these and nothing else. */

export type VerifyState = 'verified' | 'verified_normalized' | 'lost' | 'not_checkable';
export type UnknownState =
  | 'not_researched'
  | 'searched_nothing_found'
  | 'withheld'
  | 'disputed'
  | 'not_applicable'
  | 'blank_in_source';

export type PassageView = {
  id: string;
  role: 'statement' | 'speaker' | 'context';
  phrase: string | undefined;
  /** From the private copy, for a page that shows it to a reader and for nothing else (lib/works/show-excerpts.ts). */
  excerpt?: Excerpt;
  translation: { text: string; lang: string; by: 'editor' | 'machine' } | undefined;
  lang: string;
  state: VerifyState;
  /** Code points of the archived text, end exclusive. */
  span: { start: number; end: number } | undefined;
  occurrence: number;
  occurrences: number;
  /** Day in words and hash of the copy that an editor checked it against. */
  verifiedOn: string | undefined;
  copySha256: string | undefined;
};

export type ArchiveView = { service: string; url: string; capturedOn: string };

/** How a work was seen while no capture of it exists. */
export type SightView = Omit<SeenEntry, 'on'> & {
  /** Day in words. */
  on: string;
};

export type WorkView = {
  id: string;
  slug: string;
  href: string;
  title: string;
  titleLang: string;
  kind: (typeof workKinds)[number];
  publisher: string | undefined;
  publishedOn: string | undefined;
  url: string | undefined;
  identified: boolean;
  seen: SightView[];
  archives: ArchiveView[];
};

export type ClaimView = {
  id: string;
  href: string;
  position: number;
  subject: EntityRef;
  predicate: string;
  predicateLabel: string;
  /** Opinions and theses: the sentence always keeps its speaker. */
  attributed: boolean;
  value: Piece[];
  says: string;
  stance: ClaimEntry['stance'];
  modality: ClaimEntry['modality'];
  act: ClaimEntry['act'];
  speaker: Piece[];
  /** The source says it itself, and nobody whom it quotes or cites. */
  ownVoice: boolean;
  via: Piece[][];
  saidOn: string | undefined;
  saidInferred: boolean;
  valid: string | undefined;
  validInferred: boolean;
  openSet: boolean;
  passages: PassageView[];
  work: WorkView;
  grade: { reliability: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'; credibility: number; reason: string };
  review: 'single_reader' | 'second_reader' | 'withdrawn';
  withdrawnReason: string | undefined;
  originKey: string;
  propositionKey: string;
  note: string | undefined;
};

export type RecordView = {
  id: string;
  externalId: string;
  dataset: {
    id: string;
    title: string;
    publisher: string;
    wording: string;
    license: string;
    attribution: string;
  };
  lastSeen: string;
  state: 'present' | 'missing' | 'gone_upstream' | 'out_of_scope' | 'withdrawn';
  /** Day since when the dataset no longer has the row as before; set unless it is present. */
  missingSince: string | undefined;
  citations: { url: string; title?: string | undefined; publishedOn?: string | undefined }[];
};

export type InferenceView = {
  id: string;
  says: string;
  reason: string;
  by: string;
  on: string;
  premises: { id: string; href: string; says: string; lost: boolean }[];
};

/** One line of a record: facts with the same evidence stand together as one list. */
export type FactRow = {
  key: string;
  values: Piece[][];
  wording: Wording;
  modality: ClaimEntry['modality'];
  origins: number;
  valid: string | undefined;
  place: EntityRef | undefined;
  /** The source lists examples and does not say that they are all. */
  openSet: boolean;
  supports: ClaimView[];
  denies: ClaimView[];
  doubts: ClaimView[];
  /** Ids of contesting claims that editors connected, where the source itself does not. */
  connectedByEditors: string[];
  silences: ClaimView[];
  records: RecordView[];
  inferences: InferenceView[];
  /** Values that cannot hold together with this one. */
  conflicts: Piece[][];
};

export type PredicateRows = {
  predicate: string;
  label: string;
  definition: string;
  attributed: boolean;
  rows: FactRow[];
};
export type FactGroup = { question: Question; predicates: PredicateRows[] };

export type UnknownView = {
  id: string;
  question: string;
  state: UnknownState;
  by: string;
  on: string;
  searched: string | undefined;
  note: string | undefined;
  subject: EntityRef;
};

export type NameView = {
  text: string;
  lang: string;
  kind: string;
  from: string | undefined;
  to: string | undefined;
};

export type EntityHead = {
  ref: EntityRef;
  slug: string;
  names: NameView[];
  externalIds: Record<string, string>;
  identityWithheld: boolean;
  declaredBy: string;
  mergedInto: EntityRef | undefined;
};
