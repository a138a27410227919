'use client';

import { useState } from 'react';
import { borderErrorKm, type Jurisdictions, type Side, shoreKm } from '#lib/here/find-jurisdictions.ts';
import { formatPosition, type Position } from '#lib/here/position-text.ts';
import type { NamedTown } from '#lib/here/town-list.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { DevicesAround } from './devices-around.tsx';
import styles from './here-finder.module.css';
import { type CountryNames, toPlaceName } from './place-name.ts';
import { PlaceRecord } from './place-record.tsx';

export type Found =
  | { kind: 'spot'; position: Position; unsureKm: number | undefined; jurisdictions: Jurisdictions }
  | { kind: 'town'; town: NamedTown; region: string | undefined };

type Props = { found: Found; countries: CountryNames };

/** Which place was found and how sure that is, then what is on file for it. */
export function HereAnswer({ found, countries }: Props) {
  return found.kind === 'town' ? (
    <TownAnswer town={found.town} region={found.region} countries={countries} />
  ) : (
    <SpotAnswer found={found} countries={countries} />
  );
}

function TownAnswer({
  town,
  region,
  countries,
}: {
  town: NamedTown;
  region: string | undefined;
  countries: CountryNames;
}) {
  const { answer } = getMessages().here;
  const place = toPlaceName(town.area, region, countries);
  const name = town.mainName ?? town.name;
  return (
    <>
      <p className={styles.lead}>{fill(answer.town, { town: name, place })}</p>
      <p className={styles.small} data-screen-only="">
        {answer.checked} <a href={`/places/gn-${town.id}`}>{fill(answer.townPage, { town: name })}</a> (
        {answer.townPageNote}).
      </p>
      <PlaceRecord code={town.area} name={place} />
    </>
  );
}

function SpotAnswer({
  found,
  countries,
}: {
  found: Extract<Found, { kind: 'spot' }>;
  countries: CountryNames;
}) {
  const { answer } = getMessages().here;
  const { position, unsureKm, jurisdictions } = found;
  const { kind, sides, disputed } = jurisdictions;
  const [first] = sides;
  const sure = kind === 'inside' && first !== undefined;
  const [chosen, setChosen] = useState<Side | undefined>(sure ? first : undefined);
  const nameOf = (side: Side) => toPlaceName(side.code, side.label, countries);
  const errorKm = Math.max(borderErrorKm, Math.ceil(unsureKm ?? 0));
  // Where only regions of one country come into question, the country itself is sure, and offered first.
  const country =
    kind === 'either' && new Set(sides.map((side) => side.country)).size === 1 ? first : undefined;
  const offered =
    country === undefined || sides.some((side) => side.code === country.country)
      ? sides
      : [{ ...country, code: country.country, label: '' }, ...sides];

  const toLead = (): string => {
    if (first === undefined) return answer.sea;
    if (kind === 'inside') return fill(answer.inside, { place: nameOf(first) });
    if (kind === 'shore') return fill(answer.shore, { km: toKm(shoreKm) });
    if (kind === 'sea')
      return `${answer.sea} ${fill(answer.seaNear, { place: nameOf(first), km: toKm(first.km) })}`;
    return country === undefined
      ? fill(answer.either, { km: toKm(errorKm) })
      : fill(answer.certain, { place: countries[country.country] ?? country.country, km: toKm(errorKm) });
  };

  return (
    <>
      <p className={styles.lead}>{toLead()}</p>
      {!sure && (
        <SideList sides={offered.slice(0, offeredAtOnce)} {...{ chosen, nameOf, choose: setChosen }} />
      )}
      {offered.length > offeredAtOnce && (
        <details data-screen-only="">
          <summary>{formatCount(offered.length - offeredAtOnce, answer.moreSides, defaultLocale)}</summary>
          <SideList sides={offered.slice(offeredAtOnce)} {...{ chosen, nameOf, choose: setChosen }} />
        </details>
      )}
      {disputed.length > 0 && (
        <div className={styles.disputed}>
          <h3>{answer.disputed}</h3>
          <ul>
            {disputed.map(({ name, km }) => (
              <li key={name}>{fill(answer.disputedLine, { name, km: toKm(km) })}</li>
            ))}
          </ul>
          <p>
            {answer.disputedNote} <a href="/about/places">{answer.disputedPolicy}</a>
          </p>
        </div>
      )}
      <p className={styles.small} data-screen-only="">
        {fill(answer.position, { position: formatPosition(position) })}. {answer.checked}
      </p>
      {chosen !== undefined && <PlaceRecord key={chosen.code} code={chosen.code} name={nameOf(chosen)} />}
      <DevicesAround position={position} />
    </>
  );
}

/** More would hide the likely ones: some countries have regions of a few kilometers. */
const offeredAtOnce = 5;

function SideList({
  sides,
  chosen,
  nameOf,
  choose,
}: {
  sides: readonly Side[];
  chosen: Side | undefined;
  nameOf: (side: Side) => string;
  choose: (side: Side) => void;
}) {
  const { answer } = getMessages().here;
  return (
    <ul className={styles.sides}>
      {sides.map((side) => (
        <li key={side.code}>
          <button type="button" aria-pressed={chosen?.code === side.code} onClick={() => choose(side)}>
            {fill(answer.choose, { place: nameOf(side) })}
          </button>{' '}
          <span className={styles.small}>
            {side.km === 0 ? answer.drawn : fill(answer.away, { km: toKm(side.km) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** At least 0.1, in the reader's figures. */
function toKm(km: number): string {
  return formatNumber(km >= 10 ? Math.round(km) : Math.max(0.1, Math.round(km * 10) / 10), defaultLocale);
}
