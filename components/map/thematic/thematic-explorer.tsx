'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import { noFilter } from '#lib/devices/filter.ts';
import type { FlowFilter } from '#lib/flows/flow-filter.ts';
import type { FlowsView } from '#lib/flows/flows-view.ts';
import type { CoverageView } from '#lib/thematic/coverage-view.ts';
import type { Question } from '#lib/thematic/questions.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { firstScene, formatBox, type MapView, toMapHref } from '../map-address.ts';
import type { MapHandle, ViewBounds } from '../map-canvas.tsx';
import { MapFrame } from '../map-frame.tsx';
import { toCredit } from '../map-status.tsx';
import { noOverlay } from '../overlay.ts';
import type { Picked } from '../pick.ts';
import { PrintPicture } from '../print-picture.tsx';
import { type HeldPicture, noPicture } from '../use-device-picture.ts';
import { useEngine } from '../use-engine.ts';
import { useMediaQuery } from '../use-preferences.ts';
import { type CellBox, inhabitedWorld, settleExtent, toCellBox, toExtent } from '../view-extent.ts';
import { ViewSwitch } from '../view-switch.tsx';
import type { SubjectChoice } from './question-form.tsx';
import { toCoverageHref, toFlowsHref } from './thematic-address.ts';
import { TimeSlider } from './time-slider.tsx';
import { useAddress } from './use-address.ts';
import { useCoverageScene } from './use-coverage-scene.tsx';
import { useFlowsScene } from './use-flows-scene.tsx';
import { useThematicData } from './use-thematic-data.ts';

export type ThematicExplorerProps = {
  /** What the server made of the address; the list stands without JavaScript. */
  first: { view: 'coverage'; coverage: CoverageView } | { view: 'flows'; flows: FlowsView };
  subjects: readonly SubjectChoice[];
  /** ISO day. */
  today: string;
  /** From the address; null shows the world. */
  extent: Extent | null;
  mapboxToken: string | null;
};

const noCoverage: Coverage = { places: [] };

/** Programs, laws and flows on the map: question, day and list over one state, which is the address. */
export function ThematicExplorer(props: ThematicExplorerProps) {
  const { first, today } = props;
  const [box, setBox] = useState<CellBox | null>(null);
  const [zoom, setZoom] = useState<number | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const handle = useRef<MapHandle | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const engine = useEngine();
  const theme = useMediaQuery('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const extent = useMemo(() => (box === null ? props.extent : toExtent(box)), [box, props.extent]);
  const state = useThematicData();

  const open = useCallback((code: string, point: readonly [number, number] | null) => {
    if (point !== null) handle.current?.showPoint(point[0], point[1], 3);
    setPicked({ kind: 'country', code });
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const shared = {
    state,
    today,
    theme,
    picked,
    bbox: extent === null ? null : formatBox(extent),
    isDrawn: engine.engine.state === 'ready',
    onOpen: open,
  } as const;
  const coverage = useCoverageScene({
    ...shared,
    first: first.view === 'coverage' ? first.coverage : null,
    subjects: props.subjects,
  });
  const flows = useFlowsScene({ ...shared, first: first.view === 'flows' ? first.flows : null });
  const scene = first.view === 'coverage' ? coverage : flows;
  const href =
    first.view === 'coverage' ? toCoverageHref(coverage.question, extent) : toFlowsHref(flows.filter, extent);
  useAddress(href);

  const changeView = useCallback(
    (view: ViewBounds, byReader: boolean) => {
      setZoom(view.zoom);
      setBox(byReader ? toCellBox(view, view.zoom) : settleExtent(props.extent, view, view.zoom));
    },
    [props.extent],
  );
  const picture = useMemo(() => toPicture(scene.spots, state.retry), [scene.spots, state.retry]);
  return (
    <>
      <ViewSwitch
        view={first.view}
        toHref={(view) => toViewHref(view, extent, coverage.question, flows.filter)}
      />
      <TimeSlider
        range={scene.range}
        on={scene.on}
        today={today}
        isReady={state.data !== null}
        reducedMotion={reducedMotion}
        onDay={scene.onDay}
      />
      <MapFrame
        frame={frame}
        handle={handle}
        engine={engine}
        mapboxToken={props.mapboxToken}
        filter={noFilter}
        label=""
        scene={{ ...firstScene, view: first.view }}
        // Patterns are drawn on demand, which the map can only ask for once it has come up.
        overlay={zoom === null ? noOverlay : scene.overlay}
        picture={picture}
        coverage={noCoverage}
        theme={theme}
        start={props.extent ?? inhabitedWorld}
        zoom={zoom}
        picked={picked}
        onPick={setPicked}
        onOpenDevice={ignore}
        onView={changeView}
        overlayDetails={scene.details}
        overlayTitle={scene.detailsTitle}
        summary={scene.summary}
        describeSpot={scene.describeSpot}
        sidePanel={scene.sidePanel}
      />
      <PrintPicture handle={handle} label={scene.summary} credit={toCredit(undefined)}>
        {scene.legend}
      </PrintPicture>
      {scene.list}
    </>
  );
}

/** No device is drawn here; the keyboard goes through places instead. */
function toPicture(spots: HeldPicture['spots'], retry: () => void): HeldPicture {
  return { ...noPicture, spots, retry };
}

function toViewHref(view: MapView, extent: Extent | null, question: Question, filter: FlowFilter): string {
  if (view === 'coverage') return toCoverageHref(question, extent);
  return view === 'flows' ? toFlowsHref(filter, extent) : toMapHref(noFilter, extent);
}

function ignore(): void {}
