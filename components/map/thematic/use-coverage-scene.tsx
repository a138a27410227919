'use client';

import { useCallback, useMemo, useState } from 'react';
import { findShown, noFlowFilter } from '#lib/flows/flow-filter.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay } from '#lib/messages/format.ts';
import { answerGround, answerQuestion } from '#lib/thematic/answer.ts';
import { type CoverageView, toCoverageView } from '#lib/thematic/coverage-view.ts';
import { toPlaceAccount } from '#lib/thematic/place-account.ts';
import type { Question } from '#lib/thematic/questions.ts';
import { findScope, findSubject } from '#lib/thematic/scope.ts';
import { toChoroplethOverlay } from '../layers/choropleth.ts';
import { toScopeOverlay } from '../layers/scope.ts';
import { noOverlay, type Overlay } from '../overlay.ts';
import type { Theme } from '../palette.ts';
import { type Spot, toReadingOrder } from '../spots.ts';
import { CoverageLegend } from './coverage-legend.tsx';
import { CoverageList } from './coverage-list.tsx';
import { ListFrame } from './list-frame.tsx';
import { PlaceCard } from './place-card.tsx';
import { QuestionForm, type SubjectChoice } from './question-form.tsx';
import { type SceneInput, type ThematicScene, toSpot } from './scene.ts';
import shared from './thematic.module.css';
import type { ThematicData } from './use-thematic-data.ts';
import { formatValue, toAskText, toDayText, toStateText } from './wording.ts';

type Input = SceneInput & { first: CoverageView | null; subjects: readonly SubjectChoice[] };

const firstQuestion: Question = { ask: 'systems', level: 'country' };

/** The shading by question. Until the data are here, everything shows what the server answered. */
export function useCoverageScene(input: Input): ThematicScene & { question: Question } {
  const { state, today, theme, picked, first, subjects, onOpen } = input;
  const { data } = state;
  const [question, setQuestion] = useState(first?.question ?? firstQuestion);
  const isActive = first !== null;
  const view = useMemo(
    () =>
      data === null || !isActive
        ? (first ?? emptyView(today))
        : toCoverageView(data.thematic, data.index, question),
    [data, question, first, isActive, today],
  );
  const overlay = useMemo(
    () => (data === null || !isActive ? noOverlay : toOverlay(data, question, view, theme)),
    [data, question, view, theme, isActive],
  );
  const spots = useMemo(
    () => (data === null || !isActive ? [] : toSpots(data, view)),
    [data, view, isActive],
  );
  const onDay = useCallback((day: string | null) => {
    setQuestion(({ on: _, ...held }) => (day === null ? held : { ...held, on: day }));
  }, []);
  const open = (code: string) => onOpen(code, data?.index.places.get(code)?.point ?? null);
  const account = useMemo(() => {
    const code = toCode(picked);
    return data === null || code === null ? undefined : toPlaceAccount(data.index, code, view.on);
  }, [data, picked, view.on]);
  const flows = useMemo(
    () =>
      data === null || account === undefined
        ? []
        : findShown(data.flows, {
            ...noFlowFilter,
            place: account.place.code,
            ...(view.isToday ? {} : { on: view.on }),
          }),
    [data, account, view.on, view.isToday],
  );
  const { thematic } = getMessages();
  return {
    question,
    overlay,
    on: view.on,
    range: view.range,
    onDay,
    summary: toSummary(view),
    spots,
    describeSpot: (spot) => describe(spot, view),
    details:
      data === null || account === undefined ? null : (
        <PlaceCard account={account} index={data.index} flows={flows} on={view.on} />
      ),
    detailsTitle:
      account === undefined
        ? undefined
        : fill(thematic.card.title, { place: account.place.label, day: formatDay(view.on, defaultLocale) }),
    sidePanel: (
      <>
        <QuestionForm
          view={view}
          subjects={subjects}
          bbox={input.bbox}
          {...(data === null ? {} : { onChange: setQuestion })}
        />
        <CoverageLegend view={view} />
      </>
    ),
    legend: <CoverageLegend view={view} />,
    list: (
      <ListFrame title={thematic.list.title} state={state}>
        <CoverageList view={view} {...(input.isDrawn && data !== null ? { onOpen: open } : {})} />
        <p className={shared.more}>
          <a href="/timeline">{thematic.time.asList}</a>
        </p>
      </ListFrame>
    ),
  };
}

function toCode(picked: SceneInput['picked']): string | null {
  if (picked?.kind === 'country') return picked.code;
  if (picked?.kind !== 'overlay') return null;
  const { code } = picked.properties;
  return typeof code === 'string' ? code : null;
}

function toOverlay(
  { thematic, index }: ThematicData,
  question: Question,
  view: CoverageView,
  theme: Theme,
): Overlay {
  if (question.ask === 'scope') {
    const subject = findSubject(thematic, question);
    return toScopeOverlay(subject === undefined ? [] : findScope(thematic, subject, view.on), theme);
  }
  const isByRegion = question.level === 'region';
  return toChoroplethOverlay(
    {
      scale: view.scale,
      level: question.level,
      answers: answerQuestion(thematic, index, question),
      ground: isByRegion ? answerGround(thematic, index, question) : [],
      countries: isByRegion ? answerQuestion(thematic, index, { ...question, level: 'country' }) : [],
    },
    theme,
  );
}

function toSpots({ index }: ThematicData, view: CoverageView): Spot[] {
  const codes =
    view.scope === null
      ? view.rows.map(({ code, value }) => ({ code, value }))
      : view.scope.rows.map(({ code }) => ({ code, value: 1 }));
  const spots = codes.flatMap(({ code, value }) => {
    const point = index.places.get(code)?.point ?? null;
    return point === null ? [] : [toSpot(code, point, value)];
  });
  return toReadingOrder(spots, 12);
}

/** "Laws in force, as of 1 March 2016: 12 places with something on record, …". */
function toSummary(view: CoverageView): string {
  const { summary } = getMessages().thematic;
  const count = (state: string) => view.rows.filter((row) => row.state === state).length;
  const head = `${toAskText(view.question.ask)}. ${toDayText(view.on)}`;
  if (view.scope !== null) return `${head}.`;
  const { ask } = view.question;
  const [told, silent] =
    ask === 'devices'
      ? [summary.mapped, summary.unmapped]
      : ask === 'deployments'
        ? [summary.listed, summary.unlisted]
        : [summary.value, summary.none];
  const parts = [
    formatCount(count('value'), told, defaultLocale),
    ...(count('tentative') > 0 ? [formatCount(count('tentative'), summary.tentative, defaultLocale)] : []),
    ...(view.question.level === 'country' ? [formatCount(view.silent.length, silent, defaultLocale)] : []),
  ];
  return `${head}: ${parts.join(', ')}.`;
}

function describe(spot: Spot, view: CoverageView): string {
  const row = view.rows.find(({ code }) => code === spot.id);
  const scope = view.scope?.rows.find(({ code }) => code === spot.id);
  const { thematic } = getMessages();
  if (row !== undefined)
    return `${row.label}: ${row.state === 'value' ? formatValue(row.value) : toStateText(row.state, view.question.ask)}`;
  if (scope === undefined) return '';
  const names: Readonly<Record<string, string>> = thematic.relation;
  return `${scope.label}: ${names[scope.relation] ?? scope.relation}`;
}

function emptyView(today: string): CoverageView {
  const year = Number(today.slice(0, 4));
  return {
    question: firstQuestion,
    on: today,
    isToday: true,
    scale: [],
    rows: [],
    silent: [],
    states: [],
    scope: null,
    totals: { devices: 0, undated: 0 },
    range: { firstYear: year, lastYear: year, years: [] },
  };
}
