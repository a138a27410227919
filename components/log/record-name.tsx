import { toRecordPath } from '#lib/log/record-path.ts';
import { getMessages } from '#lib/messages/catalog.ts';

/** A record of the log as its kind and id, linked where it has a page of its own. */
export function RecordName({ kind, id }: { kind: string; id: string }) {
  const href = toRecordPath(kind, id);
  const kinds: Record<string, string> = getMessages().lists.log.kind;
  return (
    <>
      {kinds[kind] ?? kind} {href === undefined ? <code>{id}</code> : <a href={href}>{id}</a>}
    </>
  );
}
