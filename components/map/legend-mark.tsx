import styles from './map.module.css';

export type LegendMarkKind = 'density' | 'cell' | 'cone' | 'planned' | 'gone' | 'area' | 'hole' | 'disputed';

/** A sign of the map in small; decoration beside the words that explain it. Colors come from the style sheet. */
export function LegendMark({ kind }: { kind: LegendMarkKind }) {
  return (
    <svg
      className={styles.legendMark}
      data-kind={kind}
      viewBox="0 0 32 20"
      width="32"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {kind === 'density' && (
        <>
          <ellipse cx="16" cy="10" rx="15" ry="9" className={styles.densityFaint} />
          <ellipse cx="15" cy="10" rx="9" ry="6" className={styles.densityStrong} />
          <ellipse cx="14" cy="10" rx="4" ry="3" className={styles.densityFull} />
        </>
      )}
      {kind === 'cell' && (
        <>
          <circle cx="16" cy="10" r="9" className={styles.cellMark} />
          <text x="16" y="13.4" textAnchor="middle" className={styles.cellMarkText}>
            87
          </text>
        </>
      )}
      {kind === 'cone' && (
        <>
          <path d="M10 17 L20 1 A19 19 0 0 1 29 9 Z" className={styles.coneMark} />
          <circle cx="10" cy="16" r="3.4" className={styles.coneMarkFoot} />
        </>
      )}
      {kind === 'planned' && <circle cx="16" cy="10" r="6.5" className={styles.plannedMark} />}
      {kind === 'gone' && <circle cx="16" cy="10" r="6.5" className={styles.goneMark} />}
      {kind === 'area' && <circle cx="16" cy="10" r="8.4" className={styles.areaMark} />}
      {kind === 'hole' && (
        <path
          d="M3 3H29V17H3ZM3 9 9 3M3 15 15 3M7 17 21 3M13 17 27 3M19 17 29 7M25 17 29 13"
          className={styles.holeMark}
        />
      )}
      {kind === 'disputed' && <path d="M1 10 H31" className={styles.disputedMark} />}
    </svg>
  );
}
