import { memo } from 'react';
import styles from './technology-mark.module.css';
import { getSymbol, toCorners } from './technology-symbols.ts';

/** The symbol of a technology as it stands on the map; decoration beside its name. */
export const TechnologyMark = memo(function TechnologyMark({ code }: { code: string }) {
  const symbol = getSymbol(code);
  const corners = toCorners(symbol.shape);
  const points = corners?.map(([x, y]) => `${10 + x * 8},${10 + y * 8}`).join(' ');
  return (
    <svg
      className={styles.mark}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {(['light', 'dark'] as const).map((theme) => (
        <g key={theme} className={theme === 'dark' ? styles.dark : styles.light} fill={symbol[theme]}>
          {points === undefined ? <circle cx="10" cy="10" r="8" /> : <polygon points={points} />}
        </g>
      ))}
      <text x="10" y={symbol.shape === 'triangle' ? 15 : 13.6} textAnchor="middle" className={styles.letter}>
        {symbol.letter}
      </text>
    </svg>
  );
});
