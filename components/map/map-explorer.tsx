'use client';

import { type ComponentType, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Extent, formatExtent, parseExtent } from '#lib/devices/extent.ts';
import { type DeviceFilter, toLabel, toQuery } from '#lib/devices/filter.ts';
import { type CountedName, type Device, type DeviceList, deviceListSchema } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { DetailsPanel } from './details-panel.tsx';
import { FilterForm } from './filter-form.tsx';
import { Legend } from './legend.tsx';
import { ListTwin } from './list-twin.tsx';
import styles from './map.module.css';
import { toMapHref } from './map-address.ts';
import type MapCanvas from './map-canvas.tsx';
import type { MapHandle, Picked } from './map-canvas.tsx';
import { fetchJson, fetchMapData, type MapData } from './tile-sets.ts';
import { useMediaQuery } from './use-preferences.ts';

export type MapExplorerProps = {
  filter: DeviceFilter;
  /** From the address; null shows the place's own box or the world. */
  extent: Extent | null;
  place: { code: string; label: string; extent: Extent | null; focus: Extent | null } | null;
  list: DeviceList;
  technologies: readonly CountedName[];
  datasets: readonly CountedName[];
  coverage: Coverage;
};

/** The first view: all lands but Antarctica, which would take a third of the picture. */
const inhabitedWorld: Extent = { west: -170, south: -57, east: -170.1, north: 78 };

type Engine =
  | { state: 'waiting' }
  | { state: 'ready'; Canvas: ComponentType<Parameters<typeof MapCanvas>[0]>; data: MapData }
  | { state: 'noWebgl' }
  | { state: 'failed' };

/** Map, filter and list twin over one state, which is the address. Without JavaScript everything but the map remains. */
export function MapExplorer(props: MapExplorerProps) {
  const { map } = getMessages();
  const [filter, setFilter] = useState(props.filter);
  const [extent, setExtent] = useState(props.extent);
  const [list, setList] = useState(props.list);
  const [zoom, setZoom] = useState<number | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [showCoverage, setShowCoverage] = useState(true);
  const [engine, setEngine] = useState<Engine>({ state: 'waiting' });
  const handle = useRef<MapHandle | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const dark = useMediaQuery('(prefers-color-scheme: dark)');
  // On a phone the map comes first and the filter is one tap away; without JavaScript it is always open.
  const narrow = useMediaQuery('(max-width: 60rem)');
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const place = filter.place === undefined ? null : props.place;
  const start = props.extent ?? props.place?.focus ?? props.place?.extent ?? inhabitedWorld;

  useEffect(() => {
    let left = false;
    loadEngine().then((loaded) => {
      if (!left) setEngine(loaded);
    });
    return () => {
      left = true;
    };
  }, []);

  useListOfView(filter, extent, props, setList);

  const changeFilter = useCallback((next: DeviceFilter) => {
    setFilter((held) => ({ ...next, ...(held.place === undefined ? {} : { place: held.place }) }));
  }, []);
  const changeView = useCallback((view: Extent, level: number, byReader: boolean) => {
    setZoom(level);
    if (byReader) setExtent(parseExtent(formatExtent(view)));
  }, []);
  const fail = useCallback(() => setEngine({ state: 'failed' }), []);
  const ready = useCallback((value: MapHandle) => {
    handle.current = value;
  }, []);
  const showDevice = (device: Device) => {
    handle.current?.showPoint(device.lon, device.lat);
    setPicked({ kind: 'devices', cell: device.cell });
    frame.current?.scrollIntoView({ block: 'nearest' });
  };

  const inView = useMemo(() => new Map(list.byTechnology.map(({ code, count }) => [code, count])), [list]);
  const names = useMemo(() => toNames(props), [props]);
  const summary = formatCount(list.total, map.summary, defaultLocale);
  const { place: _, ...withoutPlace } = filter;
  const Canvas = engine.state === 'ready' ? engine.Canvas : null;
  return (
    <>
      <div className={styles.workspace} data-screen-only>
        <a className={styles.skip} href="#list">
          {map.skipToList}
        </a>
        <div className={styles.frame} ref={frame}>
          {Canvas !== null && engine.state === 'ready' ? (
            <div className={styles.canvas}>
              <Canvas
                data={engine.data}
                filter={filter}
                showCoverage={showCoverage}
                theme={dark ? 'dark' : 'light'}
                reducedMotion={reducedMotion}
                label={map.canvas}
                start={start}
                onView={changeView}
                onPick={setPicked}
                onReady={ready}
                onFail={fail}
              />
              <div className={styles.cross} aria-hidden="true" />
            </div>
          ) : (
            <div className={styles.placeholder}>
              <p className={styles.needsScript}>
                {engine.state === 'waiting' ? map.loading : toFailure(engine)}
              </p>
              <p className={styles.withoutScript}>{map.noScript}</p>
            </div>
          )}
          {Canvas !== null && (
            <div className={styles.buttons}>
              <button
                type="button"
                aria-label={map.zoomIn}
                title={map.zoomIn}
                onClick={() => handle.current?.zoomBy(1)}
              >
                +
              </button>
              <button
                type="button"
                aria-label={map.zoomOut}
                title={map.zoomOut}
                onClick={() => handle.current?.zoomBy(-1)}
              >
                −
              </button>
              <button
                type="button"
                aria-label={map.wholeWorld}
                title={map.wholeWorld}
                onClick={() => handle.current?.show(inhabitedWorld)}
              >
                ◯
              </button>
            </div>
          )}
          {picked !== null && (
            <DetailsPanel
              key={picked.kind === 'devices' ? picked.cell : picked.code}
              picked={picked}
              coverage={props.coverage}
              onClose={() => setPicked(null)}
            />
          )}
          <div className={styles.status}>
            <p aria-live="polite">
              {zoom === null
                ? summary
                : map.summaryNow.replace('{devices}', summary).replace('{zoom}', zoom.toFixed(1))}
            </p>
            <a className={styles.credit} href="#map-sources">
              {map.credit}
            </a>
          </div>
        </div>
        <details className={styles.side} open={!narrow}>
          <summary>{map.filters}</summary>
          <FilterForm
            filter={filter}
            technologies={props.technologies}
            datasets={props.datasets}
            inView={inView}
            place={place}
            bbox={extent === null ? null : formatExtent(extent)}
            clearHref={toMapHref({ technologies: [], statuses: [], datasets: [] }, extent)}
            withoutPlaceHref={toMapHref(withoutPlace, extent)}
            onChange={changeFilter}
          />
          <Legend showCoverage={showCoverage} onShowCoverage={setShowCoverage} />
        </details>
      </div>
      <section id="list" aria-labelledby="list-title" className={styles.list} tabIndex={-1}>
        <h2 id="list-title">{map.list}</h2>
        <ListTwin
          list={list}
          filterLabel={toLabel(filter, names)}
          toPlaceHref={(code) => toMapHref({ ...filter, place: code }, null)}
          toBoxHref={(bbox) => toMapHref(filter, parseExtent(bbox))}
          {...(Canvas === null ? {} : { onShow: showDevice })}
        />
      </section>
    </>
  );
}

function toFailure({ state }: Engine): string {
  const { map } = getMessages();
  return state === 'noWebgl' ? map.noWebgl : map.failed;
}

/** Loads the engine and what it draws; never rejects. */
async function loadEngine(): Promise<Engine> {
  if (document.createElement('canvas').getContext('webgl2') === null) return { state: 'noWebgl' };
  try {
    const [{ default: Canvas }, data] = await Promise.all([import('./map-canvas.tsx'), fetchMapData()]);
    return { state: 'ready', Canvas, data };
  } catch {
    return { state: 'failed' };
  }
}

/** Keeps list and address with the filter and the extent, a moment after the last change. */
function useListOfView(
  filter: DeviceFilter,
  extent: Extent | null,
  first: MapExplorerProps,
  setList: (list: DeviceList) => void,
): void {
  const query = useMemo(() => {
    const parameters = toQuery(filter);
    const shown = extent ?? first.place?.extent ?? null;
    if (shown !== null) parameters.set('bbox', formatExtent(shown));
    return parameters.toString();
  }, [filter, extent, first.place]);
  const known = useRef(query);
  useEffect(() => {
    if (known.current === query) return;
    known.current = query;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      window.history.replaceState(null, '', toMapHref(filter, extent));
      fetchJson(`/tiles/devices/list.json?${query}`, deviceListSchema, abort.signal).then(setList, () => {
        // Aborted by the next move, or offline: the list keeps what it last knew, under its own count.
        known.current = '';
      });
    }, 250);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, filter, extent, setList]);
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
