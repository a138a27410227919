import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { type Checkpoint, openCheckpoint } from '#lib/log/checkpoint.ts';
import { type NoteVerifier, openNote, parseVerifier } from '#lib/log/signed-note.ts';
import type { ExportProblem } from './export-problem.ts';
import { type ExportManifest, toManifestStatement } from './manifest-schema.ts';

/** What the reader brings along, the only part of a check that the export itself cannot forge. */
export type Trust = {
  /** Verifier keys that the reader knows; one of them must have signed. Without them the export's own are taken. */
  vkeys?: string[] | undefined;
  /** An older checkpoint of this log, a signed note. */
  since?: string | undefined;
};

/** Whose signatures are under an export, and whether the log continues what the same keys signed before. */
export class SignatureCheck {
  readonly #folder: string;
  readonly #manifest: ExportManifest;
  /** Every key that may sign; any other signature is a sign of tampering. */
  readonly #known: NoteVerifier[];
  /** One of these must have signed. */
  readonly #trusted: NoteVerifier[];
  readonly since: Checkpoint | undefined;
  readonly #sinceFault: string | undefined;
  #signedBy: string[] = [];

  /** @throws DossierError `invalid_input` for a trusted key that is none */
  constructor(folder: string, manifest: ExportManifest, trust: Trust) {
    this.#folder = folder;
    this.#manifest = manifest;
    const own = manifest.ledger.keys.map(parseVerifier).filter((key) => key !== undefined);
    const given = (trust.vkeys ?? []).map(readGivenKey);
    this.#known = unite(given, own);
    this.#trusted = given.length > 0 ? given : own;
    if (trust.since === undefined) return;
    const older = openCheckpoint(trust.since, this.#known);
    if (!older.ok) {
      this.#sinceFault = older.why;
      return;
    }
    this.since = older.checkpoint;
    // Whoever signed what the reader kept must have signed this too, or a stranger continues the log.
    if (given.length === 0) this.#trusted = older.signedBy;
  }

  get signedBy(): string[] {
    return this.#signedBy;
  }

  /** @param sinceRoot root that the export's entries give at the size of the older checkpoint */
  findLogProblem(
    log: { entries: number; root: string },
    sinceRoot: string | undefined,
  ): ExportProblem | undefined {
    const where = 'log/checkpoint';
    const opened = openCheckpoint(this.#read(where), this.#known);
    if (!opened.ok) return { where, what: opened.why };
    const signers = this.#findSignerFault(opened.signedBy, opened.unknown);
    if (signers !== undefined) return { where, what: signers };
    const { origin, size, root } = opened.checkpoint;
    if (origin !== this.#manifest.ledger.origin) return { where, what: `it is of another log, ${origin}` };
    if (size !== log.entries || root !== log.root)
      return { where, what: `it signs ${size} entries with root ${root}, and the ledger has another` };
    this.#signedBy = opened.signedBy.map(({ vkey }) => vkey);
    return this.#findSinceProblem(log.entries, sinceRoot);
  }

  /** The manifest's own signature: it binds every file of the export. */
  findManifestProblem(): ExportProblem | undefined {
    const where = 'manifest.note';
    const opened = openNote(this.#read(where), this.#known);
    if (!opened.ok) return { where, what: opened.why };
    const signers = this.#findSignerFault(opened.signedBy, opened.unknown);
    if (signers !== undefined) return { where, what: signers };
    const sum = hash('sha256', readFileSync(join(this.#folder, 'manifest.json')));
    return opened.text === toManifestStatement(sum)
      ? undefined
      : { where: 'manifest.json', what: 'its bytes are not those that were signed' };
  }

  #findSinceProblem(entries: number, sinceRoot: string | undefined): ExportProblem | undefined {
    const where = 'the older checkpoint';
    if (this.#sinceFault !== undefined) return { where, what: this.#sinceFault };
    if (this.since === undefined) return undefined;
    const { origin, size, root } = this.since;
    if (origin !== this.#manifest.ledger.origin) return { where, what: `it is of another log, ${origin}` };
    if (size > entries)
      return {
        where,
        what: `it signed ${size} entries, and the ledger has ${entries}: entries were taken out`,
      };
    return sinceRoot === root
      ? undefined
      : { where, what: `the first ${size} entries are not those that it signed: the log was rewritten` };
  }

  #findSignerFault(signedBy: NoteVerifier[], unknown: number): string | undefined {
    if (unknown > 0) return 'it is also signed by a key that the manifest does not name';
    return signedBy.some((signer) => this.#trusted.some(({ vkey }) => vkey === signer.vkey))
      ? undefined
      : 'none of the trusted keys signed it';
  }

  #read(path: string): string {
    return readFileSync(join(this.#folder, path), 'utf8');
  }
}

function readGivenKey(vkey: string): NoteVerifier {
  const key = parseVerifier(vkey.trim());
  if (key !== undefined) return key;
  throw new DossierError('invalid_input', {
    what: 'This is no verifier key',
    where: vkey,
    mend: 'Give one line of /log/keys.txt, or a file that holds it: <name>+<8 hex digits>+<base64>.',
  });
}

function unite(first: NoteVerifier[], second: NoteVerifier[]): NoteVerifier[] {
  return [...first, ...second.filter(({ vkey }) => !first.some((key) => key.vkey === vkey))];
}
