'use client';

import { type FormEvent, memo, useCallback, useRef } from 'react';
import { type DeviceFilter, deviceStatuses, readFilter } from '#lib/devices/filter.ts';
import type { FilterLabels, NamedKind } from '#lib/devices/filter-names.ts';
import type { CountedName } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import styles from './map.module.css';
import { NameFilters } from './name-filters.tsx';
import { TechnologyMark } from './technology-mark.tsx';
import type { Tally } from './worker/tally.ts';
import { YearPlayer, type YearRange } from './year-player.tsx';

/** What there is to choose from: everything held, in the order in which it is offered. */
export type FilterChoices = {
  technologies: readonly CountedName[];
  operatorKinds: readonly CountedName[];
  grades: readonly string[];
  datasets: readonly CountedName[];
};

type Props = {
  filter: DeviceFilter;
  choices: FilterChoices;
  /** Counts of the present view; null while they are made. */
  tally: Tally | null;
  /** Years that devices have; null where there is no map to play them on. */
  years: YearRange | null;
  labels: FilterLabels;
  /** Parameters of the address that are no filter, kept when the form is sent without JavaScript. */
  kept: Record<string, string>;
  clearHref: string;
  toHrefWithout: (kind: NamedKind) => string;
  onChange: (filter: DeviceFilter) => void;
  onName: (kind: NamedKind, slug: string | null, label: string) => void;
  onClear: () => void;
};

const noYears: Record<string, number> = {};

/** Filter and legend in one: a plain GET form, which takes effect at once where JavaScript runs. */
export function FilterForm(props: Props) {
  const { filter, choices, tally, labels, kept, onChange } = props;
  const { map } = getMessages();
  const form = useRef<HTMLFormElement>(null);
  const lastYear = useRef<HTMLInputElement>(null);
  const readForm = useCallback(() => {
    if (form.current === null) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === 'string') query.append(name, value);
    }
    const reading = readFilter(query);
    // A year half typed is no filter yet.
    if (reading.ok) onChange(reading.filter);
  }, [onChange]);
  const changeLastYear = useCallback(
    (year: number | null) => {
      if (lastYear.current !== null) lastYear.current.value = year === null ? '' : String(year);
      readForm();
    },
    [readForm],
  );
  return (
    <form
      action="/map"
      method="get"
      className={styles.filters}
      ref={form}
      onChange={readForm}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        readForm();
      }}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Choices
        legend={map.technology}
        name="technology"
        chosen={filter.technologies}
        choices={choices.technologies.map(({ code, label }) => ({
          code,
          label: code === 'unknown' ? map.unknownTechnology : label,
          count: tally?.technologies[code] ?? 0,
        }))}
        counted={tally !== null}
        marked
      />
      <NameFilters
        kinds={['place']}
        filter={filter}
        labels={labels}
        toHrefWithout={props.toHrefWithout}
        onName={props.onName}
      />
      <Choices
        legend={map.status}
        name="status"
        chosen={filter.statuses}
        choices={deviceStatuses.map((code) => ({
          code,
          label: map.statuses[code],
          count: tally?.statuses[code] ?? 0,
        }))}
        counted={tally !== null}
      />
      <fieldset>
        <legend>{map.years}</legend>
        <div className={styles.years}>
          <label>
            <span>{map.from}</span>
            <input type="number" name="from" min="1900" max="2200" defaultValue={filter.from ?? ''} />
          </label>
          <label>
            <span>{map.to}</span>
            <input
              type="number"
              name="to"
              min="1900"
              max="2200"
              defaultValue={filter.to ?? ''}
              ref={lastYear}
            />
          </label>
        </div>
        {props.years !== null && (
          <YearPlayer
            range={props.years}
            counts={tally?.years ?? noYears}
            from={filter.from}
            to={filter.to}
            onTo={changeLastYear}
          />
        )}
        <p className={styles.note}>
          {map.yearsNote}
          {tally !== null && ` ${map.undated.replace('{count}', formatNumber(tally.undated, defaultLocale))}`}
        </p>
      </fieldset>
      <details className={styles.more} open={hasMore(filter)}>
        <summary>{map.moreFilters}</summary>
        <NameFilters
          kinds={['program', 'law', 'vendor']}
          filter={filter}
          labels={labels}
          toHrefWithout={props.toHrefWithout}
          onName={props.onName}
        />
        <Choices
          legend={map.operatorKind}
          name="kind"
          chosen={filter.operatorKinds}
          choices={choices.operatorKinds.map(({ code, label }) => ({
            code,
            label: lookUp(map.operatorKinds, code) ?? label,
            count: tally?.operatorKinds[code] ?? 0,
          }))}
          counted={tally !== null}
        />
        <Choices
          legend={map.grade}
          name="grade"
          chosen={filter.grades}
          choices={choices.grades.map((code) => ({
            code,
            label: lookUp(map.grades, code) ?? code,
            count: tally?.grades[code] ?? 0,
          }))}
          counted={tally !== null}
          note={map.gradeNote}
        />
        {choices.datasets.length > 1 && (
          <Choices
            legend={map.dataset}
            name="dataset"
            chosen={filter.datasets}
            choices={choices.datasets.map(({ code, label }) => ({
              code,
              label,
              count: tally?.datasets[code] ?? 0,
            }))}
            counted={tally !== null}
          />
        )}
      </details>
      {filter.operator !== undefined && <input type="hidden" name="operator" value={filter.operator} />}
      <div className={styles.actions}>
        <button type="submit" className={styles.withoutScriptOnly}>
          {map.apply}
        </button>
        <a
          href={props.clearHref}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            props.onClear();
          }}
        >
          {map.clear}
        </a>
      </div>
    </form>
  );
}

type ChoicesProps = {
  legend: string;
  name: string;
  chosen: readonly string[];
  choices: readonly { code: string; label: string; count: number }[];
  /** False while the counts of this view are being made. */
  counted: boolean;
  /** With the symbols of the map. */
  marked?: boolean;
  note?: string;
};

function Choices({ legend, name, chosen, choices, counted, marked = false, note }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <ul className={styles.choices}>
        {choices.map((choice) => (
          <Choice
            key={choice.code}
            {...choice}
            name={name}
            chosen={chosen.includes(choice.code)}
            counted={counted}
            marked={marked}
          />
        ))}
      </ul>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </fieldset>
  );
}

type ChoiceProps = {
  name: string;
  code: string;
  label: string;
  chosen: boolean;
  count: number;
  counted: boolean;
  marked: boolean;
};

/** Rendered anew only where its own number has changed: every filter changes all the others' surroundings. */
const Choice = memo(function Choice({ name, code, label, chosen, count, counted, marked }: ChoiceProps) {
  return (
    <li>
      <label>
        <input type="checkbox" name={name} value={code} defaultChecked={chosen} />
        {marked && <TechnologyMark code={code} />}
        <span>{label}</span>
        <span className={styles.choiceCount} data-none={counted && count === 0}>
          {counted ? formatNumber(count, defaultLocale) : '…'}
        </span>
      </label>
    </li>
  );
});

/** True when one of the folded filters is set: what is at work must be seen. */
function hasMore({ law, program, vendor, operatorKinds, grades, datasets }: DeviceFilter): boolean {
  return (
    law !== undefined ||
    program !== undefined ||
    vendor !== undefined ||
    operatorKinds.length + grades.length + datasets.length > 0
  );
}

function lookUp(names: Readonly<Record<string, string>>, code: string): string | undefined {
  return names[code];
}
