import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Dates that silently depend on the machine's zone fail here: Apia is a day ahead of most of the world.
    // Empty counts as not set: no test can reach a database that the caller or .env names.
    env: { TZ: 'Pacific/Apia', DATABASE_URL: '' },
    pool: 'forks',
    // Vitest leaves one core free; on two cores that is half the machine, idle whenever the one test waits for Postgres.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // They are pure: a process and its modules serve many files, which takes a third of the time.
          isolate: false,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/setup/fail-on-console-error.ts'],
          // Against tests that hang, not against busy machines: the default of 5 s is near what the longest takes.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/setup/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'data',
          include: ['tests/data/**/*.test.ts'],
          globalSetup: ['tests/setup/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
