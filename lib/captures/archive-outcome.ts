/** What became of asking a public archive for a copy. Nothing of it holds a capture back. */
export type ArchiveOutcome =
  | { kind: 'saved'; archive: { service: string; url: string; capturedOn: string } }
  /** The archive will not take this address, now or later. */
  | { kind: 'refused'; reason: string }
  /** The day's or the account's share is used up: nothing more is submitted in this run. */
  | { kind: 'quota'; reason: string }
  /** Worth asking again: it is still working, or it is down. */
  | { kind: 'later'; reason: string };
