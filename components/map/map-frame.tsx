'use client';

import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { Device } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { BottomSheet, type SnapPoint } from './bottom-sheet.tsx';
import { DetailsPanel, toDetailsTitle } from './details-panel.tsx';
import type { StartCamera } from './engine/canvas-props.ts';
import { EngineChoice } from './engine-choice.tsx';
import styles from './map.module.css';
import type { MapScene } from './map-address.ts';
import { MapButtons } from './map-buttons.tsx';
import type { MapHandle, ViewBounds } from './map-canvas.tsx';
import { MapStatus } from './map-status.tsx';
import type { Overlay } from './overlay.ts';
import type { Theme } from './palette.ts';
import type { Picked } from './pick.ts';
import type { Spot } from './spots.ts';
import type { HeldPicture } from './use-device-picture.ts';
import type { Engine, useEngine } from './use-engine.ts';
import { useMapKeys } from './use-map-keys.tsx';
import { useMediaQuery } from './use-preferences.ts';

type Props = {
  frame: RefObject<HTMLDivElement | null>;
  handle: RefObject<MapHandle | null>;
  engine: ReturnType<typeof useEngine>;
  mapboxToken: string | null;
  filter: DeviceFilter;
  /** The filter as a part of a sentence. */
  label: string;
  scene: MapScene;
  overlay: Overlay;
  picture: HeldPicture;
  coverage: Coverage;
  theme: Theme;
  start: Extent | StartCamera;
  zoom: number | null;
  picked: Picked | null;
  onPick: (picked: Picked | null) => void;
  onOpenDevice: (device: Device) => void;
  onView: (view: ViewBounds, byReader: boolean) => void;
  /** Filter and legend: beside the map, on a phone in the sheet below it. */
  sidePanel: ReactNode;
  /** What was opened of an overlay or in its view; null for what the map itself knows. */
  overlayDetails: ReactNode;
  overlayTitle?: string | undefined;
  /** What the map shows as a sentence, where it shows no devices. */
  summary?: string | undefined;
  /** What the keyboard has reached, where it is no device. */
  describeSpot?: ((spot: Spot) => string) | undefined;
};

/** The map with everything that lies on it: buttons, status, what was opened, and the panel beside it. */
export function MapFrame(props: Props) {
  const { map } = getMessages();
  const { handle, engine, picture, picked, onPick, zoom } = props;
  const { engine: current } = engine;
  const [missing, setMissing] = useState(0);
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  // On a phone the map comes first and the filter is one tap away; without JavaScript it is always open.
  const narrow = useMediaQuery('(max-width: 60rem)');
  const isPhone = useMediaQuery('(max-width: 40rem)') && current.state === 'ready';
  const keys = useMapKeys({ handle, spots: picture.spots, zoom, onClose: () => onPick(null) });
  const ready = useCallback(
    (value: MapHandle | null) => {
      handle.current = value;
    },
    [handle],
  );
  const title = picked === null ? null : (props.overlayTitle ?? toDetailsTitle(picked, props.coverage));
  const details =
    picked === null || title === null ? null : (
      <DetailsPanel
        key={JSON.stringify(picked)}
        picked={picked}
        coverage={props.coverage}
        overlayDetails={props.overlayDetails}
        title={title}
        filter={props.filter}
        onClose={() => onPick(null)}
        onOpenDevice={props.onOpenDevice}
      />
    );
  const [snap, setSnap] = useState<SnapPoint>('peek');
  // What a tap opens must be seen, and the map above it too.
  useEffect(() => setSnap(picked === null ? 'peek' : 'half'), [picked]);
  const panel = (
    <>
      {props.sidePanel}
      {props.mapboxToken !== null && <EngineChoice engine={engine} handle={handle} />}
    </>
  );
  const held = current.state === 'ready' ? (current.data.street?.attribution ?? null) : undefined;
  const streets = props.scene.view === 'devices' ? held : undefined;
  const start = current.state === 'ready' && current.camera !== null ? current.camera : props.start;
  return (
    <div className={styles.workspace} data-screen-only>
      <a className={styles.skip} href="#list">
        {map.skipToList}
      </a>
      <div className={styles.frame} ref={props.frame}>
        {current.state === 'ready' ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: keys of the map's canvas, which has the focus, bubble up to here
          <div className={styles.canvas} onKeyDown={keys.onKeyDown}>
            <current.Canvas
              key={current.name}
              Shell={current.Shell}
              token={props.mapboxToken}
              data={current.data}
              filter={props.filter}
              showDevices={props.scene.view === 'devices'}
              overlay={props.overlay}
              drawn={picture.drawn}
              spot={keys.spot}
              theme={props.theme}
              reducedMotion={reducedMotion}
              label={map.canvas}
              start={start}
              onView={props.onView}
              onPick={onPick}
              onReady={ready}
              onFail={engine.fail}
              onMissingTiles={setMissing}
            />
            <div className={styles.cross} aria-hidden="true" data-hidden={keys.spot !== null} />
          </div>
        ) : (
          <div className={styles.placeholder}>
            <p className={styles.needsScript}>
              {current.state === 'waiting' ? map.loading : toFailure(current)}
            </p>
            {current.state === 'failed' && (
              <p>
                <button type="button" onClick={engine.reload}>
                  {map.tryAgain}
                </button>
              </p>
            )}
            <p className={styles.withoutScript}>{map.noScript}</p>
          </div>
        )}
        {current.state === 'ready' && <MapButtons handle={handle} onHelp={keys.showHelp} />}
        {!isPhone && details}
        <MapStatus
          picture={picture}
          streets={streets}
          summary={props.summary}
          describeSpot={props.describeSpot}
          label={props.label}
          zoom={zoom}
          spot={keys.spot}
          missing={missing + picture.missing}
          onRetry={() => {
            setMissing(0);
            picture.retry();
            engine.reload();
          }}
        />
        {keys.help}
        {isPhone && (
          <BottomSheet title={title ?? map.sheetFilters} snap={snap} onSnap={setSnap}>
            {details ?? panel}
          </BottomSheet>
        )}
      </div>
      {!isPhone && (
        <details className={styles.side} open={!narrow}>
          <summary>{map.filters}</summary>
          {panel}
        </details>
      )}
    </div>
  );
}

function toFailure({ state }: Engine): string {
  const { map } = getMessages();
  return state === 'noWebgl' ? map.noWebgl : map.failed;
}
