'use client';

import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber, toDateLocale } from '#lib/messages/format.ts';
import type { CoverageView } from '#lib/thematic/coverage-view.ts';
import { earliestYear, toDay, toLastStep, toStep } from '#lib/thematic/steps.ts';
import styles from './thematic.module.css';
import { toDayText } from './wording.ts';

type Props = {
  range: CoverageView['range'];
  /** ISO days. */
  on: string;
  today: string;
  /** False until a step can be answered without a request. */
  isReady: boolean;
  reducedMotion: boolean;
  /** Null is today. */
  onDay: (day: string | null) => void;
};

/** Months a step and milliseconds between steps; a reader who wants less motion gets one step a year, at rest between. */
const pace = { usual: { months: 3, wait: 350 }, reduced: { months: 12, wait: 1600 } };

/** Plays months: a native slider with buttons, and bars that say how much is told to have begun in each year. */
export function TimeSlider({ range, on, today, isReady, reducedMotion, onDay }: Props) {
  const { time } = getMessages().thematic;
  const [playing, setPlaying] = useState(false);
  const { firstYear } = range;
  const last = toLastStep(today, firstYear);
  const step = on >= today ? last : Math.max(0, toStep(on, firstYear));
  const move = (to: number) => {
    const next = Math.min(last, Math.max(0, to));
    onDay(next === last ? null : toDay(next, firstYear, today));
  };
  const { months, wait } = reducedMotion ? pace.reduced : pace.usual;
  // Each step sets the day, which starts the wait for the next one; the end stops it.
  useEffect(() => {
    if (!playing) return;
    if (step >= last) return setPlaying(false);
    const timer = setTimeout(() => {
      const next = Math.min(last, step + months);
      onDay(next === last ? null : toDay(next, firstYear, today));
    }, wait);
    return () => clearTimeout(timer);
  }, [playing, step, last, months, wait, firstYear, today, onDay]);
  const jump = (event: KeyboardEvent) => {
    const years = event.key === 'PageUp' ? 1 : event.key === 'PageDown' ? -1 : 0;
    if (years === 0) return;
    event.preventDefault();
    setPlaying(false);
    move(step + 12 * years);
  };
  return (
    <section className={styles.time} aria-label={time.title} data-screen-only>
      <div className={styles.timeRow}>
        <button
          type="button"
          className={styles.play}
          disabled={!isReady}
          aria-label={playing ? time.pause : time.play}
          title={playing ? time.pause : time.play}
          onClick={() => {
            if (!playing && step >= last) move(0);
            setPlaying(!playing);
          }}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            {playing ? (
              <path d="M3 2h4v12H3zM9 2h4v12H9z" fill="currentColor" />
            ) : (
              <path d="M3 1.5 14 8 3 14.5z" fill="currentColor" />
            )}
          </svg>
        </button>
        <div className={styles.track}>
          <YearBars range={range} />
          <input
            type="range"
            min={0}
            max={last}
            step={1}
            value={step}
            disabled={!isReady}
            aria-label={time.slider}
            aria-valuetext={step === last ? time.today : formatMonth(on)}
            title={time.hint}
            onKeyDown={jump}
            onChange={(event) => {
              setPlaying(false);
              move(Number(event.currentTarget.value));
            }}
          />
          <div className={styles.ends} aria-hidden="true">
            <span>{firstYear}</span>
            <span>{time.today}</span>
          </div>
        </div>
        <p className={styles.day}>
          {/* While it plays, the slider's own value says enough. */}
          <output aria-live={playing ? 'off' : 'polite'}>{toDayText(on)}</output>
          <button
            type="button"
            className={styles.today}
            disabled={!isReady || step === last}
            onClick={() => {
              setPlaying(false);
              onDay(null);
            }}
          >
            {time.today}
          </button>
        </p>
      </div>
      <p className={styles.timeNote}>{describe(range)}</p>
    </section>
  );
}

/** Beginnings by year; heights grow with the square root, so that a year of few is seen beside one of many. */
function YearBars({ range }: { range: CoverageView['range'] }) {
  const { firstYear, lastYear, years } = range;
  const most = Math.max(1, ...years.map(({ count }) => count));
  const span = lastYear - firstYear + 1;
  const path = useMemo(
    () =>
      years
        .map(({ year, count }) => {
          const height = Math.max(1.5, 24 * Math.sqrt(count / most));
          const x = ((year - firstYear) / span) * 100;
          return `M${x.toFixed(2)} ${(24 - height).toFixed(2)}h${((100 / span) * 0.72).toFixed(2)}V24H${x.toFixed(2)}z`;
        })
        .join(''),
    [years, most, firstYear, span],
  );
  return (
    <svg className={styles.bars} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

function describe({ years, firstYear }: CoverageView['range']): string {
  const { time } = getMessages().thematic;
  const fullest = years.reduce<{ year: number; count: number } | null>(
    (best, one) => (best === null || one.count > best.count ? one : best),
    null,
  );
  if (fullest === null) return time.barsNone;
  const bars = fill(time.bars, {
    year: String(fullest.year),
    count: formatNumber(fullest.count, defaultLocale),
  });
  return firstYear <= earliestYear ? `${bars} ${fill(time.earlier, { year: String(firstYear) })}` : bars;
}

function formatMonth(day: string): string {
  return new Intl.DateTimeFormat(toDateLocale(defaultLocale), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}
