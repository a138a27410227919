import type { ReactNode } from 'react';
import factStyles from '#components/ui/facts.module.css';
import { Section } from '#components/ui/section.tsx';
import type { DatasetView } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';

/** A dataset with its license, credit and known holes. */
export function DatasetCard({ dataset }: { dataset: DatasetView }) {
  const { about, evidence, listed, scrapes } = getMessages();
  const words = about.data;
  const lines: [string, ReactNode][] = [
    [
      words.publisher,
      dataset.homepage === undefined ? (
        dataset.publisher
      ) : (
        <a key="publisher" href={dataset.homepage}>
          {dataset.publisher}
        </a>
      ),
    ],
    [
      words.license,
      dataset.licenseUrl === undefined ? (
        dataset.license
      ) : (
        <a key="license" href={dataset.licenseUrl}>
          {dataset.license}
        </a>
      ),
    ],
    [words.attribution, dataset.attribution],
    [words.wording, dataset.wording],
    ...(dataset.grade === undefined
      ? []
      : [
          [
            evidence.grade,
            fill(listed.gradeReason, {
              reliability: dataset.grade.reliability,
              words: evidence.reliability[dataset.grade.reliability],
              reason: dataset.grade.reason,
            }),
          ] satisfies [string, string],
        ]),
    [words.rows, formatNumber(dataset.rowCount, defaultLocale)],
    [words.version, `${dataset.version} (${words.retrieved.toLowerCase()} ${dataset.retrievedOn})`],
    [words.hash, <code key="hash">{dataset.sha256}</code>],
    ...dataset.holes.map((hole): [string, ReactNode] => [words.holes, `${hole.label}: ${hole.reason}`]),
    ...(dataset.note === undefined ? [] : [[words.note, dataset.note] satisfies [string, string]]),
  ];
  return (
    <Section id={dataset.id} title={dataset.title}>
      <dl className={factStyles.facts}>
        {lines.map(([term, value]) => (
          <div key={`${term}-${typeof value === 'string' ? value : ''}`}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={`/about/data/${dataset.id}`}>{fill(scrapes.more, { title: dataset.title })}</a>
      </p>
    </Section>
  );
}
