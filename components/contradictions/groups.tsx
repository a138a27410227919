import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import type { GroupView, SideView } from '#lib/contradictions/view.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './sides.module.css';
import { StandingStatement } from './standing-statement.tsx';

/** What stands against what: each side with its voices, next to each other where there is room. */
export function Groups({ groups }: { groups: readonly GroupView[] }) {
  const { contradictions } = getMessages();
  if (groups.length === 0) return <p>{contradictions.groupsEmpty}</p>;
  return groups.map((group) => (
    <article key={group.id} id={group.id} aria-labelledby={`${group.id}-title`} className={styles.group}>
      <h3 id={`${group.id}-title`}>
        <EntityLink entity={group.subject} />
      </h3>
      <p className={styles.topic}>
        {group.label}
        {group.value !== undefined && (
          <>
            {': '}
            <RichText pieces={group.value} />
          </>
        )}
      </p>
      <div className={styles.sides}>
        {group.sides.map((side, index) => (
          <Side key={side.claims[0]?.claim.id ?? index} side={side} isFirst={index === 0} />
        ))}
      </div>
    </article>
  ));
}

function Side({ side, isFirst }: { side: SideView; isFirst: boolean }) {
  const { sides } = getMessages().contradictions;
  return (
    <div className={styles.side}>
      <h4>
        {side.value === undefined ? (
          isFirst ? (
            sides.for
          ) : (
            sides.against
          )
        ) : (
          <>
            {sides.value}: <RichText pieces={side.value} />
          </>
        )}
      </h4>
      {side.claims.map((item) => (
        <StandingStatement key={item.claim.id} item={item} />
      ))}
    </div>
  );
}
