import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { type LawGroup, toGroupKey } from '#lib/laws/by-jurisdiction.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { LawList } from './law-list.tsx';

/** Laws under the place whose law they are. */
export function LawGroups({ groups, day }: { groups: readonly LawGroup[]; day: string }) {
  const { unions } = getMessages().lists.laws;
  return groups.map((group) => (
    <Section
      key={toGroupKey(group)}
      id={`of-${toGroupKey(group)}`}
      title={
        group.jurisdiction === undefined ? (
          unions
        ) : (
          <>
            <EntityLink entity={group.jurisdiction} />
            {group.within !== undefined && `, ${labelText(group.within)}`}
          </>
        )
      }
    >
      <LawList laws={group.laws} day={day} />
    </Section>
  ));
}
