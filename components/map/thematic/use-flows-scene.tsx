'use client';

import { useCallback, useMemo, useState } from 'react';
import { type FlowFilter, noFlowFilter, type ShownFlow } from '#lib/flows/flow-filter.ts';
import { type FlowsView, toFlowsView } from '#lib/flows/flows-view.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { flowRingLayer, mostLines, toFlowOverlay } from '../layers/flows.ts';
import shared from '../map.module.css';
import { noOverlay } from '../overlay.ts';
import type { Picked } from '../pick.ts';
import { toReadingOrder } from '../spots.ts';
import { FlowForm } from './flow-form.tsx';
import { FlowItems } from './flow-items.tsx';
import { FlowLegend } from './flow-legend.tsx';
import { FlowList } from './flow-list.tsx';
import { ListFrame } from './list-frame.tsx';
import { type SceneInput, type ThematicScene, toSpot } from './scene.ts';
import { toFlowsHref } from './thematic-address.ts';
import { toDayText } from './wording.ts';

const shownInCard = 20;

/** Flows as arcs. Until the data are here, list and legend show what the server answered. */
export function useFlowsScene(
  input: SceneInput & { first: FlowsView | null },
): ThematicScene & { filter: FlowFilter } {
  const { state, today, theme, picked, first } = input;
  const { data } = state;
  const [filter, setFilter] = useState(first?.filter ?? noFlowFilter);
  const isActive = first !== null;
  const view = useMemo(
    () => (data === null || !isActive ? (first ?? emptyView(today)) : toFlowsView(data.flows, filter)),
    [data, filter, first, isActive, today],
  );
  const overlay = useMemo(
    () => (data === null || !isActive ? noOverlay : toFlowOverlay(view, theme)),
    [data, view, theme, isActive],
  );
  const spots = useMemo(() => {
    const places = new Map(
      [...view.lines, ...view.loops]
        .flatMap(({ from, to }) => [from, to])
        .map((place) => [place.code, place]),
    );
    const held = [...places.values()].flatMap(({ code, point }) =>
      point === null ? [] : [toSpot(code, point, 1)],
    );
    return toReadingOrder(held, 12);
  }, [view]);
  const onDay = useCallback((day: string | null) => {
    setFilter(({ on: _, ...held }) => (day === null ? held : { ...held, on: day }));
  }, []);
  const opened = useMemo(
    () =>
      isActive
        ? findOpened(view, picked, (code) => data?.index.places.get(code)?.label ?? view.labels[code] ?? code)
        : null,
    [view, picked, isActive, data],
  );
  const { thematic } = getMessages();
  return {
    filter,
    overlay,
    on: view.on,
    range: view.range,
    onDay,
    summary: toSummary(view),
    spots,
    describeSpot: (spot) => view.labels[spot.id] ?? spot.id,
    details: opened === null ? null : <OpenedFlows {...opened} />,
    detailsTitle: opened?.title,
    sidePanel: (
      <FlowForm
        filter={filter}
        on={view.on}
        today={today}
        places={view.countries}
        bbox={input.bbox}
        clearHref={toFlowsHref(noFlowFilter, null)}
        {...(data === null ? {} : { onChange: setFilter })}
      />
    ),
    legend: <FlowLegend />,
    list: (
      <ListFrame title={thematic.flows.list} state={state}>
        <FlowList view={view} />
      </ListFrame>
    ),
  };
}

type Opened = { title: string; flows: ShownFlow[]; place: { code: string; label: string } | null };

/** The flows behind a line, a ring or a country that was opened. */
function findOpened(view: FlowsView, picked: Picked | null, name: (code: string) => string): Opened | null {
  const { flows: words } = getMessages().thematic;
  if (picked === null || picked.kind === 'devices') return null;
  const id = picked.kind === 'overlay' ? picked.properties.id : `${picked.code}/${picked.code}`;
  if (typeof id !== 'string') return null;
  const [from = '', to = ''] = id.split('/');
  if (picked.kind === 'country') {
    const touching = [...view.lines, ...view.loops].filter(
      (line) => line.from.country === from || line.to.country === from,
    );
    const flows = touching.flatMap((line) => line.flows);
    const place = { code: from, label: name(from) };
    return { title: fill(words.cardCountry, { place: place.label }), flows, place };
  }
  if (picked.layer === flowRingLayer) {
    const flows = view.loops.filter((loop) => loop.from.code === from).flatMap((loop) => loop.flows);
    const place = { code: from, label: name(from) };
    return { title: fill(words.cardLoop, { place: place.label }), flows, place };
  }
  const flows = view.lines.filter((line) => line.id === id).flatMap((line) => line.flows);
  return { title: fill(words.cardLine, { from: name(from), to: name(to) }), flows, place: null };
}

function OpenedFlows({ flows, place }: Opened) {
  const { thematic } = getMessages();
  const hidden = flows.length - shownInCard;
  return (
    <>
      {flows.length === 0 ? <p>{thematic.flows.empty}</p> : <FlowItems flows={flows.slice(0, shownInCard)} />}
      {hidden > 0 && (
        <p className={shared.note}>{formatCount(hidden, thematic.flows.cardMore, defaultLocale)}</p>
      )}
      {place !== null && (
        <p>
          <a href={`/places/${place.code}`}>{fill(thematic.card.open, { place: place.label })}</a>
        </p>
      )}
    </>
  );
}

function toSummary(view: FlowsView): string {
  const { flows } = getMessages().thematic;
  const { counts, lines, on } = view;
  const parts = [
    formatCount(counts.named, flows.summary, defaultLocale),
    ...(counts.pairs > 0 ? [formatCount(counts.pairs, flows.summaryPairs, defaultLocale)] : []),
  ];
  const drawn =
    lines.length > mostLines
      ? ` ${fill(flows.strongest, { shown: formatNumber(mostLines, defaultLocale), total: formatNumber(lines.length, defaultLocale) })}`
      : '';
  return `${toDayText(on)}: ${parts.join(', ')}.${drawn}`;
}

function emptyView(today: string): FlowsView {
  const year = Number(today.slice(0, 4));
  return {
    filter: noFlowFilter,
    on: today,
    shown: [],
    lines: [],
    loops: [],
    unplaced: [],
    counts: { named: 0, pairs: 0 },
    labels: {},
    countries: [],
    range: { firstYear: year, lastYear: year, years: [] },
  };
}
