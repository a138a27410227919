import { DossierError } from '#lib/errors.ts';

/** Where a replication directory stands. */
export interface ReplicationState {
  sequence: number;
  timestamp: Date;
}

/**
 * Reads a `state.txt`: Java properties, in which colons are escaped.
 *
 * @throws DossierError `invalid_input` when number or time is missing
 */
export function parseState(text: string, where: string): ReplicationState {
  const values = new Map(
    text.split(/\r?\n/).flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return line.startsWith('#') || at < 1
        ? []
        : [
            [
              line.slice(0, at).trim(),
              line
                .slice(at + 1)
                .replaceAll('\\', '')
                .trim(),
            ],
          ];
    }),
  );
  const [sequence, timestamp] = [values.get('sequenceNumber') ?? '', values.get('timestamp') ?? ''];
  const at = new Date(timestamp);
  if (
    !/^\d{1,9}$/.test(sequence) ||
    !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(timestamp) ||
    Number.isNaN(at.getTime())
  ) {
    throw new DossierError('invalid_input', {
      what: 'The state of the replication directory cannot be read',
      where,
      mend: 'Check the address of the directory (scrape.options.replication.url): it must hold a state.txt with sequenceNumber and timestamp.',
    });
  }
  return { sequence: Number(sequence), timestamp: at };
}

/** `6890123` → `006/890/123`. */
export function toSequencePath(sequence: number): string {
  return String(sequence)
    .padStart(9, '0')
    .replace(/^(\d{3})(\d{3})(\d{3})$/, '$1/$2/$3');
}
