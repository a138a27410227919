import type { WorldCell } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import styles from './world-figure.module.css';

/** Size of a cell in degrees. */
export const worldStep = 2;
const size = 10;
/** Rows from 84° north to 58° south: nothing is mapped beyond. */
const firstRow = 3;
const lastRow = 74;

/** Where devices are mapped, as dots over the towns of the world: equirectangular, drawn on the server. */
export function WorldFigure({ cells }: { cells: readonly WorldCell[] }) {
  const { home } = getMessages().site;
  const shown = cells.filter((cell) => cell.row >= firstRow && cell.row <= lastRow);
  const devices = shown.reduce((sum, cell) => sum + cell.devices, 0);
  const width = (360 / worldStep) * size;
  const height = (lastRow - firstRow + 1) * size;
  const towns = shown.filter((cell) => cell.towns > 0);
  const bySize = [
    ...Map.groupBy(
      shown.filter((cell) => cell.devices > 0),
      (cell) => toRadius(cell.devices),
    ),
  ];
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${home.map}: ${formatNumber(devices, defaultLocale)}`}
      >
        <path className={styles.land} d={toDots(towns, 1.5)} />
        {bySize.map(([radius, dots]) => (
          <path key={radius} className={styles.devices} d={toDots(dots, radius)} />
        ))}
      </svg>
      <figcaption>
        <p>{home.mapNote}</p>
        <p className={styles.warning}>{home.mapWarning}</p>
      </figcaption>
    </figure>
  );
}

/** All dots of one size as one path: thousands of elements would make the page slow to read for machines and people. */
function toDots(cells: readonly WorldCell[], radius: number): string {
  const arc = `a${radius} ${radius} 0 1 0 `;
  return cells
    .map((cell) => {
      const x = (cell.column + 0.5) * size - radius;
      const y = (cell.row - firstRow + 0.5) * size;
      return `M${round(x)} ${round(y)}${arc}${round(2 * radius)} 0${arc}${round(-2 * radius)} 0`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Each factor of ten adds as much: one device 1.6, ten 2.4, ten thousand 4.8 (cells are 10 wide: dots never overlap). */
function toRadius(devices: number): number {
  return Math.round((1.7 + 0.8 * Math.log10(devices)) * 2.5) / 2.5;
}
