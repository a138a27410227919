'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import { type DeviceFilter, type FilterNames, noFilter, toLabel } from '#lib/devices/filter.ts';
import type { FilterLabels, NamedKind } from '#lib/devices/filter-names.ts';
import type { ListOrder } from '#lib/devices/list-order.ts';
import type { CountedName, DatasetHole, Device, DeviceList } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import type { CubeDictionary } from '#lib/tiles/cube-dictionary.ts';
import { describeSpot } from './describe-spot.ts';
import { type FilterChoices, FilterForm } from './filter-form.tsx';
import { toHoleOverlay } from './layers/holes.ts';
import { Legend } from './legend.tsx';
import { ListFold } from './list-fold.tsx';
import { ListSection } from './list-section.tsx';
import { type MapScene, toMapHref } from './map-address.ts';
import type { MapHandle, ViewBounds } from './map-canvas.tsx';
import { MapFrame } from './map-frame.tsx';
import { toCredit } from './map-status.tsx';
import { noOverlay } from './overlay.ts';
import { palettes } from './palette.ts';
import type { Picked } from './pick.ts';
import { PrintPicture } from './print-picture.tsx';
import { Share } from './share.tsx';
import { fetchPlace } from './tile-sets.ts';
import { useDevicePicture } from './use-device-picture.ts';
import { useEngine } from './use-engine.ts';
import { useListOrder } from './use-list-order.ts';
import { useMapAddress } from './use-map-address.ts';
import { useMediaQuery } from './use-preferences.ts';
import { inhabitedWorld, toExtent } from './view-extent.ts';
import { ViewSwitch } from './view-switch.tsx';
import type { View } from './worker/protocol.ts';
import type { YearRange } from './year-player.tsx';

export type MapExplorerProps = {
  filter: DeviceFilter;
  scene: MapScene;
  /** From the address; null shows the place's own box or the world. */
  extent: Extent | null;
  place: { extent: Extent | null; focus: Extent | null } | null;
  list: DeviceList;
  order: ListOrder;
  choices: FilterChoices;
  /** Names of what the filter asks for by name. */
  labels: FilterLabels;
  coverage: Coverage;
  /** The operator's Mapbox token; null leaves MapLibre as the only engine. */
  mapboxToken: string | null;
  /** True where the operator set a street-level base map. */
  hasStreets: boolean;
  /** Where a dataset is known to be empty. */
  holes: readonly DatasetHole[];
  /** In a frame on another site: no address bar of its own, and the list folded. */
  embedded?: boolean;
};

/** Map, filter and list twin over one state, which is the address. Without JavaScript everything but the map remains. */
export function MapExplorer(props: MapExplorerProps) {
  const [filter, setFilter] = useState(props.filter);
  const [labels, setLabels] = useState(props.labels);
  // Boxes keep their own ticks; a form begun anew has none.
  const [cleared, setCleared] = useState(0);
  const { scene } = props;
  const [view, setView] = useState<Omit<View, 'filter'> | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const handle = useRef<MapHandle | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const engine = useEngine(props.hasStreets);
  const dark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = dark ? 'dark' : 'light';
  const holes = useMemo(() => toHoleOverlay(props.holes, palettes[theme]), [props.holes, theme]);
  const picture = useDevicePicture({ engine: engine.engine, filter, view });
  const extent = useMemo(
    () => (picture.box === null ? props.extent : toExtent(picture.box)),
    [picture.box, props.extent],
  );
  const listed = extent ?? props.place?.extent ?? null;
  const [order, setOrder] = useListOrder(props.order, toMapHref(filter, listed));
  const embedded = props.embedded ?? false;
  useMapAddress({ filter, extent, scene, order, enabled: !embedded });

  const changeName = (kind: NamedKind, slug: string | null, label: string) => {
    setLabels((held) => ({ ...held, [kind]: label }));
    setFilter((held) => ({ ...held, [kind]: slug ?? undefined }));
    if (kind === 'place' && slug !== null)
      fetchPlace(slug).then(
        (found) => {
          const shown = found.focus ?? found.extent;
          if (shown !== null) handle.current?.show(shown);
        },
        // The filter holds without the map moving there.
        () => {},
      );
  };
  const { ask } = picture;
  // The worker begins at once, and the page follows when the map is drawn.
  const changeFilter = useCallback((next: DeviceFilter) => ask(next, () => setFilter(next)), [ask]);
  const clear = useCallback(() => {
    setFilter(noFilter);
    setCleared((count) => count + 1);
  }, []);
  const changeView = useCallback(
    ({ zoom, ...bounds }: ViewBounds, byReader: boolean) =>
      setView({ bounds, zoom, held: byReader ? null : props.extent }),
    [props.extent],
  );
  const showDevice = useCallback((device: Device) => {
    handle.current?.showPoint(device.lon, device.lat);
    setPicked({ kind: 'devices', cell: device.cell });
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const { share } = getMessages();
  const names = toNames(props.choices, labels);
  const label = toLabel(filter, names);
  const href = toMapHref(filter, extent, scene);
  const isDrawn = engine.engine.state === 'ready';
  const devices = engine.engine.state === 'ready' ? engine.engine.data.devices : null;
  const streets = engine.engine.state === 'ready' ? engine.engine.data.street?.attribution : undefined;
  const years = useMemo(() => (devices === null ? null : toYearRange(devices.cubes.dictionary)), [devices]);
  return (
    <>
      {!embedded && (
        <ViewSwitch view={scene.view} toHref={(view) => toMapHref(filter, extent, { ...scene, view })} />
      )}
      <MapFrame
        frame={frame}
        handle={handle}
        engine={engine}
        mapboxToken={props.mapboxToken}
        filter={filter}
        label={label}
        scene={scene}
        // Patterns are drawn on demand, which the map can only ask for once it has come up.
        overlay={view === null ? noOverlay : holes}
        picture={picture}
        coverage={props.coverage}
        theme={theme}
        start={props.extent ?? props.place?.focus ?? props.place?.extent ?? inhabitedWorld}
        zoom={view?.zoom ?? null}
        picked={picked}
        onPick={setPicked}
        onView={changeView}
        describeSpot={(spot) => describeSpot(spot, picture.spots, names.technology)}
        overlayDetails={null}
        onOpenDevice={showDevice}
        sidePanel={
          <>
            <FilterForm
              key={cleared}
              filter={filter}
              choices={props.choices}
              tally={picture.tally}
              years={years}
              labels={labels}
              kept={toKept(extent, scene)}
              clearHref={toMapHref(noFilter, extent, scene)}
              toHrefWithout={(kind) => toMapHref({ ...filter, [kind]: undefined }, extent, scene)}
              onChange={changeFilter}
              onName={changeName}
              onClear={clear}
            />
            <Legend devices={devices} hasHoles={holes !== noOverlay} />
            {!embedded && (
              <Share href={href} label={label} handle={handle} drawn={isDrawn} streets={streets} />
            )}
          </>
        }
      />
      <PrintPicture handle={handle} label={fill(share.frameTitle, { label })} credit={toCredit(streets)} />
      <ListFold folded={embedded} href={href}>
        <ListSection
          first={props.list}
          filter={filter}
          extent={listed}
          label={label}
          scene={scene}
          order={order}
          onOrder={setOrder}
          {...(isDrawn ? { onShow: showDevice } : {})}
        />
      </ListFold>
    </>
  );
}

/** Null where there are not two years to play. */
function toYearRange({ years }: CubeDictionary): YearRange | null {
  const known = years.filter((year) => year !== null);
  const range = { first: Math.min(...known), last: Math.max(...known) };
  return range.first < range.last ? range : null;
}

/** What the form sends along although it is no filter. */
function toKept(extent: Extent | null, scene: MapScene): Record<string, string> {
  const query = new URL(toMapHref(noFilter, extent, scene), 'http://site.invalid').searchParams;
  return Object.fromEntries(query);
}

function toNames(
  { technologies, operatorKinds, datasets }: FilterChoices,
  labels: FilterLabels,
): FilterNames {
  const { map } = getMessages();
  const find = (rows: readonly CountedName[], code: string) =>
    rows.find((row) => row.code === code)?.label ?? code;
  const words = (names: Readonly<Record<string, string>>, code: string) => names[code];
  return {
    technology: (code) => (code === 'unknown' ? map.unknownTechnology : find(technologies, code)),
    dataset: (id) => find(datasets, id),
    place: (code) => labels.place ?? code,
    operatorKind: (code) => words(map.operatorKinds, code) ?? find(operatorKinds, code),
    grade: (code) => words(map.grades, code) ?? code,
    subject: (slug) => labels.law ?? labels.program ?? labels.vendor ?? slug,
  };
}
