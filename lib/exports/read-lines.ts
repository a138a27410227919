import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { DossierError } from '#lib/errors.ts';

/**
 * The rows of a JSON-lines file, each checked against `schema`; one line is held at a time.
 *
 * @throws DossierError `integrity` with file and line for a line that is no such row
 */
export async function* readJsonLines<S extends z.ZodType>(
  file: string,
  schema: S,
): AsyncGenerator<{ text: string; row: z.infer<S> }> {
  let line = 0;
  for await (const text of readLines(file)) {
    line += 1;
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) {
      throw new DossierError('integrity', {
        what: 'This line of the export is not what it must be',
        where: `${file}:${line}`,
        mend: 'Get the export again; it was changed or cut off.',
      });
    }
    yield { text, row: parsed.data };
  }
}

/** The lines of a text file without their ends. Only `\n` ends a line: JSON may hold U+2028 and the like. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
