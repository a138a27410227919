'use client';

import { useEffect, useMemo, useState } from 'react';
import type { BoundaryTile } from '#lib/here/boundary-tile.ts';
import { formatPosition, type Position } from '#lib/here/position-text.ts';
import type { SourceReader } from '#lib/here/read-sources.ts';
import { drawTile, toDrawn, toPosition } from '#lib/here/tile-view.ts';
import { worldHeight, worldNorth, worldScale, worldWidth } from '#lib/here/world-frame.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import styles from './here-finder.module.css';
import { PointingArea } from './pointing-area.tsx';

type Props = {
  reader: SourceReader;
  world: string;
  /** The spot chosen last, by whatever way. */
  spot: Position | null;
  onPosition: (position: Position) => void;
};

type Closer = { state: 'loading' | 'failed' } | { state: 'shown'; tile: BoundaryTile; middle: Position };

/**
 * First the world, drawn from the page itself; then one tile of borders, the same file that the look-up reads. No other
 * map is loaded, so pointing tells nobody where.
 */
export function SpotMap({ reader, world, spot, onPosition }: Props) {
  const { map } = getMessages().here;
  const [closer, setCloser] = useState<Closer | null>(null);

  const look = async (middle: Position) => {
    setCloser({ state: 'loading' });
    try {
      setCloser({ state: 'shown', tile: await reader.getTile(middle), middle });
    } catch {
      setCloser({ state: 'failed' });
    }
  };
  // A spot given in another way moves the map to it; its tile has been read already.
  useEffect(() => {
    if (spot === null) return;
    let left = false;
    reader.getTile(spot).then(
      (tile) => !left && setCloser({ state: 'shown', tile, middle: spot }),
      () => {},
    );
    return () => {
      left = true;
    };
  }, [reader, spot]);

  const shown = closer?.state === 'shown' ? closer : null;
  return (
    <div className={styles.map}>
      <h3>{map.label}</h3>
      <p className={styles.small} id="map-hint">
        {shown === null ? map.hintWorld : map.hintTile}
      </p>
      {shown === null ? (
        <PointingArea
          key="world"
          label={map.world}
          width={worldWidth}
          height={worldHeight}
          onPoint={(x, y) => void look({ lon: x / worldScale - 180, lat: worldNorth - y / worldScale })}
        >
          <path className={styles.land} d={world} />
        </PointingArea>
      ) : (
        <TileMap key={formatPosition(shown.middle)} {...shown} spot={spot} onPosition={onPosition} />
      )}
      <p role="status" className={styles.message}>
        {closer?.state === 'loading' ? map.loading : closer?.state === 'failed' ? map.failed : ''}
      </p>
      {shown !== null && (
        <button type="button" className={styles.plain} onClick={() => setCloser(null)}>
          {map.back}
        </button>
      )}
    </div>
  );
}

function TileMap({
  tile,
  middle,
  spot,
  onPosition,
}: {
  tile: BoundaryTile;
  middle: Position;
  spot: Position | null;
  onPosition: (position: Position) => void;
}) {
  const { map } = getMessages().here;
  const view = useMemo(() => drawTile(tile), [tile]);
  const start = toDrawn(tile, middle);
  const chosen = spot === null ? null : toDrawn(tile, spot);
  return (
    <PointingArea
      label={fill(map.tile, { position: formatPosition(middle) })}
      width={view.width}
      height={view.height}
      start={start}
      onPoint={(x, y) => onPosition(toPosition(tile, x, y))}
    >
      {view.land.map(({ code, path }) => (
        <path key={code} className={styles.land} d={path} fillRule="evenodd" />
      ))}
      <path className={styles.coast} d={view.coasts} />
      <path className={styles.regionLine} d={view.regions} />
      <path className={styles.countryLine} d={view.countries} />
      <path className={styles.disputedLine} d={view.disputed} />
      {view.labels.map(({ code, text, x, y }) => (
        <text key={code} x={x} y={y} className={code.length === 2 ? styles.countryName : styles.regionName}>
          {text}
        </text>
      ))}
      {chosen !== null && <circle className={styles.spot} cx={chosen.x} cy={chosen.y} r={7} />}
    </PointingArea>
  );
}
