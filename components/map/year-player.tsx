import { useEffect, useMemo, useState } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import { useMediaQuery } from './use-preferences.ts';
import styles from './year-player.module.css';

export type YearRange = { first: number; last: number };

type Props = {
  range: YearRange;
  /** Devices in view by year, whatever years are chosen; empty while they are counted. */
  counts: Readonly<Record<string, number>>;
  /** The years of the filter. */
  from: number | undefined;
  to: number | undefined;
  /** Null: every year, and devices without one. */
  onTo: (year: number | null) => void;
};

/** Milliseconds between two years, after the one before has been drawn. */
const wait = { usual: 420, reduced: 1600 };

/** Plays the last year of the filter from the first to the last that is held: a native slider, a button, and bars. */
export function YearPlayer({ range, counts, from, to, onTo }: Props) {
  const { map } = getMessages();
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const [playing, setPlaying] = useState(false);
  // What was asked for and is not drawn yet: the thumb does not jump back to what is.
  const [asked, setAsked] = useState<number | null | undefined>(undefined);
  const drawn = to ?? null;
  useEffect(() => setAsked((held) => (held === drawn ? undefined : held)), [drawn]);
  const shown = asked === undefined ? drawn : asked;
  const year = Math.min(range.last, Math.max(range.first, shown ?? range.last));
  const move = (next: number | null) => {
    setAsked(next === drawn ? undefined : next);
    onTo(next);
  };
  useEffect(() => {
    if (!playing || asked !== undefined) return;
    if (shown === null) return setPlaying(false);
    const timer = setTimeout(
      () => {
        const next = year >= range.last ? null : year + 1;
        setAsked(next);
        onTo(next);
      },
      reducedMotion ? wait.reduced : wait.usual,
    );
    return () => clearTimeout(timer);
  }, [playing, asked, shown, year, range.last, reducedMotion, onTo]);
  const text = shown === null ? map.yearsAll : String(year);
  return (
    <div className={styles.player}>
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? map.yearsPause : map.yearsPlay}
        title={playing ? map.yearsPause : map.yearsPlay}
        onClick={() => {
          if (!playing && (shown === null || year >= range.last)) move(Math.max(range.first, from ?? 0));
          setPlaying(!playing);
        }}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M3 1.5 14 8 3 14.5z'} fill="currentColor" />
        </svg>
      </button>
      <div className={styles.track}>
        <YearBars range={range} counts={counts} from={from ?? range.first} to={year} />
        <input
          type="range"
          min={range.first}
          max={range.last}
          step={1}
          value={year}
          aria-label={map.yearsSlider}
          aria-valuetext={text}
          onChange={(event) => {
            // The form's own fields are what is read.
            event.stopPropagation();
            setPlaying(false);
            const chosen = Number(event.currentTarget.value);
            move(chosen === range.last ? null : chosen);
          }}
        />
      </div>
      {/* While it plays, the slider's own value says enough. */}
      <output className={styles.year} aria-live={playing ? 'off' : 'polite'}>
        {text}
      </output>
    </div>
  );
}

type BarsProps = { range: YearRange; counts: Props['counts']; from: number; to: number };

/** Devices by year; heights grow with the square root, so that a year of few is seen beside one of many. */
function YearBars({ range: { first, last }, counts, from, to }: BarsProps) {
  const [within, outside] = useMemo(() => {
    const most = Math.max(1, ...Object.values(counts));
    const span = last - first + 1;
    const paths = ['', ''];
    for (let year = first; year <= last; year += 1) {
      const count = counts[year] ?? 0;
      if (count === 0) continue;
      const height = Math.max(1.5, 24 * Math.sqrt(count / most));
      const x = ((year - first) / span) * 100;
      const side = year >= from && year <= to ? 0 : 1;
      paths[side] +=
        `M${x.toFixed(2)} ${(24 - height).toFixed(2)}h${((100 / span) * 0.72).toFixed(2)}V24H${x.toFixed(2)}z`;
    }
    return paths;
  }, [counts, first, last, from, to]);
  return (
    <svg className={styles.bars} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path d={outside} className={styles.outside} />
      <path d={within} className={styles.within} />
    </svg>
  );
}
