import { z } from 'zod';
import { readStdinBytes } from '#lib/captures/read-stdin.ts';
import { DossierError } from '#lib/errors.ts';
import { parseFeedFile } from './parse-feed.ts';

// Runs in a process of its own (read-feed.ts): a line of JSON and the bytes of a feed on stdin, one JSON document on stdout. Markup of strangers is
// read here and nowhere else.

const header = z.strictObject({ mediaType: z.string(), address: z.string() });

const input = await readStdinBytes();
const end = input.indexOf(0x0a);
process.stdout.write(JSON.stringify(read()));

function read(): unknown {
  try {
    return {
      feed: parseFeedFile(
        input.subarray(end + 1),
        header.parse(JSON.parse(input.subarray(0, end).toString('utf8'))),
      ),
    };
  } catch (error) {
    if (error instanceof DossierError) return { refused: { what: error.what, mend: error.mend } };
    throw error;
  }
}
