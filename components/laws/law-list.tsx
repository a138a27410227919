import { EntityLink } from '#components/ui/rich-text.tsx';
import { formatEdtf } from '#lib/edtf.ts';
import type { LawRow } from '#lib/laws/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import styles from './law-status-list.module.css';

/** Laws with every stage that is held, dated; never a bare "in force". */
export function LawList({
  laws,
  stageLabel,
}: {
  laws: readonly LawRow[];
  stageLabel: (code: string) => string;
}) {
  const { lists } = getMessages();
  return (
    <ul className={styles.list}>
      {laws.map((law) => (
        <li key={law.ref.id}>
          <h2>
            <EntityLink entity={law.ref} />
          </h2>
          <p>
            {law.jurisdiction !== undefined && (
              <>
                <EntityLink entity={law.jurisdiction} />
                {' · '}
              </>
            )}
            {law.stages.length === 0
              ? lists.laws.noStage
              : [
                  ...new Set(
                    law.stages.map(
                      (stage) =>
                        `${stageLabel(stage.stage)}${stage.edtf === undefined ? '' : ` ${formatEdtf(stage.edtf)}`}`,
                    ),
                  ),
                ].join('; ')}
            {' · '}
            {formatCount(law.powers, lists.laws.powers, defaultLocale)}
          </p>
        </li>
      ))}
    </ul>
  );
}
