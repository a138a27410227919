import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import type { ArchiveView } from '#lib/records/view.ts';
import type { CaptureView } from '#lib/works/queries.ts';
import styles from './capture-list.module.css';

/** The archived copies by their hashes; the texts stay private. */
export function CaptureList({
  captures,
  archives,
}: {
  captures: readonly CaptureView[];
  archives: readonly ArchiveView[];
}) {
  const { evidence, records } = getMessages();
  const words = records.work;
  return (
    <div className={styles.captures}>
      <h3>{words.captures}</h3>
      {captures.length === 0 ? <p>{words.noCapture}</p> : <p className={styles.note}>{words.captureNote}</p>}
      <ul>
        {captures.map((capture) => (
          <li key={capture.id}>
            {fill(words.captured, { date: capture.capturedOn })}, {capture.mediaType},{' '}
            {formatCount(capture.textLength, words.textLength, defaultLocale)};{' '}
            <code>{capture.extractor}</code>, <code>{capture.normalizer}</code>; sha256{' '}
            <code>{capture.textSha256}</code>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {archives.length === 0
          ? evidence.noArchive
          : archives.map((archive) => (
              <a key={archive.url} href={archive.url} rel="noreferrer">
                {archive.service}
              </a>
            ))}
      </p>
    </div>
  );
}
