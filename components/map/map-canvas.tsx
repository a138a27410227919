'use client';

import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl';
import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type MapRef, Map as ReactMap, ScaleControl } from 'react-map-gl/maplibre';
import { type Extent, wholeWorld } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import { clickableLayers } from './layers/devices.ts';
import { addImage } from './map-images.ts';
import { toMapStyle } from './map-style.ts';
import type { Theme } from './palette.ts';
import type { MapData } from './tile-sets.ts';

maplibre.setWorkerUrl('/vendor/maplibre-gl-worker.mjs');

/** What the reader pointed at. */
export type Picked = { kind: 'devices'; cell: number } | { kind: 'country'; code: string };

/** Moves the map from outside: buttons, list, place links. */
export type MapHandle = {
  zoomBy: (steps: number) => void;
  show: (extent: Extent) => void;
  showPoint: (lon: number, lat: number) => void;
};

type Props = {
  data: MapData;
  filter: DeviceFilter;
  showCoverage: boolean;
  theme: Theme;
  reducedMotion: boolean;
  label: string;
  start: Extent;
  onView: (extent: Extent, zoom: number, byReader: boolean) => void;
  onPick: (picked: Picked) => void;
  onReady: (handle: MapHandle) => void;
  onFail: () => void;
};

/** The drawn map. Loaded only in a browser that can draw it; everything that it shows is in the list twin too. */
export default function MapCanvas(props: Props) {
  const { data, filter, showCoverage, theme, reducedMotion, start, onView, onPick, onReady, onFail } = props;
  const reference = useRef<MapRef>(null);
  const [map, setMap] = useState<MapLibreMap | null>(null);
  const duration = reducedMotion ? 0 : 500;

  const style = useMemo(
    () => toMapStyle({ origin: window.location.origin, ...data, showCoverage, filter, theme }),
    [data, showCoverage, filter, theme],
  );
  // Read once: later changes of the address come from the map itself.
  const [initial] = useState(() => ({ bounds: toBounds(start), fitBoundsOptions: { padding: 4 } }));

  const pickAt = useCallback(
    (target: MapLibreMap, x: number, y: number, reach: number) => {
      const box: [[number, number], [number, number]] = [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ];
      const layers = clickableLayers.filter((id) => target.getLayer(id) !== undefined);
      const hits = target.queryRenderedFeatures(box, { layers });
      const hit = findNearest(target, hits, x, y);
      if (hit !== null && hit.layer.id === 'cells') {
        const [lon, lat] = toPoint(hit);
        target.easeTo({ center: [lon, lat], zoom: Math.min(target.getZoom() + 2.2, 16), duration });
        return;
      }
      if (hit !== null && typeof hit.id === 'number') {
        onPick({ kind: 'devices', cell: hit.id });
        return;
      }
      const [land] = target.queryRenderedFeatures([x, y], { layers: ['land'] });
      const code: unknown = land?.properties.code;
      if (typeof code === 'string') onPick({ kind: 'country', code });
    },
    [onPick, duration],
  );

  const handleLoad = useCallback(() => {
    const loaded = reference.current?.getMap();
    if (loaded === undefined) return;
    setMap(loaded);
    onReady({
      zoomBy: (steps) => loaded.easeTo({ zoom: loaded.getZoom() + steps, duration: duration / 2 }),
      show: (extent) => loaded.fitBounds(toBounds(extent), { padding: 4, duration }),
      showPoint: (lon, lat) =>
        loaded.easeTo({ center: [lon, lat], zoom: Math.max(loaded.getZoom(), 16), duration }),
    });
    onView(toExtent(loaded), loaded.getZoom(), false);
  }, [onReady, onView, duration]);

  // Patterns and symbols depend on the theme; those in use are drawn again, new ones when a layer asks for them.
  useEffect(() => {
    if (map === null) return;
    for (const name of map.listImages()) addImage(map, name, theme);
  }, [map, theme]);

  return (
    <ReactMap
      ref={reference}
      mapLib={maplibre}
      mapStyle={style}
      initialViewState={initial}
      style={{ inlineSize: '100%', blockSize: '100%' }}
      minZoom={-1}
      maxZoom={18}
      dragRotate={false}
      pitchWithRotate={false}
      touchPitch={false}
      maxPitch={0}
      fadeDuration={reducedMotion ? 0 : 150}
      attributionControl={false}
      locale={{ 'Map.Title': props.label }}
      cooperativeGestures={false}
      onLoad={handleLoad}
      onStyleData={(event) => {
        const target = event.target;
        target.touchZoomRotate.disableRotation();
        target.setMissingStyleImageResolver((name) => addImage(target, name, theme));
      }}
      onMoveEnd={(event) => {
        onView(
          toExtent(event.target),
          event.viewState.zoom,
          event.originalEvent !== undefined || map !== null,
        );
      }}
      onClick={(event) => pickAt(event.target, event.point.x, event.point.y, 6)}
      onError={(event) => {
        // A tile that fails leaves a gap that the next move tries again; a map that never loaded is a failure.
        if (map === null && !('tile' in event)) onFail();
      }}
    >
      <KeyboardPick map={map} pickAt={pickAt} />
      <ScaleControl position="bottom-left" />
    </ReactMap>
  );
}

/** Enter or the space bar opens what is nearest to the middle. */
function KeyboardPick({
  map,
  pickAt,
}: {
  map: MapLibreMap | null;
  pickAt: (m: MapLibreMap, x: number, y: number, reach: number) => void;
}) {
  useEffect(() => {
    const canvas = map?.getCanvas();
    if (map === null || canvas === undefined) return;
    const open = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      pickAt(map, canvas.clientWidth / 2, canvas.clientHeight / 2, 44);
    };
    canvas.addEventListener('keydown', open);
    return () => canvas.removeEventListener('keydown', open);
  }, [map, pickAt]);
  return null;
}

function findNearest(
  map: MapLibreMap,
  hits: MapGeoJSONFeature[],
  x: number,
  y: number,
): MapGeoJSONFeature | null {
  let nearest: { feature: MapGeoJSONFeature; distance: number } | null = null;
  for (const feature of hits) {
    const at = map.project(toPoint(feature));
    const distance = Math.hypot(at.x - x, at.y - y);
    if (nearest === null || distance < nearest.distance) nearest = { feature, distance };
  }
  return nearest?.feature ?? null;
}

function toPoint(feature: MapGeoJSONFeature): [number, number] {
  if (feature.geometry.type !== 'Point') return [0, 0];
  const [lon = 0, lat = 0] = feature.geometry.coordinates;
  return [lon, lat];
}

/** The engine counts on beyond 180°; a box across the antimeridian has its east edge there. */
function toBounds(extent: Extent): [number, number, number, number] {
  const east = extent.east < extent.west ? extent.east + 360 : extent.east;
  return [extent.west, Math.max(extent.south, -85), east, Math.min(extent.north, 85)];
}

function toExtent(map: MapLibreMap): Extent {
  const bounds = map.getBounds();
  const south = Math.max(-90, bounds.getSouth());
  const north = Math.min(90, bounds.getNorth());
  if (bounds.getEast() - bounds.getWest() >= 359.9) {
    const atEdge = map.getZoom() < 1.2;
    return { ...wholeWorld, ...(atEdge ? {} : { south, north }) };
  }
  return { west: wrap(bounds.getWest()), south, east: wrap(bounds.getEast()), north };
}

function wrap(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
