import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { answerJsonSchema } from './answer-schema.ts';
import type { Message } from './prompt.ts';

export type ModelServer = { baseUrl: string; model: string; apiKey?: string | undefined };

const completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

const timeout = 120_000;
const maxResponseSize = 2_000_000;
const maxTokens = 6_000;
/** Waits before the second and third try of a busy server. */
const waits = [500, 2_000];

/**
 * One answer of an OpenAI-compatible server, as text. No tools, no temperature. The server is one that the operator named, mostly on the
 * same machine, so the guard against private addresses does not apply; redirects are not followed.
 *
 * @throws DossierError `bad_request` when the server cannot be asked or refuses, `invalid_input` for an answer without an end
 */
export async function complete(messages: readonly Message[], server: ModelServer): Promise<string> {
  const agent = new Agent({ maxResponseSize, headersTimeout: timeout, bodyTimeout: timeout });
  try {
    for (let attempt = 0; ; attempt += 1) {
      const { status, body } = await post(messages, server, agent);
      if (status === 200) return readCompletion(body);
      const wait = waits[attempt];
      const isBusy = status === 429 || status >= 500;
      if (!isBusy || wait === undefined)
        throw unreachable(`The model's server answered with status ${status}`, server);
      await sleep(wait);
    }
  } finally {
    await agent.destroy();
  }
}

async function post(
  messages: readonly Message[],
  server: ModelServer,
  dispatcher: Agent,
): Promise<{ status: number; body: string }> {
  try {
    const response = await request(`${server.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      dispatcher,
      method: 'POST',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/json',
        ...(server.apiKey !== undefined && { authorization: `Bearer ${server.apiKey}` }),
      },
      body: JSON.stringify({
        model: server.model,
        temperature: 0,
        max_tokens: maxTokens,
        messages,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'candidates', strict: true, schema: answerJsonSchema },
        },
      }),
    });
    return { status: response.statusCode, body: await response.body.text() };
  } catch (cause) {
    throw unreachable("The model's server did not answer", server, cause);
  }
}

function readCompletion(body: string): string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw unusable("The model's server did not answer with JSON", cause);
  }
  const choice = completion.safeParse(json).data?.choices[0];
  if (choice === undefined) throw unusable("The model's server answered with JSON of another shape");
  const { message, finish_reason: reason } = choice;
  if (typeof message.refusal === 'string') throw unusable('The model refused to answer');
  if (reason === 'length') throw unusable('The answer of the model was cut off');
  if (typeof message.content !== 'string') throw unusable('The model answered without text');
  return message.content;
}

function unreachable(what: string, { baseUrl }: ModelServer, cause?: unknown): DossierError {
  return new DossierError('bad_request', {
    what,
    // Without its query, which may hold a key.
    where: baseUrl.split('?')[0] ?? '',
    mend: 'Check LLM_BASE_URL, LLM_MODEL and LLM_API_KEY, or leave the model out.',
    cause,
  });
}

function unusable(what: string, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what,
    mend: 'Review the candidates of the patterns, or try another model.',
    cause,
  });
}
