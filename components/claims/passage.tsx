import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { toSightText } from '#lib/records/sight-text.ts';
import type { PassageView, WorkView } from '#lib/records/view.ts';
import { ExcerptQuote } from './excerpt-quote.tsx';
import styles from './passage.module.css';
import { PassageLinks } from './passage-links.tsx';

/** The words behind a claim, as far as the limit on quotation lets us print them, and whether a copy still has them. */
export function Passage({ passage, work }: { passage: PassageView; work: WorkView }) {
  const { checks, evidence: words } = getMessages();
  const { span } = passage;
  const place = span === undefined ? undefined : { start: String(span.start), end: String(span.end) };
  return (
    <div className={styles.passage}>
      {passage.excerpt !== undefined ? (
        <ExcerptQuote
          excerpt={passage.excerpt}
          lang={passage.lang}
          marked={passage.translation !== undefined}
        />
      ) : passage.phrase === undefined ? (
        <p className={styles.unquoted}>
          {place === undefined ? words.noPhraseNoSpan : fill(words.noPhrase, place)}
        </p>
      ) : (
        <blockquote className={styles.quote} lang={passage.lang} dir="auto">
          <p>… {passage.phrase} …</p>
        </blockquote>
      )}
      {passage.translation !== undefined && (
        <p className={styles.translation}>
          <span lang={passage.translation.lang} dir="auto">
            … {passage.translation.text} …
          </span>{' '}
          (
          {passage.excerpt === undefined
            ? checks.translation[passage.translation.by]
            : fill(words.ofPhrase, { by: checks.translation[passage.translation.by] })}
          )
        </p>
      )}
      <p className={styles.state}>
        <span className={`${styles.check} ${styles[passage.state]}`}>
          {words.verify[passage.state].label}
        </span>
        {'; '}
        {passage.verifiedOn !== undefined && passage.copySha256 !== undefined ? (
          <>
            {fill(words.verifiedOn, { date: passage.verifiedOn, hash: '' })}
            <code title={passage.copySha256}>{passage.copySha256.slice(0, 12)}…</code>
          </>
        ) : (
          describeSight(work)
        )}
        {(passage.phrase ?? passage.excerpt) !== undefined &&
          place !== undefined &&
          `; ${fill(words.position, place)}`}
        {passage.occurrences > 1 &&
          `; ${fill(words.occurrence, { n: String(passage.occurrence), of: String(passage.occurrences) })}`}
        {passage.role !== 'statement' && ` (${words.passageRole[passage.role]})`}
        {passage.phrase !== undefined && <PassageLinks phrase={passage.phrase} work={work} />}
      </p>
    </div>
  );
}

/** Without a capture: how the source was seen, of which the words are. */
function describeSight(work: WorkView): string {
  const [sight] = work.seen;
  return sight === undefined ? getMessages().evidence.verifiedNever : toSightText(sight);
}
