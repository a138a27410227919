import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DatasetRows } from '#components/holdings/dataset-rows.tsx';
import { RunList } from '#components/scrapes/run-list.tsx';
import { RunReportView } from '#components/scrapes/run-report.tsx';
import { UnitAccount } from '#components/scrapes/unit-account.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { awardsPerPage, findAwards, findAwardTotals } from '#lib/contracts/queries.ts';
import { findDatasets } from '#lib/holdings/queries.ts';
import { findMeasures } from '#lib/measures/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { findLatestRuns, findPackAccount, findRuns, isStale } from '#lib/scrapes/queries.ts';
import { toMetadata } from '../../../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../../../search-state.ts';

type Props = { params: Promise<{ dataset: string }>; searchParams: SearchState };

async function findTitle(id: string): Promise<string | undefined> {
  const dataset = (await findDatasets()).find((each) => each.id === id);
  if (dataset !== undefined) return dataset.title;
  const [last] = await findRuns(id, 1);
  return last?.report?.dataset.title;
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { dataset: id } = await params;
  const { scrapes } = getMessages();
  const title = await findTitle(id);
  return title === undefined
    ? {}
    : toMetadata({
        title: `${title}: ${scrapes.title}`,
        description: scrapes.deck,
        path: `/about/data/${id}`,
      });
}

export default async function DatasetPage({ params, searchParams }: Props) {
  const { dataset: id } = await params;
  const title = await findTitle(id);
  if (title === undefined) notFound();
  const { about, scrapes, site } = getMessages();
  const state = await searchParams;
  const [organization, place, page] = [
    readText(state.organization),
    readText(state.place),
    readPage(state.page),
  ];
  const [datasets, runs, latest, measures, awards, totals] = await Promise.all([
    findDatasets(),
    findRuns(id),
    findLatestRuns(),
    findMeasures({ dataset: id }),
    findAwards(
      {
        dataset: id,
        ...(organization === '' ? {} : { organization }),
        ...(place === '' ? {} : { place: `place.${place}` }),
      },
      page,
    ),
    findAwardTotals({ dataset: id }),
  ]);
  const last = latest.find(({ run }) => run.datasetId === id);
  const pack = findPackAccount(id);
  const units = last?.run.report?.units ?? pack?.files;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: site.nav.about, href: '/about' },
          { label: about.data.title, href: `/about/data#${id}` },
        ]}
        crumbsLabel={site.breadcrumbs}
        title={title}
        deck={scrapes.deck}
      >
        {last === undefined && <p>{scrapes.notRun}</p>}
        {isStale(last?.run.report, last?.succeededAt, new Date()) && <p>{scrapes.stale}</p>}
      </PageHeader>
      <DatasetRows
        about={datasets.find((dataset) => dataset.id === id)?.note}
        measures={measures}
        awards={awards}
        totals={totals}
        filtered={organization !== '' || place !== ''}
        base={`/about/data/${id}`}
        page={page}
        pages={Math.ceil(awards.total / awardsPerPage)}
        toHref={(next) => `${toHref(`/about/data/${id}`, { organization, place, page: next })}#rows`}
      />
      {units === undefined ? <p>{scrapes.noAccount}</p> : <UnitAccount units={units} />}
      {last?.run.report !== undefined && <RunReportView report={last.run.report} />}
      {runs.length > 0 && <RunList runs={runs} />}
    </>
  );
}
