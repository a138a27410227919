'use client';

import type { FeatureCollection } from 'geojson';
import { type ComponentType, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import { type DeviceFilter, toQuery, toServerFilter } from '#lib/devices/filter.ts';
import type { DrawnDevicesStore } from './drawn-devices.ts';
import type { CanvasProps, StartCamera } from './engine/canvas-props.ts';
import type { EngineEvent, EngineMap } from './engine/engine-map.ts';
import { areaLayer, cellsFrom, toAreaRadius, toLayerFilters } from './layers/devices.ts';
import { addImage } from './map-images.ts';
import { type DrawnSource, toMapStyle } from './map-style.ts';
import type { Overlay } from './overlay.ts';
import type { Theme } from './palette.ts';
import { type Picked, pickAt } from './pick.ts';
import type { Spot } from './spots.ts';
import { copyNow, type PictureText, takePicture } from './take-picture.ts';
import type { MapData } from './tile-sets.ts';
import { toCameraBounds } from './view-extent.ts';

/** Moves the map from outside: buttons, list, place links, keyboard. */
export type MapHandle = {
  zoomBy: (steps: number) => void;
  panBy: (x: number, y: number) => void;
  show: (extent: Extent) => void;
  showPoint: (lon: number, lat: number, zoom?: number) => void;
  /** Opens what is at the middle, or at a spot. */
  open: (spot: Spot | null) => void;
  focusMap: () => void;
  camera: () => StartCamera;
  /** The view as a PNG with its title and credits. */
  takePicture: (text: PictureText) => Promise<Blob>;
  /** Draws the view into a canvas within this call, for printing; false where the engine cannot. */
  drawInto: (canvas: HTMLCanvasElement) => boolean;
};

export type ViewBounds = { west: number; south: number; east: number; north: number; zoom: number };

type Props = {
  /** The engine's own component. */
  Shell: ComponentType<CanvasProps>;
  token: string | null;
  data: MapData;
  filter: DeviceFilter;
  showDevices: boolean;
  overlay: Overlay;
  /** Counted cells and density of the present view, as they come. */
  drawn: DrawnDevicesStore;
  /** What the keyboard has reached. */
  spot: Spot | null;
  theme: Theme;
  reducedMotion: boolean;
  label: string;
  /** Where it begins; read once. */
  start: Extent | StartCamera;
  onView: (view: ViewBounds, byReader: boolean) => void;
  onPick: (picked: Picked) => void;
  onReady: (handle: MapHandle | null) => void;
  /** The engine cannot go on. */
  onFail: (reason: string) => void;
  /** Tiles that could not be had since the last time that all could. */
  onMissingTiles: (count: number) => void;
};

const none: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** The drawn map, whichever engine draws it. Everything that it shows is in the list twin too. */
export default function MapCanvas(props: Props) {
  const { Shell, data, filter, showDevices, overlay, theme, reducedMotion, spot, onView, onPick } = props;
  const [map, setMap] = useState<EngineMap | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [stretch, setStretch] = useState(1);
  const duration = reducedMotion ? 0 : 400;
  const { drawn } = props;
  const focus = useMemo(() => toFocus(spot), [spot]);

  // Only what the tiles themselves depend on calls for a new style; the engine takes every other filter by itself.
  const asked = toQuery(toServerFilter(filter)).toString();
  const latest = useRef({ filter, focus, stretch });
  latest.current = { filter, focus, stretch };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the latest filter and scale are taken along, but call for nothing
  const style = useMemo(
    () =>
      toMapStyle({
        origin: window.location.origin,
        basemap: data.basemap,
        street: data.street,
        devices: data.devices,
        filter: latest.current.filter,
        showDevices,
        overlay,
        theme,
        stretch: latest.current.stretch,
        drawn: { ...drawn.now, focus: latest.current.focus },
      }),
    [data, asked, showDevices, overlay, theme, drawn],
  );
  const [camera] = useState(() => toStartCamera(props.start));

  const pick = useCallback(
    (target: EngineMap, x: number, y: number, reach: number) => {
      const picked = pickAt(target, { x, y, reach, overlay });
      if (picked?.kind === 'cell') {
        target.easeTo({
          center: [picked.lon, picked.lat],
          zoom: Math.min(target.getZoom() + 2.2, 16),
          duration,
        });
      } else if (picked !== null) onPick(picked);
    },
    [onPick, overlay, duration],
  );

  useDrawnData(map, drawn, focus, data.devices.rawZoom);
  useLayerChanges(map, filter, stretch, style);
  const prepareImages = useImages(map, theme);
  const reportView = useCallback(
    (view: ViewBounds, byReader: boolean) => {
      // Single devices, whose precision is drawn, only appear from about here on.
      setStretch(view.zoom < 6 ? 1 : toStretch((view.north + view.south) / 2));
      onView(view, byReader);
    },
    [onView],
  );
  useViewReports(map, reportView);
  useTileTrouble(map, props.onMissingTiles);
  useClicks(map, pick);
  useHandle(map, { duration, pick, onPick, onReady: props.onReady });

  const { onFail } = props;
  const handleError = useCallback(
    (event: EngineEvent) => {
      // A tile that fails leaves a gap that is told and tried again; a map that never loaded is a failure.
      const isTile = event.tile !== undefined || event.sourceId !== undefined;
      if (map === null && !isTile) onFail(event.error?.message ?? '');
    },
    [map, onFail],
  );
  return (
    <div ref={frame} data-engine-frame>
      <Shell
        style={style}
        camera={camera}
        label={props.label}
        reducedMotion={reducedMotion}
        onStyle={prepareImages}
        onMap={setMap}
        onError={handleError}
        onRefused={onFail}
        token={props.token}
      />
    </div>
  );
}

/**
 * Hands new cells, density and focus to the engine, and another filter where single devices are drawn; a style that was
 * replaced gets them from `toMapStyle`.
 */
function useDrawnData(
  map: EngineMap | null,
  drawn: DrawnDevicesStore,
  focus: FeatureCollection,
  rawZoom: number,
): void {
  const held = useRef<Partial<Record<DrawnSource, FeatureCollection>>>({});
  const waiting = useRef(new Set<string>());
  const keepUp = useRef<() => void>(() => {});
  useEffect(() => {
    if (map === null) return;
    const hand = (name: DrawnSource, data: FeatureCollection, isWaitedFor: boolean) => {
      if (held.current[name] === data) return;
      const source = map.getSource(name);
      if (source?.setData === undefined) return;
      source.setData(data);
      held.current[name] = data;
      if (isWaitedFor) waiting.current.add(name);
    };
    const draw = () => {
      hand('focus', focus, false);
      hand('density', drawn.now.density, true);
      if (map.getZoom() >= cellsFrom) hand('cells', drawn.now.cells, true);
      return waiting.current.size > 0;
    };
    const filter = (next: DeviceFilter) => {
      // Below that no tile waits for it, and the reader does not either.
      if (map.getZoom() < rawZoom || map.getSource('devices') === undefined) return;
      filterLayers(map, next);
      waiting.current.add('devices');
    };
    draw();
    // Cells are not seen from far out, and would have the whole map drawn once more: they come when the reader moves.
    keepUp.current = () => hand('cells', drawn.now.cells, false);
    return drawn.subscribe({ draw, filter });
  }, [map, drawn, focus, rawZoom]);
  useEffect(() => {
    if (map === null) {
      held.current = {};
      return;
    }
    // For `npm run bench -- map-browser`, which measures the time from an input to what the engine has laid out for it:
    // every tile of every source that was given something new.
    const laid = ({ sourceId, sourceDataType, isSourceLoaded }: EngineEvent) => {
      if (sourceId === undefined || sourceDataType === 'metadata' || isSourceLoaded !== true) return;
      if (!waiting.current.delete(sourceId) || waiting.current.size > 0) return;
      performance.mark('map-cells-laid');
      drawn.laid();
    };
    const keepUpNow = () => keepUp.current();
    map.on('sourcedata', laid);
    map.on('movestart', keepUpNow);
    return () => {
      map.off('sourcedata', laid);
      map.off('movestart', keepUpNow);
    };
  }, [map, drawn]);
}

function filterLayers(map: EngineMap, filter: DeviceFilter): void {
  for (const [layer, test] of toLayerFilters(filter))
    if (map.getLayer(layer) !== undefined) map.setFilter(layer, test, { validate: false });
}

/** What needs no other tiles goes to the layers themselves: comparing the whole style would hold up the reader's hand. */
function useLayerChanges(map: EngineMap | null, filter: DeviceFilter, stretch: number, style: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style may have come with an older filter
  useEffect(() => {
    if (map !== null) filterLayers(map, filter);
  }, [map, filter, style]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style may have come with an older scale
  useEffect(() => {
    if (map?.getLayer(areaLayer) === undefined) return;
    map.setPaintProperty(areaLayer, 'circle-radius', toAreaRadius(stretch), { validate: false });
  }, [map, stretch, style]);
}

/**
 * Symbols are drawn when a layer first asks for one, which can be before the map counts as loaded; those in use are
 * drawn again for another theme.
 *
 * @returns to be called with the map as soon as there is one
 */
function useImages(map: EngineMap | null, theme: Theme): (map: EngineMap) => void {
  const current = useRef(theme);
  const prepared = useRef(new WeakSet<EngineMap>());
  useEffect(() => {
    if (current.current === theme || map === null) return;
    current.current = theme;
    for (const name of map.listImages()) addImage(map, name, theme);
  }, [map, theme]);
  return useCallback((target: EngineMap) => {
    if (prepared.current.has(target)) return;
    prepared.current.add(target);
    const draw = (name: string) => addImage(target, name, current.current);
    if (target.setMissingStyleImageResolver !== undefined) target.setMissingStyleImageResolver(draw);
    else
      target.on('styleimagemissing', ({ id }) => {
        if (id !== undefined) draw(id);
      });
  }, []);
}

function useViewReports(map: EngineMap | null, onView: Props['onView']): void {
  useEffect(() => {
    if (map === null) return;
    const report = (byReader: boolean) => {
      const bounds = map.getBounds();
      if (bounds === null) return;
      const edges = {
        west: bounds.getWest(),
        south: Math.max(-90, bounds.getSouth()),
        east: bounds.getEast(),
        north: Math.min(90, bounds.getNorth()),
      };
      onView({ ...edges, zoom: map.getZoom() }, byReader);
    };
    const moved = () => report(true);
    report(false);
    map.on('moveend', moved);
    return () => {
      map.off('moveend', moved);
    };
  }, [map, onView]);
}

/** Counts tiles that failed; a source that is whole again starts the count anew. */
function useTileTrouble(map: EngineMap | null, onMissingTiles: Props['onMissingTiles']): void {
  useEffect(() => {
    if (map === null) return;
    let missing = 0;
    const fail = (event: EngineEvent) => {
      if (event.tile === undefined && event.sourceId === undefined) return;
      missing += 1;
      onMissingTiles(missing);
    };
    const settle = () => {
      if (missing > 0) return;
      onMissingTiles(0);
    };
    const restart = () => {
      missing = 0;
    };
    map.on('error', fail);
    map.on('movestart', restart);
    map.on('idle', settle);
    return () => {
      map.off('error', fail);
      map.off('movestart', restart);
      map.off('idle', settle);
    };
  }, [map, onMissingTiles]);
}

type PickAtPoint = (map: EngineMap, x: number, y: number, reach: number) => void;

function useClicks(map: EngineMap | null, pick: PickAtPoint): void {
  useEffect(() => {
    if (map === null) return;
    const click = ({ point }: EngineEvent) => {
      // A finger covers more than a pointer's tip.
      const reach = window.matchMedia('(pointer: coarse)').matches ? 14 : 6;
      if (point !== undefined) pick(map, point.x, point.y, reach);
    };
    map.on('click', click);
    return () => {
      map.off('click', click);
    };
  }, [map, pick]);
}

function useHandle(
  map: EngineMap | null,
  options: { duration: number; pick: PickAtPoint } & Pick<Props, 'onPick' | 'onReady'>,
): void {
  const { duration, pick, onPick, onReady } = options;
  useEffect(() => {
    if (map === null) return;
    onReady({
      zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, duration: duration / 2 }),
      panBy: (x, y) => map.panBy([x, y], { duration: duration / 2 }),
      show: (extent) =>
        map.fitBounds(toCameraBounds(extent, map.getContainer().clientWidth), { padding: 4, duration }),
      showPoint: (lon, lat, zoom = 16) =>
        map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), zoom), duration }),
      open: (spot) => {
        if (spot !== null && spot.cell !== null) {
          onPick({ kind: 'devices', cell: spot.cell });
          return;
        }
        const canvas = map.getCanvas();
        const at =
          spot === null
            ? { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 }
            : map.project([spot.lon, spot.lat]);
        pick(map, at.x, at.y, spot === null ? 44 : 3);
      },
      focusMap: () => map.getCanvas().focus({ preventScroll: true }),
      camera: () => {
        const { lng, lat } = map.getCenter();
        return { longitude: lng, latitude: lat, zoom: map.getZoom() };
      },
      takePicture: (text) => takePicture(map, text),
      drawInto: (canvas) => {
        if (map.redraw === undefined) return false;
        map.redraw();
        copyNow(map, canvas);
        return true;
      },
    });
    return () => onReady(null);
  }, [map, duration, pick, onPick, onReady]);
}

function toFocus(spot: Spot | null): FeatureCollection {
  if (spot === null) return none;
  const point = { type: 'Point' as const, coordinates: [spot.lon, spot.lat] };
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: point, properties: { radius: spot.radius } }],
  };
}

/** Mercator's scale at a latitude, in steps of a twentieth: the style need not change with every move. */
function toStretch(latitude: number): number {
  const scale = 1 / Math.cos((Math.min(84, Math.abs(latitude)) * Math.PI) / 180);
  return 1.05 ** Math.round(Math.log(scale) / Math.log(1.05));
}

function toStartCamera(start: Extent | StartCamera): StartCamera {
  if (!('west' in start)) return start;
  const width = Math.min(window.innerWidth, 1248);
  return { bounds: toCameraBounds(start, width), fitBoundsOptions: { padding: 0 } };
}
