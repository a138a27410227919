import { flowBases } from '#lib/claims/object-schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import shared from '../map.module.css';
import { FlowStroke } from './flow-stroke.tsx';
import styles from './thematic.module.css';

/** What the lines mean, for paper: on a screen the filter says it. */
export function FlowLegend() {
  const { flows, legend } = getMessages().thematic;
  return (
    <div className={shared.legend}>
      <h2>{legend.title}</h2>
      <ul className={styles.swatches}>
        {flowBases.map((basis) => (
          <li key={basis}>
            <FlowStroke basis={basis} />
            {flows.bases[basis]}
          </li>
        ))}
      </ul>
      <p className={shared.note}>{flows.about}</p>
    </div>
  );
}
