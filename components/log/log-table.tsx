import { Table } from '#components/ui/table.tsx';
import type { LogLine } from '#lib/log/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatMoment, formatNumber } from '#lib/messages/format.ts';
import { RecordName } from './record-name.tsx';

export function LogTable({ lines }: { lines: readonly LogLine[] }) {
  const words = getMessages().lists.log;
  return (
    <Table
      caption={words.caption}
      head={[words.index, words.what, words.op, words.why, words.when, words.who, words.hash]}
      rows={lines.map((line) => ({
        key: String(line.index),
        cells: [
          <span key="index" id={`entry-${line.index}`}>
            {formatNumber(line.index, defaultLocale)}
          </span>,
          <RecordName key="record" kind={line.kind} id={line.id} />,
          `${words.ops[line.op]} (${fill(words.version, { version: String(line.version) })})`,
          line.redacted ? `${line.reason}. ${words.redacted}` : line.reason,
          <time key="at" dateTime={line.at}>
            {formatMoment(new Date(line.at), defaultLocale)}
          </time>,
          <code key="actor">{line.actor}</code>,
          <code key="hash" title={line.leafHash}>
            {line.leafHash.slice(0, 12)}…
          </code>,
        ],
      }))}
    />
  );
}
