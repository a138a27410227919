import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { getMessages } from '#lib/messages/catalog.ts';

/** Tables that lay before us and are neither packed nor shown, each with the reason. */
export function NotTaken() {
  const words = getMessages().listed.notTaken;
  return (
    <Section id="not-taken" title={words.title} note={words.note}>
      <Table
        caption={words.title}
        head={[words.table, words.origin, words.reason]}
        rows={words.rows.map(({ table, origin, reason }) => ({
          key: origin,
          cells: [table, origin, reason],
        }))}
      />
    </Section>
  );
}
