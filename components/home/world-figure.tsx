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
  const at = (cell: WorldCell) => ({
    cx: (cell.column + 0.5) * size,
    cy: (cell.row - firstRow + 0.5) * size,
  });
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${home.map}: ${formatNumber(devices, defaultLocale)}`}
      >
        <g className={styles.land}>
          {shown
            .filter((cell) => cell.towns > 0)
            .map((cell) => (
              <circle key={`t-${cell.column}-${cell.row}`} {...at(cell)} r={1.5} />
            ))}
        </g>
        <g className={styles.devices}>
          {shown
            .filter((cell) => cell.devices > 0)
            .map((cell) => (
              <circle key={`d-${cell.column}-${cell.row}`} {...at(cell)} r={toRadius(cell.devices)} />
            ))}
        </g>
      </svg>
      <figcaption>
        <p>{home.mapNote}</p>
        <p className={styles.warning}>{home.mapWarning}</p>
      </figcaption>
    </figure>
  );
}

/** Each factor of ten adds as much: one device 1.7, ten 2.5, ten thousand 4.9 (cells are 10 wide: dots never overlap). */
function toRadius(devices: number): number {
  return Math.round((1.7 + 0.8 * Math.log10(devices)) * 10) / 10;
}
