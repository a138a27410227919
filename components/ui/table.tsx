import type { ReactNode } from 'react';
import styles from './table.module.css';

type Props = {
  caption: ReactNode;
  head: readonly string[] /** Columns that hold numbers, from 0. */;
  numeric?: readonly number[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

/** A table whose first cell of each row is its heading; narrow screens show each row as a block with its labels. */
export function Table({ caption, head, numeric = [], rows }: Props) {
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((label, column) => (
            <th key={label} scope="col" className={numeric.includes(column) ? styles.number : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, column) =>
              column === 0 ? (
                <th key={head[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td
                  key={head[column]}
                  data-label={head[column]}
                  className={numeric.includes(column) ? styles.number : undefined}
                >
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
