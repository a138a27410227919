import { toCodePointText } from '#lib/captures/code-points.ts';
import { indexText, rawSlice, sha256 } from '#lib/captures/indexed-text.ts';
import type { Env } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import type { Candidate, CandidatesFile } from '../candidate-schema.ts';
import { toAnchored } from '../find-candidates.ts';
import { findDatesIn } from '../find-dates-in.ts';
import { toPlainView } from '../plain-view.ts';
import { splitSentences } from '../sentences.ts';
import { modelAnswer } from './answer-schema.ts';
import { type Anchored, type Checked, checkAnswer } from './check-answer.ts';
import { complete } from './complete.ts';
import { promptHash, toConversations } from './prompt.ts';

/** An answer of which more than this part does not stand in the text is not trusted in the rest either. */
const mostFailed = 0.3;

/**
 * Asks a language model for candidates of a text that the patterns found to be about surveillance. Off unless LLM_BASE_URL and LLM_MODEL are
 * set. Whatever the model returns is kept only where it stands in the text word by word.
 *
 * @param found what the patterns gave for the same text: its language, date and gate are used, not its candidates
 * @throws DossierError `environment` when no model is set, `bad_request` when it cannot be asked, `invalid_input` when its answer is unusable
 */
export async function askModel(
  raw: string,
  found: CandidatesFile,
  env: Pick<Env, 'LLM_BASE_URL' | 'LLM_MODEL' | 'LLM_API_KEY'>,
): Promise<CandidatesFile> {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = env;
  if (baseUrl === undefined || model === undefined) {
    throw new DossierError('environment', {
      what: 'No language model is set',
      mend: 'Set LLM_BASE_URL and LLM_MODEL, or leave the model out; .env.example explains both.',
    });
  }
  if (!found.gate.isRelevant) return { ...found, extractor: toExtractor(model, ''), candidates: [] };
  const indexed = indexText(raw);
  const text = toCodePointText(raw);
  const kept: Anchored[] = [];
  const answers: string[] = [];
  for (const messages of toConversations(splitSentences(toPlainView(raw), found.language))) {
    const answer = await complete(messages, { baseUrl, model, apiKey });
    answers.push(answer);
    kept.push(...readAnswer(checkAnswer(parseAnswer(answer), indexed)));
  }
  const byPlace = new Map(kept.map((one) => [`${one.passage.start}–${one.passage.end}`, one]));
  const toCandidate = (one: Anchored): Candidate => ({
    passage: toAnchored(one.passage, text),
    kind: one.kind,
    stance: one.stance,
    act:
      one.speaker === undefined
        ? 'publisher_voice'
        : one.stance === 'no_comment'
          ? 'non_response'
          : 'indirect_speech',
    ...(one.speaker !== undefined && { speaker: toAnchored(one.speaker, text) }),
    organizations: one.organizations.map((span) => toAnchored(span, text)),
    places: one.places.map((span) => toAnchored(span, text)),
    dates: one.dates.map((span) => {
      // The model only points at the words; what day they mean is our own reading.
      const edtf = findDatesIn(rawSlice(indexed, span), found.language, found.published);
      return { ...toAnchored(span, text), ...(edtf !== undefined && { edtf }) };
    }),
    laws: one.laws.map((span) => ({
      ...toAnchored(span, text),
      named: /\d|\p{Lu}.*\s\p{Lu}|《/u.test(rawSlice(indexed, span)),
    })),
    amounts: [],
  });
  const candidates = [...byPlace.values()].sort((a, b) => a.passage.start - b.passage.start).map(toCandidate);
  return { ...found, extractor: toExtractor(model, sha256(answers.join('\n'))), candidates };
}

/** Names the model, the prompt and the answer, so that a candidate can be traced to what produced it. */
function toExtractor(model: string, answerHash: string): string {
  return `model@1 ${model} prompt:${promptHash.slice(0, 12)} answer:${answerHash.slice(0, 12)}`;
}

/** JSON and nothing around it: an answer with talk in it did not follow the instructions, and may follow the article's. */
function parseAnswer(answer: string): unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch (cause) {
    throw refuse('The model did not answer with JSON alone', cause);
  }
  const parsed = modelAnswer.safeParse(json);
  if (!parsed.success) throw refuse('The model answered with JSON of another shape', parsed.error);
  return parsed.data.candidates;
}

function readAnswer(checked: Checked): Anchored[] {
  if (checked.strings === 0 || checked.failed / checked.strings <= mostFailed) return checked.kept;
  const reasons = Object.entries(checked.rejected).map(([reason, count]) => `${count} × ${reason}`);
  throw refuse(
    `${checked.failed} of the ${checked.strings} strings that the model returned are not in the text (${reasons.join('; ')}), so all of its answer is rejected`,
  );
}

function refuse(what: string, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what,
    mend: 'Review the candidates of the patterns, or try another model.',
    cause,
  });
}
