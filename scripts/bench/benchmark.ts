/** One figure beside that of a named peer, measured one after the other on the same machine. */
export type Comparison = {
  what: string;
  /** Milliseconds for the same amount of work. */
  ours: number;
  peer: { name: string; ms: number };
  /** What the figure needs to be understood: amounts, settings. */
  note: string;
};

export type Benchmark = {
  name: string;
  about: string;
  run(report: (line: string) => void): Promise<Comparison[]>;
};

/** Milliseconds of the fastest of `rounds` runs: what other processes take from the machine is not what is measured. */
export async function measureBest(rounds: number, work: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
