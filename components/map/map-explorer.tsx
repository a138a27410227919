'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import { type DeviceFilter, noFilter, toLabel } from '#lib/devices/filter.ts';
import type { CountedName, Device, DeviceList } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { FilterForm } from './filter-form.tsx';
import { toCoverageOverlay } from './layers/coverage.ts';
import { Legend } from './legend.tsx';
import { ListSection } from './list-section.tsx';
import { formatBox, type MapScene, type MapView, toMapHref } from './map-address.ts';
import type { MapHandle, ViewBounds } from './map-canvas.tsx';
import { MapFrame } from './map-frame.tsx';
import { noOverlay } from './overlay.ts';
import { palettes } from './palette.ts';
import type { Picked } from './pick.ts';
import { useDevicePicture } from './use-device-picture.ts';
import { useEngine } from './use-engine.ts';
import { useMapAddress } from './use-map-address.ts';
import { useMediaQuery } from './use-preferences.ts';
import { type CellBox, inhabitedWorld, settleExtent, toCellBox, toExtent } from './view-extent.ts';
import { ViewSwitch } from './view-switch.tsx';

export type MapExplorerProps = {
  filter: DeviceFilter;
  scene: MapScene;
  /** From the address; null shows the place's own box or the world. */
  extent: Extent | null;
  place: { code: string; label: string; extent: Extent | null; focus: Extent | null } | null;
  list: DeviceList;
  technologies: readonly CountedName[];
  datasets: readonly CountedName[];
  coverage: Coverage;
  /** The operator's Mapbox token; null leaves MapLibre as the only engine. */
  mapboxToken: string | null;
};

/** Map, filter and list twin over one state, which is the address. Without JavaScript everything but the map remains. */
export function MapExplorer(props: MapExplorerProps) {
  const [filter, setFilter] = useState(props.filter);
  const [scene, setScene] = useState(props.scene);
  const [box, setBox] = useState<CellBox | null>(null);
  const [zoom, setZoom] = useState<number | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const handle = useRef<MapHandle | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const engine = useEngine();
  const dark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = dark ? 'dark' : 'light';
  const place = filter.place === undefined ? null : props.place;
  const extent = useMemo(() => (box === null ? props.extent : toExtent(box)), [box, props.extent]);
  const listed = extent ?? props.place?.extent ?? null;

  const picture = useDevicePicture({ engine: engine.engine, filter, box, zoom });
  useMapAddress({ filter, extent, scene });

  // What the chosen view lays over the land. A view of its own kind goes here and into `sidePanel` below.
  const overlay = useMemo(
    () => (scene.view === 'coverage' ? toCoverageOverlay(props.coverage, palettes[theme]) : noOverlay),
    [scene.view, props.coverage, theme],
  );

  const changeFilter = useCallback((next: DeviceFilter) => {
    setFilter((held) => ({ ...next, ...(held.place === undefined ? {} : { place: held.place }) }));
  }, []);
  const changeView = useCallback(
    (view: ViewBounds, byReader: boolean) => {
      setZoom(view.zoom);
      setBox(byReader ? toCellBox(view, view.zoom) : settleExtent(props.extent, view, view.zoom));
    },
    [props.extent],
  );
  const showDevice = (device: Device) => {
    handle.current?.showPoint(device.lon, device.lat);
    setPicked({ kind: 'devices', cell: device.cell });
    frame.current?.scrollIntoView({ block: 'nearest' });
  };

  const names = useMemo(() => toNames(props), [props]);
  const label = toLabel(filter, names);
  const { place: _, ...withoutPlace } = filter;
  return (
    <>
      <ViewSwitch
        view={scene.view}
        toHref={(view) => toMapHref(filter, extent, { ...scene, view })}
        onChange={(view: MapView) => setScene((held) => ({ ...held, view }))}
      />
      <MapFrame
        frame={frame}
        handle={handle}
        engine={engine}
        mapboxToken={props.mapboxToken}
        filter={filter}
        label={label}
        scene={scene}
        overlay={overlay}
        picture={picture}
        coverage={props.coverage}
        theme={theme}
        start={props.extent ?? props.place?.focus ?? props.place?.extent ?? inhabitedWorld}
        zoom={zoom}
        picked={picked}
        onPick={setPicked}
        onView={changeView}
        overlayDetails={null}
        sidePanel={
          <>
            <FilterForm
              filter={filter}
              technologies={props.technologies}
              datasets={props.datasets}
              tally={picture.tally}
              place={place}
              bbox={extent === null ? null : formatBox(extent)}
              clearHref={toMapHref(noFilter, extent, scene)}
              withoutPlaceHref={toMapHref(withoutPlace, extent, scene)}
              onChange={changeFilter}
              onClear={() => setFilter(noFilter)}
            />
            <Legend scene={scene} />
          </>
        }
      />
      <ListSection
        first={props.list}
        filter={filter}
        extent={listed}
        label={label}
        scene={scene}
        {...(engine.engine.state === 'ready' ? { onShow: showDevice } : {})}
      />
    </>
  );
}

function toNames(props: MapExplorerProps) {
  const { map } = getMessages();
  const find = (rows: readonly CountedName[], code: string) =>
    rows.find((row) => row.code === code)?.label ?? code;
  return {
    technology: (code: string) =>
      code === 'unknown' ? map.unknownTechnology : find(props.technologies, code),
    dataset: (id: string) => find(props.datasets, id),
    place: (code: string) => props.place?.label ?? code,
  };
}
