import type { IncomingMessage } from 'node:http';
import { relative } from 'node:path';
import { DossierError, toHttpStatus } from '#lib/errors.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fields } from '#lib/review/ask-field.ts';
import { readLog, toLogPath } from '#lib/review/decision-log.ts';
import { toPhrases } from '#lib/review/phrases.ts';
import { getPassage, goTo, type Session } from '#lib/review/session.ts';
import { toWorkPath } from '#lib/review/stored-review.ts';
import { type Reply, toEmptyReply, toTextReply } from '#lib/site/reply.ts';
import { getAsset } from './assets.ts';
import { decideAt, findQuestion, isTouched, type Outcome } from './decide.ts';
import type { Desk, OpenReview } from './desk.ts';
import { findAsking, findWorks } from './find-works.ts';
import { readForm } from './gate.ts';
import { type Html, html } from './html.ts';
import { type Place, type Post, placeSchema, postSchema, toAddress, toFields } from './place.ts';
import { type Published, publish } from './publish.ts';
import { Typing } from './typing.ts';
import { describe, describedSchema, findUndescribed } from './undescribed.ts';
import { toDescribe } from './views/describe.ts';
import type { Carried } from './views/hidden.ts';
import { fill, toPage } from './views/layout.ts';
import { toOptions, toQuestion } from './views/question.ts';
import { toReview } from './views/review.ts';
import { toWelcome } from './views/welcome.ts';
import { toQueue, toWorks } from './views/works.ts';

type Options = {
  desk: Desk;
  /** Random, of this start. */
  token: string;
};

/** What the desk answers. Callers have been checked before; here a request is parsed, done and shown. */
export class DeskRoutes {
  readonly #desk: Desk;
  readonly #token: string;
  readonly #typing: Typing;
  readonly #published = new Map<string, Published>();

  constructor({ desk, token }: Options) {
    this.#desk = desk;
    this.#token = token;
    this.#typing = new Typing(desk.folders.dataDir);
  }

  async answer(request: IncomingMessage, url: URL): Promise<Reply> {
    try {
      return await this.#route(request, url);
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      return toErrorPage(error, url.searchParams.get('reader') ?? undefined);
    }
  }

  async #route(request: IncomingMessage, { pathname, searchParams }: URL): Promise<Reply> {
    const [, root, section, name, part, ...more] = pathname.split('/');
    if (pathname === '/') return toEmptyReply(303, { location: '/desk' });
    if (root !== 'desk' || more.length > 0) return toTextReply(404, 'Not found.');
    if (request.method === 'POST') {
      if (section === 'describe' && name === undefined)
        return this.#takeDescription(await readForm(request, this.#token));
      if (section !== 'works' || name === undefined || part !== undefined)
        return toTextReply(404, 'Not found.');
      return this.#post(name, await readForm(request, this.#token));
    }
    if (section === 'assets' && name !== undefined && part === undefined) return getAsset(name);
    if (section === undefined) return this.#welcome(searchParams);
    if (section === 'describe' && name === undefined) return this.#describe(searchParams);
    if (section === 'second' && name === undefined) return this.#queue(searchParams);
    if (section === 'works' && name !== undefined && part === undefined)
      return this.#review(name, searchParams);
    if (section === 'works' && name !== undefined && part === 'phrases')
      return this.#phrases(name, searchParams);
    return toTextReply(404, 'Not found.');
  }

  async #welcome(parameters: URLSearchParams): Promise<Reply> {
    const { welcome, list } = getMessages().desk;
    const given = parameters.get('reader');
    const parsed = placeSchema.shape.reader.safeParse(given);
    if (!parsed.success)
      return toHtml(given === null ? 200 : 400, {
        title: welcome.title,
        body: toWelcome(given ?? undefined),
      });
    const reader = parsed.data;
    const works = await findWorks(this.#desk, reader);
    const waiting = findUndescribed(this.#desk);
    return toHtml(200, { title: list.title, reader, body: toWorks(works, waiting, reader) });
  }

  #describe(parameters: URLSearchParams, problem?: string): Reply {
    const { reader } = parsePlace(parameters);
    const media = parameters.get('media');
    const capture = findUndescribed(this.#desk).find(({ block }) => block.mediaSha256 === media);
    if (capture === undefined) return toTextReply(404, 'Not found.');
    const given = Object.fromEntries(parameters);
    const body = toDescribe({ capture, token: this.#token, reader, given, problem });
    return toHtml(problem === undefined ? 200 : 422, {
      title: getMessages().desk.describe.title,
      reader,
      body,
    });
  }

  #takeDescription(form: URLSearchParams): Reply {
    const { reader } = parsePlace(form);
    const parsed = describedSchema.safeParse(toFields(form));
    if (!parsed.success) {
      const what = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      return this.#describe(form, fill(getMessages().desk.describe.wrong, { what }));
    }
    try {
      describe(this.#desk, this.#desk.toWriter(reader), parsed.data);
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      return this.#describe(form, `${error.what}. ${error.mend}`);
    }
    return toEmptyReply(303, { location: toAddress(parsed.data.slug, { reader, a: [], q: '' }) });
  }

  async #queue(parameters: URLSearchParams): Promise<Reply> {
    const { reader } = parsePlace(parameters);
    const asking = await findAsking(this.#desk, reader);
    return toHtml(200, { title: getMessages().desk.queue.title, reader, body: toQueue(asking, reader) });
  }

  async #review(slug: string, parameters: URLSearchParams): Promise<Reply> {
    const place = parsePlace(parameters);
    const review = await this.#desk.open(slug, place.reader);
    if (parameters.has('options')) return this.#options(review, place);
    const said = parameters.get('said') ?? '';
    return this.#show(review, place, { status: 200, message: said.slice(0, 400) });
  }

  /** The list of a question alone, for who types into it. */
  #options(review: OpenReview, place: Place): Reply {
    const session = toSession(review, place);
    const asked =
      place.ask === undefined
        ? { problem: '' }
        : findQuestion(review.prepared.context, session, place.ask, place.a);
    if ('problem' in asked || asked.prompt.kind !== 'pick') return toTextReply(409, 'Nothing asks for this.');
    return toFragment(toOptions(asked.prompt, place.q));
  }

  /** Texts that lines are completed from. */
  async #phrases(slug: string, parameters: URLSearchParams): Promise<Reply> {
    const place = parsePlace(parameters);
    const review = await this.#desk.open(slug, place.reader);
    const { context } = review.prepared;
    const session = toSession(review, place);
    const field = fields.find((one) => one === place.ask);
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: Buffer.from(JSON.stringify(toPhrases(context, session, field))),
    };
  }

  #show(review: OpenReview, place: Place, { status, message, typed }: Shown): Reply {
    const { slug, prepared } = review;
    const { context } = prepared;
    const session = toSession(review, place);
    const carried: Carried = {
      token: this.#token,
      reader: place.reader,
      seen: session.lineCount,
      passage: context.passages[session.at]?.key ?? '',
      at: session.at + 1,
      draft: session.draft,
    };
    const { ask } = place;
    const asked = ask === undefined ? undefined : findQuestion(context, session, ask, place.a);
    const problem = asked !== undefined && 'problem' in asked ? asked.problem : message;
    const here = { ...place, at: session.at + 1, draft: session.draft };
    const question =
      ask === undefined || asked === undefined || 'problem' in asked
        ? undefined
        : toQuestion({
            slug,
            place: { ...here, ask },
            carried,
            prompt: asked.prompt,
            problem: status === 200 ? undefined : message,
            typed: typed ?? this.#typing.get(slug, toQuestionKey({ ...here, ask, passage: carried.passage })),
          });
    const body = toReview({
      slug,
      context,
      session,
      carried,
      review,
      question,
      message: question === undefined ? problem : '',
      isProblem: status !== 200 || (asked !== undefined && 'problem' in asked),
      published: this.#published.get(slug),
      file: toShownPath(toWorkPath(this.#desk.folders, context.work.work.id)),
    });
    return toHtml(status, { title: context.work.work.title, reader: place.reader, body });
  }

  async #post(slug: string, form: URLSearchParams): Promise<Reply> {
    const parsed = postSchema.safeParse(toFields(form));
    if (!parsed.success) {
      throw new DossierError('bad_request', {
        what: 'This form is not one of the desk',
        mend: 'Reload the page and decide again; nothing was changed.',
      });
    }
    const post = parsed.data;
    if (post.do === 'publish') return this.#publish(slug, post);
    if (post.do === 'typing') return this.#keepTyping(slug, post);
    return this.#decide(slug, post);
  }

  async #decide(slug: string, post: Exclude<Post, { do: 'publish' | 'typing' }>): Promise<Reply> {
    const { reader } = post;
    const logPath = toLogPath(this.#desk.folders.dataDir, `work.${slug}`);
    let outcome: Outcome | undefined;
    try {
      await this.#desk.change(slug, reader, (review) => {
        outcome = decideAt(review, post, readLog(logPath));
        return outcome.session;
      });
    } catch (error) {
      if (!(error instanceof DossierError) || error.code !== 'conflict') throw error;
      const review = await this.#desk.open(slug, reader);
      const at = review.prepared.context.passages.findIndex(({ key }) => key === post.passage) + 1;
      const place: Place = { reader, at: Math.max(at, 1), draft: post.draft, a: [], q: '' };
      return this.#show(review, place, { status: 409, message: `${error.what}. ${error.mend}` });
    }
    if (outcome === undefined) throw new Error('A change of the desk decided nothing');
    const { session, ask, answers } = outcome;
    const isFilling =
      session.isFilling || (post.do === 'answer' && post.fill !== undefined && ask !== undefined);
    const place: Place = {
      reader,
      at: session.at + 1,
      draft: session.draft,
      ask,
      a: [...answers],
      q: '',
      fill: isFilling && ask !== undefined ? '1' : undefined,
    };
    const isRefused = session.fresh.length === 0 && session.message !== '';
    if (isRefused) {
      const review = await this.#desk.open(slug, reader);
      const typed = post.do === 'answer' ? post.value : undefined;
      return this.#show(review, place, { status: 422, message: session.message, typed });
    }
    if (post.do === 'answer') this.#typing.keep(this.#desk.toWriter(reader), slug, toQuestionKey(post), '');
    if (session.message !== '' && ask === undefined && session.fresh.length > 0) {
      const address = toAddress(slug, place);
      return toEmptyReply(303, { location: `${address}&said=${encodeURIComponent(session.message)}` });
    }
    return toEmptyReply(303, { location: toAddress(slug, place) });
  }

  #keepTyping(slug: string, post: Extract<Post, { do: 'typing' }>): Reply {
    if (!this.#desk.findSlugs().includes(slug)) return toTextReply(404, 'Not found.');
    const log = readLog(toLogPath(this.#desk.folders.dataDir, `work.${slug}`));
    // What is saved may arrive after the answer that it became; it would then stand in the way of that.
    if (!isTouched(log, post.seen, post.passage))
      this.#typing.keep(this.#desk.toWriter(post.reader), slug, toQuestionKey(post), post.value);
    return toEmptyReply(204);
  }

  async #publish(slug: string, { reader, reason }: Extract<Post, { do: 'publish' }>): Promise<Reply> {
    await this.#desk.open(slug, reader);
    this.#published.set(slug, await publish(this.#desk, this.#desk.toWriter(reader), slug, reason));
    return toEmptyReply(303, { location: `${toAddress(slug, { reader, a: [], q: '' })}#publish-title` });
  }
}

type Shown = { status: number; message: string; typed?: string | undefined };

/** A line that is being typed belongs to one reader, sentence, claim and question. */
function toQuestionKey({
  reader,
  passage,
  draft,
  ask,
  a,
}: Pick<Extract<Post, { do: 'typing' }>, 'reader' | 'passage' | 'ask' | 'a'> & { draft: number }): unknown[] {
  return [reader, passage, draft, ask, ...a];
}

/** The session of a review with its cursor at a place; the next open candidate where the place says none. */
function toSession({ prepared: { context, session } }: OpenReview, { at, draft }: Place): Session {
  if (at === undefined) return session;
  const there = goTo(context, session, at - 1);
  const isThere = getPassage(context, there).drafts.some(({ number }) => number === draft);
  return draft === 0 || (draft !== undefined && isThere) ? { ...there, draft } : there;
}

/** From the folder of the project, where it lies in that. */
function toShownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown.startsWith('..') ? path : shown;
}

function parsePlace(parameters: URLSearchParams): Place {
  const parsed = placeSchema.safeParse(toFields(parameters));
  if (parsed.success) return parsed.data;
  throw new DossierError('bad_request', {
    what: 'This address is not one of the desk',
    mend: 'Begin at the list of works.',
  });
}

function toHtml(status: number, page: Parameters<typeof toPage>[0]): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(toPage(page)),
  };
}

function toFragment(fragment: Html): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(fragment.text),
  };
}

function toErrorPage(error: DossierError, reader: string | undefined): Reply {
  const { errors } = getMessages().desk;
  const known = placeSchema.shape.reader.safeParse(reader).data;
  const back = known === undefined ? '/desk' : `/desk?${new URLSearchParams({ reader: known })}`;
  const body = html`<div class="narrow"><h1>${errors.title}</h1><p>${error.what}${error.where === undefined ? '' : ` (${error.where})`}. ${error.mend}</p><p><a href="${back}">${errors.back}</a></p></div>`;
  return toHtml(toHttpStatus(error), { title: errors.title, reader: known, body });
}
