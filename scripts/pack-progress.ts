import { MultiBar, Presets } from 'cli-progress';
import type { LoadProgress } from '#lib/datasets/load.ts';

/**
 * Shows the load of packs: bars on a terminal, elsewhere one line a dataset.
 * Pass `show` as `onProgress` of `loadPacks`, and call `end` when it is over, whatever the outcome.
 */
export function createPackProgress(report: (line: string) => void, terminal = process.stdout.isTTY === true) {
  if (!terminal) {
    return {
      show: ({ dataset, phase, total }: LoadProgress) => {
        if (phase === 'done') report(`${dataset}: ${total} rows`);
        if (phase === 'skipped') report(`${dataset}: unchanged`);
      },
      end: () => {},
    };
  }
  const bars = new MultiBar(
    { format: '    {bar} {dataset} {value}/{total} {phase}', hideCursor: true },
    Presets.shades_classic,
  );
  const byDataset = new Map<string, ReturnType<MultiBar['create']>>();
  return {
    show: ({ dataset, phase, done, total }: LoadProgress) => {
      const bar = byDataset.get(dataset) ?? bars.create(total, 0, { dataset, phase });
      byDataset.set(dataset, bar);
      bar.update(done, { dataset, phase });
    },
    end: () => bars.stop(),
  };
}
