import styles from '#components/map/map.module.css';
import { MapNotes } from '#components/map/map-notes.tsx';
import { ThematicExplorer } from '#components/map/thematic/thematic-explorer.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import type { Extent } from '#lib/devices/extent.ts';
import { findDeviceDatasets, findHoles } from '#lib/devices/queries.ts';
import { getEnv } from '#lib/env.ts';
import { noFlowFilter, readFlowFilter } from '#lib/flows/flow-filter.ts';
import { getFlowMap } from '#lib/flows/flow-map.ts';
import { toFlowsView } from '#lib/flows/flows-view.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { toCoverageView, toSubjects } from '#lib/thematic/coverage-view.ts';
import { getThematic } from '#lib/thematic/queries.ts';
import { readQuestion } from '#lib/thematic/questions.ts';
import { indexReach } from '#lib/thematic/reach-index.ts';

type Props = {
  view: 'coverage' | 'flows';
  query: URLSearchParams;
  extent: Extent | null;
  /** What else of the address makes no sense. */
  problems: readonly string[];
};

/** The map of programs and laws, or of flows, with its list made on the server from what the browser will ask too. */
export async function ThematicPage({ view, query, extent, problems: others }: Props) {
  const today = toIsoDay(new Date());
  const { map, thematic } = getMessages();
  const [{ first, subjects, problems }, holes, datasets] = await Promise.all([
    view === 'coverage' ? gatherCoverage(query, today) : gatherFlows(query, today),
    findHoles(),
    findDeviceDatasets(),
  ]);
  const told = [...others, ...problems];
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageHeader kicker={map.kicker} title={map.title} deck={thematic.deck[view]} />
        <p className={styles.warning}>{map.empty}</p>
      </div>
      {told.length > 0 && (
        <p className={styles.problem} role="status">
          {map.badFilter.replace('{problems}', told.join('; '))}
        </p>
      )}
      <ThematicExplorer
        first={first}
        subjects={subjects}
        today={today}
        extent={extent}
        mapboxToken={getEnv().MAPBOX_TOKEN ?? null}
      />
      <MapNotes holes={holes} datasets={datasets} />
    </div>
  );
}

async function gatherCoverage(query: URLSearchParams, today: string) {
  const reading = readQuestion(query);
  const document = await getThematic(today);
  const question = reading.ok ? reading.question : { ask: 'systems' as const, level: 'country' as const };
  const coverage = toCoverageView(document, indexReach(document), question);
  return {
    first: { view: 'coverage' as const, coverage },
    subjects: toSubjects(document),
    problems: reading.ok ? [] : reading.problems,
  };
}

async function gatherFlows(query: URLSearchParams, today: string) {
  const reading = readFlowFilter(query);
  const flows = toFlowsView(await getFlowMap(today), reading.ok ? reading.filter : noFlowFilter);
  return {
    first: { view: 'flows' as const, flows },
    subjects: [],
    problems: reading.ok ? [] : reading.problems,
  };
}
