import { spawn } from 'node:child_process';

export type ToolResult = { code: number; output: string };

/**
 * Runs a Node program of a package under this Node.
 *
 * @param show print its output as it comes, beside collecting it
 */
export function runTool(
  args: string[],
  options: { show?: boolean; environment?: Record<string, string | undefined> } = {},
): Promise<ToolResult> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
  });
  // A signal that ends this process must not leave the tool running; SIGINT lets it clean up.
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      output += chunk;
      if (options.show === true) process.stdout.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', interrupt);
      resolve({ code: code ?? 1, output });
    });
  });
}
