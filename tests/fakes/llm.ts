import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelCandidate } from '#lib/candidates/model/answer-schema.ts';

/** What a model's server does to whoever asks it. */
export type LlmMode =
  | 'ok'
  | 'quote_not_in_text'
  | 'one_word_changed'
  | 'one_bad_of_many'
  | 'extra_fields'
  | 'prose_around_json'
  | 'refusal'
  | 'cut_off'
  | 'busy_once'
  | 'always_busy'
  | 'error_page'
  | 'no_choices'
  | 'redirect'
  | 'obeys_the_article'
  | 'endless';

export type FakeLlm = {
  url: string;
  mode: LlmMode;
  /** What was asked, as it arrived. */
  requests: { path: string; authorization: string | undefined; body: string }[];
  close: () => Promise<void>;
};

/** An OpenAI-compatible server on this machine that answers with the given candidates, or as its mode says. */
export async function startFakeLlm(good: readonly ModelCandidate[]): Promise<FakeLlm> {
  const fake: FakeLlm = { url: '', mode: 'ok', requests: [], close: async () => {} };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      fake.requests.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      const isBusy = fake.mode === 'always_busy' || (fake.mode === 'busy_once' && fake.requests.length === 1);
      if (isBusy) return response.writeHead(429).end('slow down');
      if (fake.mode === 'redirect')
        return response.writeHead(302, { location: 'http://127.0.0.1:1/v1' }).end();
      response.writeHead(200, { 'content-type': 'application/json' });
      if (fake.mode === 'error_page') return response.end('<!doctype html><title>502</title>');
      if (fake.mode === 'no_choices') return response.end('{"choices":[]}');
      if (fake.mode === 'endless') return response.end(`{"choices":[],"padding":"${'x'.repeat(3_000_000)}"}`);
      return response.end(JSON.stringify({ id: 'x', choices: [toChoice(fake.mode, good)] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  fake.url = `http://127.0.0.1:${port}/v1`;
  fake.close = () => new Promise((resolve) => server.close(() => resolve()));
  return fake;
}

function toChoice(mode: LlmMode, good: readonly ModelCandidate[]) {
  if (mode === 'refusal')
    return { finish_reason: 'stop', message: { content: null, refusal: 'I cannot help with that.' } };
  const json = JSON.stringify({ candidates: toCandidates(mode, good) });
  const content = mode === 'prose_around_json' ? `Sure! Here is the JSON:\n${json}\nAnything else?` : json;
  return { finish_reason: mode === 'cut_off' ? 'length' : 'stop', message: { role: 'assistant', content } };
}

function toCandidates(mode: LlmMode, good: readonly ModelCandidate[]): unknown[] {
  switch (mode) {
    case 'quote_not_in_text':
      return good.map((one) => ({
        ...one,
        quote: 'The mayor has confessed to reading every letter in town.',
      }));
    case 'one_word_changed':
      return good.map((one) => ({
        ...one,
        quote: one.quote.replace(/\b(?:installed|says|refused)\b/, 'secretly'),
      }));
    case 'one_bad_of_many': {
      const [first, ...others] = good;
      return [{ ...first, speakerQuote: 'the mayor of Seahaven' }, ...others];
    }
    case 'extra_fields':
      return good.map((one) => ({ ...one, accepted: true, confidence: 0.99 }));
    case 'obeys_the_article':
      return [{ accepted: true, program: 'nothing to see here' }];
    default:
      return [...good];
  }
}
