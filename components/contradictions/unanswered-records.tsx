import { FactItem } from '#components/records/fact-item.tsx';
import listStyles from '#components/records/fact-list.module.css';
import { EntityLink } from '#components/ui/rich-text.tsx';
import type { UnansweredRecord } from '#lib/contradictions/view.ts';
import { getMessages } from '#lib/messages/catalog.ts';

/** Facts that have only a denial or a doubt, under the record that they are about and as on that record's page. */
export function UnansweredRecords({ records }: { records: readonly UnansweredRecord[] }) {
  if (records.length === 0) return <p>{getMessages().contradictions.empty}</p>;
  return records.map((record) => (
    <div key={record.subject.id}>
      <h3>
        <EntityLink entity={record.subject} />
      </h3>
      {record.predicates.map((predicate) => (
        <div key={predicate.predicate} className={listStyles.predicate}>
          <h4>{predicate.label}</h4>
          <ul className={listStyles.rows}>
            {predicate.rows.map((row) => (
              <FactItem key={row.key} row={row} attributed={predicate.attributed} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  ));
}
