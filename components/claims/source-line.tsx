import { getMessages } from '#lib/messages/catalog.ts';
import type { WorkView } from '#lib/records/view.ts';

/** "Publisher: title, date" with links to our page of the source, the source itself and its archived copies. */
export function SourceLine({ work }: { work: WorkView }) {
  const { evidence, records } = getMessages();
  const isCopy = work.seen.length > 0 && work.seen.every((sight) => sight.form === 'copy');
  return (
    <>
      {work.publisher !== undefined && (
        <>
          <bdi>{work.publisher}</bdi>
          {': '}
        </>
      )}
      <a href={work.href}>
        <bdi lang={work.titleLang} dir="auto">
          {work.title}
        </bdi>
      </a>
      {work.publishedOn !== undefined && `, ${work.publishedOn}`}
      {!work.identified && ` (${records.work.unidentified})`}
      {work.url !== undefined && (
        <>
          {'; '}
          <a href={work.url} rel="noreferrer">
            {isCopy ? records.work.copyOfOriginal : records.work.original}
          </a>
        </>
      )}
      {'; '}
      {work.archives.length === 0
        ? evidence.noArchive
        : work.archives.map((archive, index) => (
            <span key={archive.url}>
              {index > 0 && ', '}
              <a href={archive.url} rel="noreferrer">
                {archive.service}
              </a>
            </span>
          ))}
    </>
  );
}
