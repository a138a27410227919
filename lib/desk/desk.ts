import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Pool } from 'pg';
import { entityFiles } from '#lib/claims/entity-schema.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import type { Env } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { toNewsFolder } from '#lib/news/work-file.ts';
import type { ReviewedWork } from '#lib/review/claims-from-state.ts';
import { appendToLog, lockLog, toLogPath } from '#lib/review/decision-log.ts';
import { openWork } from '#lib/review/open-work.ts';
import { type Prepared, toNamed } from '#lib/review/prepare.ts';
import type { Session } from '#lib/review/session.ts';
import {
  type Knowledge,
  openStoredReview,
  type ReviewFolders,
  readKnowledge,
  toWorkPath,
  writeClaims,
} from '#lib/review/stored-review.ts';
import { refuseForeignFile } from '#lib/review/write-claims-file.ts';
import { ReviewWriter } from '#lib/review/writer.ts';

export type DeskOptions = {
  env: Pick<Env, 'SURFACE' | 'HOST'>;
  pool: Pool;
  folders: ReviewFolders;
  now?: () => Date;
};

/** A work on the desk, as one reader sees it. */
export type OpenReview = {
  slug: string;
  prepared: Prepared;
  /** Length of the log's file that it was read from; a longer log was written by somebody else. */
  logBytes: number;
};

const slugPattern = /^[a-z0-9][a-z0-9-]*$/;

/**
 * The works under review and what readers decide on them. It holds nothing that is not on the disk: a review is read again whenever its log has
 * grown, so that a terminal, a second desk and a crash lose nothing to each other.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #reviews = new Map<string, OpenReview>();
  #reading: Promise<Knowledge> | undefined;
  #knowledge: Knowledge | undefined;
  #entitiesSeen = '';

  /** @throws DossierError `forbidden` on any surface but the desk */
  constructor(options: DeskOptions) {
    this.#options = options;
    ReviewWriter.atDesk(options.env, 'nobody');
  }

  get folders(): ReviewFolders {
    return this.#options.folders;
  }

  get pool(): Pool {
    return this.#options.pool;
  }

  toWriter(reader: string): ReviewWriter {
    return ReviewWriter.atDesk(this.#options.env, reader);
  }

  /** Files that describe works: claims files, and news that was captured and that nobody has accepted a claim of yet. */
  findWorkFiles(): string[] {
    const { worksFolder, dataDir } = this.folders;
    return [worksFolder, join(toNewsFolder(dataDir), 'works')].flatMap((folder) =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith('.yaml') && slugPattern.test(basename(name, '.yaml')))
        .map((name) => join(folder, name)),
    );
  }

  /** Slugs of the works that have a file, in alphabetical order. */
  findSlugs(): string[] {
    return [...new Set(this.findWorkFiles().map((path) => basename(path, '.yaml')))].sort();
  }

  /**
   * The review of a work as it stands on the disk.
   *
   * @throws DossierError where the work, or the copy of its text, is not here, or its claims were written by hand
   */
  async open(slug: string, reader: string): Promise<OpenReview> {
    if (!slugPattern.test(slug)) throw notFound(slug);
    const writer = this.toWriter(reader);
    const knowledge = await this.#know();
    refuseForeignFile(toWorkPath(this.folders, `work.${slug}`));
    const key = `${slug} ${reader}`;
    const held = this.#reviews.get(key);
    if (held?.logBytes === sizeOf(toLogPath(this.folders.dataDir, `work.${slug}`))) return held;
    const work = held?.prepared.context.work ?? openWork(slug, this.folders.worksFolder, this.folders);
    const review = this.#read(slug, work, knowledge, writer);
    this.#reviews.set(key, review);
    return review;
  }

  /**
   * One change, alone: nobody else decides on this work meanwhile, whether at this desk, at another one or at a terminal. What was decided is on
   * the disk, in the log and in the claims file, when this returns.
   *
   * @param change pure; lines that it adds to `fresh` are what is decided
   * @throws DossierError `conflict` while another review holds the work
   */
  async change(slug: string, reader: string, change: (review: OpenReview) => Session): Promise<Session> {
    // Everything slow is read before the lock is taken; from there on nothing waits.
    await this.open(slug, reader);
    const writer = this.toWriter(reader);
    const logPath = toLogPath(this.folders.dataDir, `work.${slug}`);
    const unlock = lockLog(logPath);
    try {
      const review = this.#reread(slug, reader, writer);
      const session = change(review);
      if (session.fresh.length === 0) return session;
      appendToLog(writer, logPath, session.fresh);
      const { context } = review.prepared;
      const kept: Session = { ...session, fresh: [], prompt: undefined, message: '', isFilling: false };
      this.#reviews.set(`${slug} ${reader}`, {
        slug,
        prepared: { ...review.prepared, session: kept },
        logBytes: sizeOf(logPath),
      });
      writeClaims(writer, context.work, session.state, toWorkPath(this.folders, context.work.work.id));
      return session;
    } finally {
      unlock();
    }
  }

  /** As {@link open}, without waiting: the lock is held. */
  #reread(slug: string, reader: string, writer: ReviewWriter): OpenReview {
    const held = this.#reviews.get(`${slug} ${reader}`);
    const knowledge = this.#knowledge;
    if (held === undefined || knowledge === undefined) throw notFound(slug);
    const logBytes = sizeOf(toLogPath(this.folders.dataDir, `work.${slug}`));
    if (held.logBytes === logBytes) return held;
    return this.#read(slug, held.prepared.context.work, knowledge, writer);
  }

  #read(slug: string, work: ReviewedWork, knowledge: Knowledge, writer: ReviewWriter): OpenReview {
    // The size first: what is added meanwhile is then read twice rather than never.
    const logBytes = sizeOf(toLogPath(this.folders.dataDir, `work.${slug}`));
    const now = this.#options.now ?? (() => new Date());
    const prepared = openStoredReview({ work, knowledge, folders: this.folders, writer, now });
    return { slug, prepared, logBytes };
  }

  /** Reads what every work needs, so that the first page does not wait for it. */
  async warm(): Promise<void> {
    await this.#know();
  }

  /** Names, vocabularies and gazetteer; entities that were declared since, here or elsewhere, are added. */
  async #know(): Promise<Knowledge> {
    this.#reading ??= readKnowledge(this.folders.dataFolder).catch((error: unknown) => {
      this.#reading = undefined;
      throw error;
    });
    const knowledge = await this.#reading;
    this.#knowledge = knowledge;
    const entities = this.#stampEntities();
    if (entities !== this.#entitiesSeen) {
      for (const entity of readEntities(this.folders.dataFolder)) knowledge.names.add(toNamed(entity));
      this.#reviews.clear();
      this.#entitiesSeen = entities;
    }
    return knowledge;
  }

  #stampEntities(): string {
    return Object.keys(entityFiles)
      .map((name) => join(this.folders.dataFolder, 'entities', `${name}.yaml`))
      .map((path) => (existsSync(path) ? `${statSync(path).mtimeMs} ${statSync(path).size}` : ''))
      .join('|');
  }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

function notFound(slug: string): DossierError {
  return new DossierError('not_found', {
    what: `There is no work ${slug} here`,
    mend: 'Choose one from the list of works, or describe it in data/works first.',
  });
}
