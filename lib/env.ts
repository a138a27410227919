import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DossierError } from './errors.ts';
import { isLoopback } from './loopback.ts';

/** A variable that is set but empty counts as not set: compose files and shells produce such. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const origin = (fallback: string) =>
  optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an origin such as https://archive.example' })
      .transform((url) => new URL(url).origin),
  ).transform((url) => url ?? fallback);

const folder = (fallback: string) =>
  z
    .preprocess((value) => (value === '' ? undefined : value), z.string().default(fallback))
    .transform((path) => resolve(path));

const variables = z.object({
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host:5432/database'),
  ),
  PORT: optional(
    z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be 1–65535')
      .max(65_535, 'must be 1–65535'),
  ),
  HOST: optional(z.string()).transform((host) => host ?? '127.0.0.1'),
  SITE_URL: optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an origin such as https://dossier.example' })
      .transform((url) => new URL(url).origin),
  ),
  SEED_DIR: folder('../shared/seed'),
  DATA_DIR: folder('.data'),
  SURFACE: optional(
    z.enum(
      ['site', 'desk'],
      'must be "site" (what readers see) or "desk" (the review, on this machine alone)',
    ),
  ).transform((surface) => surface ?? 'site'),
  CONTACT_EMAIL: optional(z.email('must be an email address')),
  WAYBACK_URL: origin('https://web.archive.org'),
  WAYBACK_KEY: optional(z.string().regex(/^[^:\s]+:[^:\s]+$/, 'must look like access:secret')),
  PERMA_URL: origin('https://api.perma.cc'),
  PERMA_KEY: optional(z.string().regex(/^\S+$/, 'must be one word')),
  TSA_URL: optional(z.url({ protocol: /^https?$/, error: 'must be the address of a timestamp authority' })),
  TSA_CA_FILE: optional(z.string().transform((path) => resolve(path))),
  LLM_BASE_URL: optional(
    z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:8080/v1' }),
  ),
  LLM_MODEL: optional(z.string()),
  LLM_API_KEY: optional(z.string()),
  MAPBOX_TOKEN: optional(
    z
      .string()
      .regex(/^pk\.[\w.-]+$/, 'must be a public token of Mapbox: pk. and letters, digits, dots, dashes'),
  ),
  BASEMAP_PMTILES: optional(z.string().transform((path) => resolve(path))),
  NODE_ENV: optional(z.enum(['development', 'production', 'test'])),
});

/** Beside each other by default: somebody who reviews looks at the site meanwhile. */
const defaultPorts = { site: 3000, desk: 3001 } as const;

const schema = variables
  .refine(({ SURFACE, HOST }) => SURFACE !== 'desk' || isLoopback(HOST), {
    path: ['HOST'],
    error:
      'must be 127.0.0.1, ::1 or localhost with SURFACE=desk: the desk has no login and must not be reached from another machine',
  })
  .transform((env) => ({ ...env, PORT: env.PORT ?? defaultPorts[env.SURFACE] }));

/** Every setting that the environment can give, parsed; folders are absolute paths. */
export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * The environment, read once (with `.env` of the working folder for what is not set yet).
 *
 * @throws DossierError `environment` that names each wrong variable and the mend
 */
export function getEnv(): Env {
  if (parsed === undefined) {
    if (existsSync('.env')) process.loadEnvFile('.env');
    parsed = parseEnv(process.env);
  }
  return parsed;
}

/** Pure part of {@link getEnv}. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new DossierError('environment', {
    what: `The settings are wrong: ${problems.join('; ')}`,
    where: 'environment or .env',
    mend: 'Correct or remove that variable; .env.example explains each one.',
  });
}
