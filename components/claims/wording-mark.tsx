import type { ReactNode } from 'react';
import { type Wording, wordings } from '#lib/claims/wording.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './wording-mark.module.css';

/** Shape and color of each wording; the label always stands beside it, so neither is ever the only sign. */
const shapes: Record<Wording, { tone: string | undefined; glyph: ReactNode }> = {
  documented: {
    tone: styles.firm,
    glyph: <rect x="2.5" y="2.5" width="11" height="11" fill="currentColor" />,
  },
  reported_by_several: {
    tone: styles.report,
    glyph: (
      <>
        <circle cx="5.4" cy="8" r="4.4" fill="currentColor" />
        <circle cx="11.2" cy="8" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </>
    ),
  },
  reported_by_one: { tone: styles.report, glyph: <circle cx="8" cy="8" r="5" fill="currentColor" /> },
  alleged_anonymously: {
    tone: styles.anonymous,
    glyph: (
      <circle
        cx="8"
        cy="8"
        r="5.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray="2.1 2"
      />
    ),
  },
  planned: {
    tone: styles.plan,
    glyph: (
      <path
        d="M3.5 2.8 13 8l-9.5 5.2z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    ),
  },
  disputed: {
    tone: styles.dispute,
    glyph: (
      <>
        <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M8 2.8a5.2 5.2 0 0 1 0 10.4z" fill="currentColor" />
      </>
    ),
  },
  denied: {
    tone: styles.dispute,
    glyph: (
      <>
        <circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="m4.3 11.7 7.4-7.4" stroke="currentColor" strokeWidth="1.8" />
      </>
    ),
  },
  inferred: {
    tone: styles.inferred,
    glyph: <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  },
  unverified_dataset: {
    tone: styles.dataset,
    glyph: (
      <>
        <rect x="2" y="3" width="12" height="2" fill="currentColor" />
        <rect x="2" y="7" width="12" height="2" fill="currentColor" />
        <rect x="2" y="11" width="12" height="2" fill="currentColor" />
      </>
    ),
  },
};

/** The reader's wording of evidence as a small labelled mark. */
export function WordingMark({ wording, label }: { wording: Wording; label?: string }) {
  const words = getMessages().evidence.wording[wording];
  const { tone, glyph } = shapes[wording];
  return (
    <span className={`${styles.mark} ${tone}`}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" className={styles.glyph}>
        {glyph}
      </svg>
      {label ?? words.label}
    </span>
  );
}

/** Every mark with its meaning. */
export function WordingGuide() {
  const { wording } = getMessages().evidence;
  return (
    <dl className={styles.guide}>
      {wordings.map((key) => (
        <div key={key}>
          <dt>
            <WordingMark wording={key} />
          </dt>
          <dd>{wording[key].text}</dd>
        </div>
      ))}
    </dl>
  );
}
