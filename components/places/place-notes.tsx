import { EntityLink } from '#components/ui/rich-text.tsx';
import type { HoleView } from '#lib/holdings/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { PlacePage } from '#lib/places/queries.ts';
import styles from './place-notes.module.css';

/** What a reader must know before reading the rest: containment, disputed status, holes in the data. */
export function PlaceNotes({ place, holes }: { place: PlacePage; holes: readonly HoleView[] }) {
  const { places } = getMessages();
  const parent = place.ancestors[0];
  return (
    <div className={styles.notes}>
      {!place.inherits && parent !== undefined && (
        <p className={styles.note}>
          {fill(places.ruleNone, { parent: parent.label, place: place.head.ref.label })}
        </p>
      )}
      {!place.inherits && parent === undefined && (
        <p className={styles.note}>{fill(places.ruleAlone, { place: place.head.ref.label })}</p>
      )}
      {place.chainRefs.length > 1 && (
        <p>
          {places.ruleBefore}{' '}
          {place.chainRefs.map((ref, index) => (
            <span key={ref.id}>
              {index > 0 && ' ‹ '}
              {index === 0 ? <bdi>{ref.label}</bdi> : <EntityLink entity={ref} />}
            </span>
          ))}
        </p>
      )}
      {place.dispute !== undefined && (
        <p className={styles.note}>
          <strong>{places.disputed}.</strong> {place.dispute}.{' '}
          <a href="/about/places">{places.disputedPolicy}</a>
        </p>
      )}
      {holes.map((hole) => (
        <p key={`${hole.datasetId}-${hole.label}`} className={styles.hole}>
          <strong>{places.holes}.</strong>{' '}
          {fill(places.holesText, { label: hole.label, reason: hole.reason, dataset: hole.dataset })}
        </p>
      ))}
    </div>
  );
}
