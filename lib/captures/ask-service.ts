import { request } from 'undici';
import { getErrorCode } from '#lib/errors.ts';

export type ServiceAnswer = { status: number; mediaType: string; bytes: Buffer };

/** What was sent, by whom; the answer is taken into memory up to `maxBytes`. */
export type ServiceQuestion = {
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Milliseconds for everything. Default 60 s. */
  timeout?: number;
  /** Default 1 MB. */
  maxBytes?: number;
};

/**
 * Asks a service that the operator configured (an archive, a timestamp authority): no redirects, caps on time and bytes. Addresses that come
 * from anybody else go through `safeGet`.
 *
 * @returns the reason where there is no answer: such services fail often, and nothing waits for them
 */
export async function askService(url: URL, question: ServiceQuestion): Promise<ServiceAnswer | string> {
  const { method, headers, body, timeout = 60_000, maxBytes = 1_000_000 } = question;
  try {
    const response = await request(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      signal: AbortSignal.timeout(timeout),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) {
        response.body.destroy();
        return `${url.host} answered with more than ${maxBytes} bytes`;
      }
      chunks.push(bytes);
    }
    const type = response.headers['content-type'];
    return {
      status: response.statusCode,
      mediaType: typeof type === 'string' ? type : '',
      bytes: Buffer.concat(chunks),
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${url.host} did not answer (${getErrorCode(error) ?? error.name})`;
  }
}

/** JSON of an answer, or undefined: services answer with pages of HTML when they are down. */
export function readJson({ bytes }: ServiceAnswer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
