import type { FormEvent } from 'react';
import { flowBases } from '#lib/claims/object-schema.ts';
import { type FlowFilter, readFlowFilter } from '#lib/flows/flow-filter.ts';
import { flowKinds } from '#lib/flows/flow-map-schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { levels } from '#lib/thematic/questions.ts';
import shared from '../map.module.css';
import { FlowStroke } from './flow-stroke.tsx';
import styles from './thematic.module.css';

type Props = {
  filter: FlowFilter;
  on: string;
  today: string;
  /** Countries and territories that a flow touches. */
  places: readonly { code: string; label: string }[];
  bbox: string | null;
  clearHref: string;
  /** Absent where nothing can be answered without the server: then the form sends itself. */
  onChange?: (filter: FlowFilter) => void;
};

/** Filter and legend of flows in one: the sample beside each basis is drawn as on the map. */
export function FlowForm({ filter, on, today, places, bbox, clearHref, onChange }: Props) {
  const { thematic, lists } = getMessages();
  const { flows } = thematic;
  const update = (event: FormEvent<HTMLFormElement>) => {
    if (onChange === undefined) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === 'string') query.append(name, value);
    const reading = readFlowFilter(query);
    if (!reading.ok) return;
    const { on: day, ...asked } = reading.filter;
    onChange(day === today ? asked : reading.filter);
  };
  return (
    <form
      action="/map"
      method="get"
      className={`${shared.filters} ${styles.form}`}
      onChange={update}
      onSubmit={(event) => {
        if (onChange === undefined) return;
        event.preventDefault();
        update(event);
      }}
    >
      <input type="hidden" name="view" value="flows" />
      {bbox !== null && <input type="hidden" name="bbox" value={bbox} />}
      <fieldset>
        <legend>{flows.basis}</legend>
        <ul className={shared.choices}>
          {flowBases.map((basis) => (
            <li key={basis}>
              <label>
                <input
                  type="checkbox"
                  name="basis"
                  value={basis}
                  defaultChecked={filter.bases.includes(basis)}
                />
                <FlowStroke basis={basis} />
                <span>{flows.bases[basis]}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{flows.kind}</legend>
        <ul className={shared.choicesInline}>
          {flowKinds.map((kind) => (
            <li key={kind}>
              <label>
                <input
                  type="checkbox"
                  name="kind"
                  value={kind}
                  defaultChecked={filter.kinds.includes(kind)}
                />
                <span>{lists.flows.kinds[kind]}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <label className={styles.field}>
        <span>{thematic.list.place}</span>
        <select name="place" defaultValue={filter.place ?? ''}>
          <option value="">{flows.placeAll}</option>
          {filter.place !== undefined && !places.some(({ code }) => code === filter.place) && (
            <option value={filter.place}>{filter.place}</option>
          )}
          {places.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{flows.level}</legend>
        <div className={styles.radios}>
          {levels.map((level) => (
            <label key={level}>
              <input type="radio" name="level" value={level} defaultChecked={filter.level === level} />
              <span>{flows.levels[level]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className={shared.switch}>
        <input type="checkbox" name="pairs" value="1" defaultChecked={filter.pairs} />
        <span>{flows.pairs}</span>
      </label>
      <label className={styles.field}>
        <span>{thematic.day}</span>
        <input key={on} type="date" name="date" defaultValue={on} max="2200-12-31" />
      </label>
      <div className={shared.actions}>
        <button type="submit" className={styles.submit}>
          {thematic.show}
        </button>
        <a href={clearHref}>{flows.clear}</a>
      </div>
      <ul className={styles.notes}>
        <li className={styles.ringNote}>
          <span className={styles.ring} aria-hidden="true">
            4
          </span>
          {flows.legendRing}
        </li>
        <li>{flows.about}</li>
        <li>{flows.aboutPlace}</li>
        <li>
          <strong>{getMessages().map.empty}</strong>
        </li>
      </ul>
    </form>
  );
}
