import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { askArchives, findArchives } from '#lib/captures/ask-archives.ts';
import { requestTimestamp } from '#lib/captures/timestamp.ts';
import type { Env } from '#lib/env.ts';
import { DossierError, toCliLine } from '#lib/errors.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';

/**
 * Asks the configured archives for a copy of an address and prints what belongs under `archives` of the claims file. Whatever they answer
 * is no reason to fail: the capture is here.
 *
 * @returns true when something is worth asking again
 */
export async function archiveAddress(address: string, env: Env): Promise<boolean> {
  const services = findArchives(env);
  if (services.length === 0) {
    console.error('No public archive is asked: set WAYBACK_KEY or PERMA_KEY (.env.example).');
    return false;
  }
  if (env.CONTACT_EMAIL === undefined) {
    console.error('No public archive is asked without CONTACT_EMAIL.');
    return false;
  }
  console.error(`Asking ${services.join(' and ')} for a copy of ${address} (three minutes at most)`);
  const outcomes = await askArchives(address, {
    settings: env,
    userAgent: toUserAgent(env),
    sleep: (ms) => sleep(ms),
  });
  const archives = outcomes.flatMap((outcome) => (outcome.kind === 'saved' ? [outcome.archive] : []));
  if (archives.length > 0)
    console.log(stringify({ archives }, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }));
  for (const outcome of outcomes)
    if (outcome.kind !== 'saved') console.error(`${outcome.kind}: ${outcome.reason}`);
  return outcomes.some(({ kind }) => kind === 'later' || kind === 'quota');
}

/** Has the configured authority sign the hash of a capture. A failure is told and changes nothing. */
export async function stampCapture(mediaSha256: string, env: Env): Promise<void> {
  const { TSA_URL: url, TSA_CA_FILE: certificates } = env;
  if (url === undefined) return;
  const userAgent = env.CONTACT_EMAIL === undefined ? undefined : toUserAgent(env);
  try {
    const stamp = await requestTimestamp(env.DATA_DIR, mediaSha256, { url, certificates, userAgent });
    if (stamp === undefined) console.error('A timestamp is there already.');
    else
      console.error(
        `Timestamp of ${stamp.at} kept${stamp.checked ? ', its signature checked' : '; its signature is not checked without TSA_CA_FILE'}`,
      );
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    console.error(toCliLine(error));
  }
}
