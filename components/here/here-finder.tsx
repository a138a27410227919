'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HereSources } from '#lib/here/describe-files.ts';
import { findJurisdictions } from '#lib/here/find-jurisdictions.ts';
import type { Position } from '#lib/here/position-text.ts';
import { SourceReader } from '#lib/here/read-sources.ts';
import type { NamedTown } from '#lib/here/town-list.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { DevicePosition } from './device-position.tsx';
import { type Found, HereAnswer } from './here-answer.tsx';
import styles from './here-finder.module.css';
import type { CountryNames } from './place-name.ts';
import { SpotMap } from './spot-map.tsx';
import { TownCombobox } from './town-combobox.tsx';

type Props = {
  sources: HereSources;
  countries: CountryNames;
  /** Land as an SVG path: see `world-outline.ts`. */
  world: string;
};

/**
 * Three ways to say where: a town, this device, the map. What was said stays in this component's state; what it asks the
 * server for is listed at `SourceReader` and in `HereAnswer`, and nowhere else. The address of the page never changes.
 */
export function HereFinder({ sources, countries, world }: Props) {
  const { here } = getMessages();
  const reader = useMemo(() => new SourceReader(sources), [sources]);
  const [found, setFound] = useState<Found | null>(null);
  const [state, setState] = useState<'idle' | 'looking' | 'failed'>('idle');
  // Of two choices in quick succession the later counts, whichever file comes first.
  const choice = useRef(0);
  const answer = useRef<HTMLElement>(null);
  // The script has run: before that (and without it) the controls would do nothing.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);

  const look = useCallback(async (find: () => Promise<Found>) => {
    choice.current += 1;
    const own = choice.current;
    setFound(null);
    setState('looking');
    try {
      const result = await find();
      if (own !== choice.current) return;
      setFound(result);
      setState('idle');
    } catch {
      if (own === choice.current) setState('failed');
    }
  }, []);
  const chooseSpot = useCallback(
    (position: Position, unsureKm?: number) =>
      void look(async () => {
        const tile = await reader.getTile(position);
        const jurisdictions = findJurisdictions(tile, position.lon, position.lat, unsureKm);
        return { kind: 'spot', position, unsureKm, jurisdictions };
      }),
    [look, reader],
  );
  const chooseTown = useCallback(
    (town: NamedTown) =>
      void look(async () => {
        const names = await reader.getRegionNames().catch(() => new Map<string, string>());
        return { kind: 'town', town, region: names.get(town.area) };
      }),
    [look, reader],
  );
  // What was found is far down on a phone, and a screen reader should begin to read there.
  useEffect(() => {
    if (found !== null || state === 'failed') answer.current?.focus();
  }, [found, state]);

  return (
    <>
      <section aria-labelledby="find" className={styles.controls} data-screen-only="" data-ready={ready}>
        <h2 id="find" className={styles.title}>
          {here.find}
        </h2>
        <TownCombobox reader={reader} countries={countries} onTown={chooseTown} onPosition={chooseSpot} />
        <DevicePosition onPosition={chooseSpot} />
        <SpotMap
          reader={reader}
          world={world}
          spot={found?.kind === 'spot' ? found.position : null}
          onPosition={chooseSpot}
        />
      </section>
      <section
        aria-labelledby="answer"
        ref={answer}
        tabIndex={-1}
        className={styles.answer}
        hidden={found === null && state === 'idle'}
      >
        <h2 id="answer">{here.answer.title}</h2>
        <p role="status" className={styles.message}>
          {state === 'looking' ? here.answer.waiting : ''}
        </p>
        {state === 'failed' && <p role="alert">{here.map.failed}</p>}
        {found !== null && <HereAnswer key={toKey(found)} found={found} countries={countries} />}
      </section>
    </>
  );
}

function toKey(found: Found): string {
  return found.kind === 'town' ? `town ${found.town.id}` : `spot ${found.position.lat} ${found.position.lon}`;
}
