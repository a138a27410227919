import { getEnv } from '#lib/env.ts';
import { LedgerFolder } from './ledger-folder.ts';

/** The verifier keys that sign this installation's log, as readers keep them; none before the first signature. */
export function readPublishedKeys(): string[] {
  const text = new LedgerFolder(getEnv().DATA_DIR).readPublic('keys.txt')?.toString('utf8') ?? '';
  return text.split('\n').filter((line) => line !== '');
}
