import type { Metadata } from 'next';
import { LogTable } from '#components/log/log-table.tsx';
import { SignedLog } from '#components/log/signed-log.tsx';
import { FilterForm, SelectField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { readPublishedKeys } from '#lib/log/published-keys.ts';
import {
  countChangesByKind,
  findLastCheckpoint,
  findLatestChanges,
  findLogHead,
  findRecordHistory,
} from '#lib/log/queries.ts';
import { toProofPath } from '#lib/log/record-path.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatMoment, formatNumber } from '#lib/messages/format.ts';
import { toMetadata } from '../page-metadata.ts';
import { readText, type SearchState, toHref } from '../search-state.ts';

const perPage = 50;

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.log;
  return toMetadata({ title, description: deck, path: '/log' });
}

export default async function LogPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const [kind, record] = [readText(state.kind), readText(state.record)];
  const before = Number.parseInt(readText(state.before), 10);
  const isRecord = kind !== '' && record !== '';
  const onlyRedactions = readText(state.op) === 'redact';
  const [head, checkpoint, kinds, lines] = await Promise.all([
    findLogHead(),
    findLastCheckpoint(),
    countChangesByKind(),
    isRecord
      ? findRecordHistory(kind, record)
      : findLatestChanges({
          limit: perPage,
          ...(kind === '' ? {} : { kind }),
          ...(onlyRedactions ? { op: 'redact' } : {}),
          ...(Number.isSafeInteger(before) && before >= 0 ? { before } : {}),
        }),
  ]);
  const { lists } = getMessages();
  const words = lists.log;
  const last = lines.at(-1);
  return (
    <>
      <PageHeader title={isRecord ? fill(words.record, { id: record }) : words.title} deck={words.deck}>
        {head !== undefined && (
          <p>
            <small>
              {fill(words.head, {
                size: formatNumber(head.size, defaultLocale),
                at: formatMoment(head.at, defaultLocale),
              })}{' '}
              <code>{head.root}</code>
            </small>
          </p>
        )}
        <SignedLog checkpoint={checkpoint} keys={readPublishedKeys()} />
        {isRecord ? (
          <p>
            <a href="/log">{words.all}</a>
            {lines[0] !== undefined && lines[0].index < (checkpoint?.size ?? 0) && (
              <>
                {' · '}
                <a href={toProofPath(kind, record)} download="">
                  {words.proof}
                </a>
              </>
            )}
          </p>
        ) : (
          <FilterForm action="/log" reset={kind !== ''}>
            <SelectField
              name="kind"
              label={words.what}
              value={kind}
              choices={kinds.map((row) => ({
                value: row.kind,
                label: `${row.kind} (${formatNumber(row.entries, defaultLocale)})`,
              }))}
            />
          </FilterForm>
        )}
        {!isRecord && (
          <p>
            {onlyRedactions ? (
              <a href="/log">{words.allChanges}</a>
            ) : (
              <a href="/log?op=redact">{words.redactions}</a>
            )}
          </p>
        )}
      </PageHeader>
      {lines.length === 0 ? (
        <p>{onlyRedactions ? words.noRedaction : words.empty}</p>
      ) : (
        <LogTable lines={lines} />
      )}
      {!isRecord && lines.length === perPage && last !== undefined && last.index > 0 && (
        <p>
          <a
            href={toHref('/log', { kind, op: onlyRedactions ? 'redact' : '', before: last.index })}
            rel="next"
          >
            {words.older} →
          </a>
        </p>
      )}
    </>
  );
}
