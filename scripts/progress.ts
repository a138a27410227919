/** Prints a step's title at once and its duration at the end; `report` prints indented lines between. */
export async function step<T>(
  title: string,
  work: (report: (line: string) => void) => Promise<T> | T,
): Promise<T> {
  const started = performance.now();
  console.log(`• ${title}`);
  const result = await work((line) => console.log(`    ${line}`));
  console.log(`    done in ${formatSeconds(performance.now() - started)}`);
  return result;
}

/** `0.4 s`, `3 min 5 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
