import { WordingMark } from '#components/claims/wording-mark.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { wordings } from '#lib/claims/wording.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber } from '#lib/messages/format.ts';
import type { CoverageRow, CoverageView, ScopeRow } from '#lib/thematic/coverage-view.ts';
import shared from '../map.module.css';
import styles from './thematic.module.css';
import { formatValue, toAskText, toStateText } from './wording.ts';

/** Rows at once: regions with devices alone make some thousand. */
const mostRows = 300;

type Props = {
  view: CoverageView;
  /** Where JavaScript runs, the map opens the place instead of the page. */
  onOpen?: (code: string) => void;
};

/** The shading as a table: same question, same day, same numbers. */
export function CoverageList({ view, onOpen }: Props) {
  const { thematic } = getMessages();
  const { question, on, silent, scope } = view;
  const rows = view.rows.slice(0, mostRows);
  const hidden = view.rows.length - rows.length;
  if (scope !== null) return <ScopeList view={view} scope={scope} />;
  const caption = fill(thematic.list.caption, {
    question: toAskText(question.ask),
    day: formatDay(on, defaultLocale),
  });
  const silentText =
    question.ask === 'devices'
      ? thematic.list.notMapped
      : question.ask === 'deployments'
        ? thematic.list.notListed
        : thematic.list.unresearched;
  return (
    <>
      {rows.length === 0 ? (
        <p>{thematic.list.empty}</p>
      ) : question.ask === 'devices' ? (
        <DensityTable caption={caption} rows={rows} on={on} {...(onOpen === undefined ? {} : { onOpen })} />
      ) : (
        <CountTable caption={caption} rows={rows} view={view} {...(onOpen === undefined ? {} : { onOpen })} />
      )}
      {hidden > 0 && <p>{formatCount(hidden, thematic.list.more, defaultLocale)}</p>}
      {silent.length > 0 && question.level === 'country' && (
        <details className={styles.silent}>
          <summary>{formatCount(silent.length, silentText, defaultLocale)}</summary>
          <p>
            {silent.map(({ code, label }, index) => (
              <span key={code}>
                {index > 0 && ', '}
                <a href={`/places/${code}`}>
                  <bdi>{label}</bdi>
                </a>
              </span>
            ))}
          </p>
        </details>
      )}
    </>
  );
}

type TableProps = { caption: string; rows: readonly CoverageRow[]; onOpen?: (code: string) => void };

function CountTable({ caption, rows, view, onOpen }: TableProps & { view: CoverageView }) {
  const { thematic } = getMessages();
  const { question } = view;
  const isTimed = question.ask !== 'deployments';
  return (
    <table className={styles.answers}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{thematic.list.place}</th>
          <th scope="col" className={shared.number}>
            {thematic.list.count}
          </th>
          {isTimed && (
            <th scope="col" className={shared.number}>
              {thematic.list.tentative}
            </th>
          )}
          <th scope="col">{thematic.list.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <PlaceLink row={row} on={view.on} {...(onOpen === undefined ? {} : { onOpen })} />
            </th>
            <td className={shared.number}>
              {row.value === 0 ? '–' : formatNumber(row.value, defaultLocale)}
            </td>
            {isTimed && (
              <td className={shared.number}>
                {row.tentative === 0 ? '–' : formatNumber(row.tentative, defaultLocale)}
              </td>
            )}
            <td>
              <StateMark row={row} />{' '}
              {row.state === 'value' ? thematic.state.value : toStateText(row.state, question.ask)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DensityTable({ caption, rows, on, onOpen }: TableProps & { on: string }) {
  const { list, legend } = getMessages().thematic;
  return (
    <table className={styles.answers}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{list.place}</th>
          {[list.density, list.devices, list.undated, list.area].map((name) => (
            <th key={name} scope="col" className={shared.number}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <StateMark row={row} />{' '}
              <PlaceLink row={row} on={on} {...(onOpen === undefined ? {} : { onOpen })} />
            </th>
            <td className={shared.number}>
              {row.state === 'value' ? (
                formatValue(row.value)
              ) : (
                <span className={shared.note}>
                  {row.state === 'other' ? legend.tooSmall : legend.other_day}
                </span>
              )}
            </td>
            <td className={shared.number}>{formatNumber(row.devices, defaultLocale)}</td>
            <td className={shared.number}>{formatNumber(row.undated, defaultLocale)}</td>
            <td className={shared.number}>
              {row.areaKm2 === null ? '–' : formatNumber(row.areaKm2, defaultLocale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PlaceLink({ row, on, onOpen }: { row: CoverageRow; on: string; onOpen?: (code: string) => void }) {
  return (
    <a
      href={`/places/${row.code}?on=${on}`}
      onClick={(event) => {
        if (onOpen === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(row.code);
      }}
      {...(row.dispute === null ? {} : { title: row.dispute })}
    >
      <bdi>{row.label}</bdi>
    </a>
  );
}

/** The same swatch that the map paints. */
function StateMark({ row }: { row: CoverageRow }) {
  const look =
    row.state === 'value'
      ? { 'data-class': row.shade }
      : row.state === 'tentative'
        ? { 'data-state': 'tentative', 'data-class': row.shade }
        : { 'data-state': row.state };
  return <span className={styles.swatch} {...look} aria-hidden="true" />;
}

function ScopeList({ view, scope }: { view: CoverageView; scope: NonNullable<CoverageView['scope']> }) {
  const { thematic } = getMessages();
  const { list } = thematic;
  const { subject, rows } = scope;
  if (view.question.subject === undefined) return <p>{list.subjectNone}</p>;
  if (subject === null) return <p>{list.subjectUnknown}</p>;
  return (
    <>
      <p className={shared.total}>
        <a href={`/${subject.kind === 'law' ? 'laws' : 'programs'}/${subject.slug}`}>
          <strong>
            <bdi lang={subject.labelLang}>{labelText(subject)}</bdi>
          </strong>
        </a>
      </p>
      {rows.length === 0 ? (
        <p>{list.subjectNoPlace}</p>
      ) : (
        <table className={styles.answers}>
          <caption>{formatDay(view.on, defaultLocale)}</caption>
          <thead>
            <tr>
              {[list.place, list.relation, list.holds, list.wording].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ScopeLine key={`${row.code}/${row.relation}/${row.holds}`} row={row} on={view.on} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function ScopeLine({ row, on }: { row: ScopeRow; on: string }) {
  const { thematic } = getMessages();
  const wording = wordings.find((known) => known === row.wording);
  const names: Readonly<Record<string, string>> = thematic.relation;
  return (
    <tr>
      <th scope="row">
        <a href={`/places/${row.code}?on=${on}`}>
          <bdi>{row.label}</bdi>
        </a>
      </th>
      <td>
        <span className={styles.swatch} data-scope={row.relation} aria-hidden="true" />{' '}
        {names[row.relation] ?? row.relation}
      </td>
      <td>{thematic.holds[row.holds]}</td>
      <td>{wording !== undefined && <WordingMark wording={wording} />}</td>
    </tr>
  );
}
