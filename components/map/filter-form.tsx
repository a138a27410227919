'use client';

import type { FormEvent } from 'react';
import { type DeviceFilter, deviceStatuses, readFilter } from '#lib/devices/filter.ts';
import type { CountedName } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import styles from './map.module.css';
import { TechnologyMark } from './technology-mark.tsx';
import type { Tally } from './worker/tally.ts';

type Props = {
  filter: DeviceFilter;
  /** What is held in all, for the choices. */
  technologies: readonly CountedName[];
  datasets: readonly CountedName[];
  /** Counts of the present view; null while they are made. */
  tally: Tally | null;
  place: { code: string; label: string } | null;
  /** Present extent, kept when the form is sent without JavaScript. */
  bbox: string | null;
  clearHref: string;
  withoutPlaceHref: string;
  onChange: (filter: DeviceFilter) => void;
  onClear: () => void;
};

/** Filter and legend in one: a plain GET form, which takes effect at once where JavaScript runs. */
export function FilterForm(props: Props) {
  const { filter, technologies, datasets, tally, place, bbox, onChange } = props;
  const { map } = getMessages();
  const update = (event: FormEvent<HTMLFormElement>) => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string') query.append(name, value);
    }
    const reading = readFilter(query);
    // A year half typed is no filter yet.
    if (reading.ok) onChange(reading.filter);
  };
  return (
    <form
      action="/map"
      method="get"
      className={styles.filters}
      onChange={update}
      onSubmit={(event) => {
        event.preventDefault();
        update(event);
      }}
    >
      {bbox !== null && <input type="hidden" name="bbox" value={bbox} />}
      {place !== null && <input type="hidden" name="place" value={place.code} />}
      {place !== null && (
        <p className={styles.chosenPlace}>
          {map.place}: <a href={`/places/${place.code}`}>{place.label}</a>{' '}
          <a href={props.withoutPlaceHref} className={styles.remove}>
            {map.removePlace}
          </a>
        </p>
      )}
      <fieldset>
        <legend>{map.technology}</legend>
        <ul className={styles.choices}>
          {technologies.map(({ code, label }) => (
            <li key={code}>
              <label>
                <input
                  type="checkbox"
                  name="technology"
                  value={code}
                  defaultChecked={filter.technologies.includes(code)}
                />
                <TechnologyMark code={code} />
                <span>{code === 'unknown' ? map.unknownTechnology : label}</span>
                <span className={styles.choiceCount}>
                  {tally === null ? '' : formatNumber(tally.technologies[code] ?? 0, defaultLocale)}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{map.status}</legend>
        <ul className={styles.choicesInline}>
          {deviceStatuses.map((status) => (
            <li key={status}>
              <label>
                <input
                  type="checkbox"
                  name="status"
                  value={status}
                  defaultChecked={filter.statuses.includes(status)}
                />
                <span>{map.statuses[status]}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className={styles.fields}>
        <label>
          <span>{map.operator}</span>
          <select name="operator" defaultValue={filter.operator ?? ''}>
            <option value="">{map.operatorAny}</option>
            <option value="known">{map.operatorKnown}</option>
            <option value="unknown">{map.operatorUnknown}</option>
          </select>
        </label>
        {datasets.length > 1 && (
          <label>
            <span>{map.dataset}</span>
            <select name="dataset" defaultValue={filter.datasets[0] ?? ''}>
              <option value="">{map.operatorAny}</option>
              {datasets.map(({ code, label }) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <fieldset>
        <legend>{map.years}</legend>
        <div className={styles.years}>
          <label>
            <span>{map.from}</span>
            <input type="number" name="from" min="1900" max="2200" defaultValue={filter.from ?? ''} />
          </label>
          <label>
            <span>{map.to}</span>
            <input type="number" name="to" min="1900" max="2200" defaultValue={filter.to ?? ''} />
          </label>
        </div>
        <p className={styles.note}>{map.yearsNote}</p>
      </fieldset>
      <div className={styles.actions}>
        <button type="submit">{map.apply}</button>
        <a href={props.clearHref}>{map.clear}</a>
      </div>
    </form>
  );
}
