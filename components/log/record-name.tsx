import { toRecordPath } from '#lib/log/record-path.ts';

/** A record of the log as "kind id", linked where it has a page of its own. */
export function RecordName({ kind, id }: { kind: string; id: string }) {
  const href = toRecordPath(kind, id);
  return (
    <>
      {kind} {href === undefined ? <code>{id}</code> : <a href={href}>{id}</a>}
    </>
  );
}
