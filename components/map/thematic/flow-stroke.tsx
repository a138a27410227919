import type { flowBases } from '#lib/claims/object-schema.ts';
import { flowDashes } from '../layers/thematic-colors.ts';
import styles from './thematic.module.css';

/** A sample of the line of a basis with its arrowhead, from the same table of dashes as the map. */
export function FlowStroke({ basis }: { basis: (typeof flowBases)[number] }) {
  const width = basis === 'compelled' ? 2.4 : 1.8;
  const dash = flowDashes[basis]?.map((length) => Math.max(0.1, length * width)).join(' ');
  const line = { stroke: 'currentColor', ...(dash === undefined ? {} : { strokeDasharray: dash }) };
  return (
    <svg
      viewBox="0 0 44 14"
      width="44"
      height="14"
      aria-hidden="true"
      className={styles.stroke}
      data-basis={basis}
    >
      {basis === 'observed' ? (
        <path d="M1 5.2H34M1 8.8H34" strokeWidth="1.4" {...line} />
      ) : (
        <path
          d="M1 7H34"
          strokeWidth={width}
          {...line}
          {...(basis === 'alleged' ? { strokeLinecap: 'round' as const } : {})}
        />
      )}
      <path d="M43 7 31 2l3.2 5L31 12z" fill="currentColor" />
      {basis === 'forbidden' && <path d="M41.5 1v12" stroke="currentColor" strokeWidth="2" />}
    </svg>
  );
}
