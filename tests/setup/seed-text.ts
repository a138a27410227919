import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** File name of the first work's text, which never enters this repository. */
export const seedFileName = 'bloomberg-2016-03-03-china-pre-crime.txt';

const seedPath = join(process.env.SEED_DIR || '../shared/seed', seedFileName);

/** The first work's text, or undefined where SEED_DIR does not hold it. */
export const seedText = existsSync(seedPath) ? readFileSync(seedPath, 'utf8') : undefined;

/** The reason to print beside a test that needs the text. */
export const seedAbsence = `skipped: the first work's text is not at ${seedPath} (set SEED_DIR)`;
