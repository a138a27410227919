import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { RunEvent } from '../engine/run-input.ts';

export interface RunProgress {
  show: (event: RunEvent) => void;
  end: () => void;
}

/** Bars on a terminal (units, records, waits), otherwise one JSON line an event; `quiet` shows nothing. */
export function createRunProgress(options: {
  terminal: boolean;
  quiet: boolean;
  write: (line: string) => void;
}): RunProgress {
  if (options.quiet) return { show: () => {}, end: () => {} };
  if (!options.terminal) return { show: (event) => options.write(JSON.stringify(event)), end: () => {} };
  const bars = new MultiBar(
    {
      format: '  {bar} {dataset} {stage} {value}/{total} {note} {eta_formatted}',
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  const byDataset = new Map<string, SingleBar>();
  const barOf = (dataset: string) => {
    const bar = byDataset.get(dataset) ?? bars.create(1, 0, { dataset, stage: '', note: '' });
    byDataset.set(dataset, bar);
    return bar;
  };
  return {
    show: (event) => {
      const bar = barOf(event.dataset);
      if (event.event === 'stage') bar.update({ dataset: event.dataset, stage: event.stage, note: '' });
      else if (event.event === 'unit') {
        bar.setTotal(event.total);
        bar.update(event.done, { note: `${event.unit} ${(event.bytes / 1e6).toFixed(1)} MB` });
      } else if (event.event === 'waiting')
        bar.update({ note: `waiting ${Math.ceil(event.ms / 1000)} s for ${event.host}` });
      else if (event.event === 'records') bar.update({ note: `${event.unit}: ${event.records} records` });
      else bar.update({ stage: event.state, note: `${event.published} published` });
    },
    end: () => bars.stop(),
  };
}
