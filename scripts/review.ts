import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emitKeypressEvents } from 'node:readline';
import { parseArgs } from 'node:util';
import { type CandidatesFile, candidatesFile } from '#lib/candidates/candidate-schema.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { appendToLog, lockLog, toLogPath } from '#lib/review/decision-log.ts';
import { type Key, parseKeys, toKeyPress } from '#lib/review/keys.ts';
import { openFile, openWork } from '#lib/review/open-work.ts';
import type { Prepared } from '#lib/review/prepare.ts';
import { press } from '#lib/review/press.ts';
import { toScreen } from '#lib/review/screen.ts';
import type { Session } from '#lib/review/session.ts';
import { openStoredReview, readKnowledge, writeClaims } from '#lib/review/stored-review.ts';
import { refuseForeignFile } from '#lib/review/write-claims-file.ts';
import { ReviewWriter } from '#lib/review/writer.ts';
import { runCommand } from './run-command.ts';

const usage =
  'npm run review -- <work slug> --reader <pseudonym> [--out <file>] [--script <keys>], or <file> --work work.<slug> --title "…" --reader <pseudonym> [--kind article] [--language en] [--published 2026-11-26] [--publisher org.…]; with --candidates <json> those of npm run candidates are reviewed';

const dataFolder = resolve(import.meta.dirname, '../data');

/** Candidates of a work to claims, by keys alone. Each decision is on the disk before the next key is read. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      reader: { type: 'string' },
      out: { type: 'string' },
      script: { type: 'string' },
      work: { type: 'string' },
      title: { type: 'string' },
      kind: { type: 'string', default: 'article' },
      language: { type: 'string', default: 'en' },
      published: { type: 'string' },
      publisher: { type: 'string' },
      candidates: { type: 'string' },
    },
  });
  const [source] = positionals;
  const by = values.reader;
  if (source === undefined || by === undefined) {
    throw new DossierError('bad_request', {
      what: 'A work and the pseudonym of its reader (small letters, digits and -) are needed',
      mend: usage,
    });
  }
  const writer = ReviewWriter.atTerminal(by);
  const script = values.script === undefined ? undefined : parseKeys(readFileSync(values.script, 'utf8'));
  if (script === undefined && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new DossierError('bad_request', {
      what: 'The review is driven by keys and needs a terminal',
      mend: 'Run it in a terminal, or give the keys in a file with --script <file>.',
    });
  }
  const env = getEnv();
  const worksFolder = join(dataFolder, 'works');
  const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR, dataFolder, worksFolder };
  const work = existsSync(source)
    ? await openFile(
        source,
        {
          id: values.work ?? '',
          title: values.title ?? '',
          kind: values.kind,
          language: values.language,
          ...(values.published === undefined ? {} : { published: values.published }),
          ...(values.publisher === undefined ? {} : { publisher: values.publisher }),
        },
        folders,
        new Date().toISOString().slice(0, 10),
      )
    : openWork(source, worksFolder, folders);
  const out = values.out ?? join(dataFolder, 'works', `${work.work.id.slice('work.'.length)}.yaml`);
  refuseForeignFile(out);
  const logPath = toLogPath(env.DATA_DIR, work.work.id);
  const unlock = lockLog(logPath);
  process.once('exit', unlock);
  const prepared = openStoredReview({
    work,
    knowledge: await readKnowledge(dataFolder),
    folders,
    writer,
    now: () => new Date(),
    candidates: values.candidates === undefined ? undefined : readCandidates(values.candidates),
  });
  const seat = { prepared, writer, logPath };
  const end = await (script === undefined ? reviewByHand(seat) : runScript(seat, script));
  finish(seat, end, out);
});

/** Candidates that were found before, such as those of a language model. */
function readCandidates(path: string): CandidatesFile {
  const parsed = candidatesFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new DossierError('invalid_input', {
    what: 'This is no list of candidates',
    where: path,
    mend: 'Make it with: npm run candidates -- <file> --json <list>.',
  });
}

type Seat = { prepared: Prepared; writer: ReviewWriter; logPath: string };

/** The session after a key, with its decisions on the disk. */
function take({ prepared, writer, logPath }: Seat, session: Session, key: Key): Session {
  const next = press(prepared.context, session, key);
  appendToLog(writer, logPath, next.fresh);
  return { ...next, fresh: [] };
}

function runScript(seat: Seat, keys: readonly Key[]): Session {
  let { session } = seat.prepared;
  for (const key of keys) {
    session = take(seat, session, key);
    if (session.isLeft) break;
  }
  for (const line of toScreen(seat.prepared.context, session)) console.log(line);
  return session;
}

function reviewByHand(seat: Seat): Promise<Session> {
  const { stdin, stdout } = process;
  let { session } = seat.prepared;
  const show = () => {
    stdout.write(`\x1b[2J\x1b[H${toScreen(seat.prepared.context, session).join('\r\n')}\r\n`);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  show();
  return new Promise((done, fail) => {
    const close = () => {
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
    };
    const onKey = (text: string | undefined, pressed: { name?: string; ctrl?: boolean }) => {
      try {
        if (pressed.ctrl === true && (pressed.name === 'c' || pressed.name === 'd'))
          session = { ...session, isLeft: true };
        for (const key of toKeyPress(text, pressed)) session = take(seat, session, key);
        show();
      } catch (error) {
        close();
        fail(error);
        return;
      }
      if (!session.isLeft) return;
      close();
      done(session);
    };
    stdin.on('keypress', onKey);
  });
}

function finish({ prepared: { context, outdated }, writer }: Seat, session: Session, out: string): void {
  const written = writeClaims(writer, context.work, session.state, out);
  if (outdated.length > 0)
    console.log(
      `${outdated.length} passage(s) were decided before and are open again: their words have changed.`,
    );
  if (written === undefined) {
    console.log('No claim is accepted yet, so no file is written. The decisions are kept.');
    return;
  }
  console.log(
    `${out}: ${written.file.claims.length} claims; ${written.asking.size} ask for a second reader and carry single_reader.`,
  );
  const open = [...context.passages.keys()].filter((index) => {
    const key = context.passages[index]?.key ?? '';
    const state = session.state.get(key);
    return (
      (state?.drafts ?? []).some(({ status }) => status === 'open') ||
      (state === undefined && context.passages[index]?.candidate.found !== undefined)
    );
  });
  console.log(
    open.length === 0 ? 'Every candidate is decided.' : `${open.length} candidate(s) are still open.`,
  );
  console.log('Bring it into the database with: npm run ingest -- <that file>');
}
