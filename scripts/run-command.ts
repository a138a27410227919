import { toCliLine } from '#lib/errors.ts';

/** Runs a script's body: an error becomes one line on stderr and exit code 1; `DEBUG=1` adds the stack trace. */
export async function runCommand(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.error(toCliLine(error));
    if (process.env.DEBUG !== undefined) console.error(error);
    process.exitCode = 1;
  }
}
