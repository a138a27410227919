import type { Excerpt } from '#lib/captures/excerpt-budget.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './passage.module.css';

/** Words from the private copy, in the language of the source, marked as such. An ellipsis stands where the passage goes on. */
export function ExcerptQuote({
  excerpt,
  lang,
  marked,
}: {
  excerpt: Excerpt;
  lang: string;
  /** Marks the published phrase, for a translation that is of these words alone. */
  marked: boolean;
}) {
  const { evidence } = getMessages();
  const { before, phrase, after, cutBefore, cutAfter } = excerpt;
  return (
    <figure className={styles.excerpt}>
      <blockquote className={styles.quote} lang={lang} dir="auto">
        <p>
          {cutBefore && '… '}
          {before}
          {marked && phrase !== '' ? <mark>{phrase}</mark> : phrase}
          {after}
          {cutAfter && ' …'}
        </p>
      </blockquote>
      <figcaption className={styles.state}>
        {cutBefore || cutAfter ? evidence.excerptPart : evidence.excerpt}
      </figcaption>
    </figure>
  );
}
