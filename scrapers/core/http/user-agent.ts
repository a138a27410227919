import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Env } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';

/** The product token that robots.txt files can name. */
export const productToken = 'PublicDossier';

const manifest = z.object({ version: z.string() });

/**
 * Who asks, for whoever runs the asked server: name, version, what for, and where to complain.
 *
 * @throws DossierError `environment` without a contact: nobody is asked anonymously
 */
export function toUserAgent(env: Pick<Env, 'CONTACT_EMAIL' | 'SITE_URL'>): string {
  if (env.CONTACT_EMAIL === undefined) {
    throw new DossierError('environment', {
      what: 'Whoever is asked must be able to ask back, and CONTACT_EMAIL is not set',
      where: 'environment or .env',
      mend: 'Set CONTACT_EMAIL to an address that somebody reads; it is sent with each request. Files that you saved yourself need none.',
    });
  }
  const path = new URL('../../../package.json', import.meta.url);
  const { version } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  const purpose = env.SITE_URL === undefined ? 'public record of surveillance programs' : `+${env.SITE_URL}`;
  return `${productToken}/${version} (${purpose}; ${env.CONTACT_EMAIL})`;
}
