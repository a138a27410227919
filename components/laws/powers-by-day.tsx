import { Fragment } from 'react';
import { powerGroups, toPowerGroup } from '#lib/laws/power-groups.ts';
import type { PowerView } from '#lib/laws/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { PowerList } from './power-list.tsx';

type Props = {
  powers: readonly PowerView[];
  day: string /** Where no power is held for the day. */;
  none: string;
};

/** Powers of a day, then those that are a plan, over, or told of later, each group under why it stands apart. */
export function PowersByDay({ powers, day, none }: Props) {
  const groups = Map.groupBy(powers, (power) => toPowerGroup(power, day));
  const current = groups.get('current') ?? [];
  const { otherPowers } = getMessages().places;
  return (
    <>
      {current.length === 0 ? <p>{none}</p> : <PowerList powers={current} day={day} />}
      {powerGroups.map((group) => {
        const others = groups.get(group) ?? [];
        return group === 'current' || others.length === 0 ? null : (
          <Fragment key={group}>
            <h3>{otherPowers[group].title}</h3>
            <p>{otherPowers[group].note}</p>
            <PowerList powers={others} day={day} />
          </Fragment>
        );
      })}
    </>
  );
}
