import type { Pool } from 'pg';
import type { Env } from '#lib/env.ts';

/** What every command of `npm run news` gets. */
export type NewsContext = {
  pool: Pool;
  /** Connection string of the owner of the database. */
  url: string;
  env: Env;
  /** `data` of the repository. */
  dataFolder: string;
  now: () => Date;
  signal: AbortSignal;
  print: (line: string) => void;
  tell: (line: string) => void;
};
