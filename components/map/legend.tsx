import { memo } from 'react';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatMoment } from '#lib/messages/format.ts';
import type { DeviceTileset } from '#lib/tiles/device-tileset.ts';
import { LegendMark, type LegendMarkKind } from './legend-mark.tsx';
import styles from './map.module.css';

type Props = { devices: DeviceTileset | null; hasHoles: boolean };

/** How to read the map of devices, and how fresh it is. Technologies explain themselves in the filter. */
export const Legend = memo(function Legend({ devices, hasHoles }: Props) {
  const { map } = getMessages();
  const lines: [LegendMarkKind, string][] = [
    ['density', map.legendDensity],
    ['cell', map.legendCells],
    ['cone', map.legendCones],
    ['planned', map.legendPlanned],
    ['gone', map.legendGrey],
    ['area', map.legendAreas],
    ...(hasHoles ? ([['hole', map.legendHole]] as [LegendMarkKind, string][]) : []),
    ['disputed', map.legendDashed],
  ];
  return (
    <section className={styles.legend} aria-labelledby="legend-title">
      <h2 id="legend-title">{map.legend}</h2>
      <ul className={styles.legendNotes}>
        {lines.map(([kind, text]) => (
          <li key={kind}>
            <LegendMark kind={kind} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        <a href="/about/reading-the-map">{getMessages().guides.reading.short}</a>
      </p>
      {devices !== null && (
        <p className={styles.note}>
          {fill(map.editsSince, { moment: formatMoment(new Date(devices.snapshotAt), defaultLocale) })}{' '}
          {devices.waitingEdits > 0 && formatCount(devices.waitingEdits, map.editsWaiting, defaultLocale)}
        </p>
      )}
    </section>
  );
});
