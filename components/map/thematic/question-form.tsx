import type { FormEvent } from 'react';
import { labelText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { CoverageView } from '#lib/thematic/coverage-view.ts';
import { levels, plainAsks, powerAsks, type Question, readQuestion } from '#lib/thematic/questions.ts';
import shared from '../map.module.css';
import styles from './thematic.module.css';
import { toAboutText, toAskText } from './wording.ts';

export type SubjectChoice = NonNullable<NonNullable<CoverageView['scope']>['subject']>;

type Props = {
  view: CoverageView;
  subjects: readonly SubjectChoice[];
  bbox: string | null;
  /** Absent where nothing can be answered without the server: then the form sends itself. */
  onChange?: (question: Question) => void;
};

/** What the shading asks: a plain GET form, which takes effect at once where JavaScript runs. */
export function QuestionForm({ view, subjects, bbox, onChange }: Props) {
  const { thematic } = getMessages();
  const { question, on } = view;
  const update = (event: FormEvent<HTMLFormElement>) => {
    if (onChange === undefined) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === 'string') query.append(name, value);
    // Territory was asked for and no name is chosen yet: the first one stands in until it is.
    const [first] = subjects;
    if (query.get('measure') === 'scope' && !query.get('subject') && first !== undefined)
      query.set('subject', `${first.kind}/${first.slug}`);
    const reading = readQuestion(query);
    if (!reading.ok) return;
    const { on: day, ...asked } = reading.question;
    onChange(view.isToday && day === on ? asked : reading.question);
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
      <input type="hidden" name="view" value="coverage" />
      {bbox !== null && <input type="hidden" name="bbox" value={bbox} />}
      <label className={styles.field}>
        <span>{thematic.question}</span>
        <select name="measure" defaultValue={question.ask.replaceAll('_', '-')}>
          <optgroup label={thematic.questionGroups.programs}>
            {plainAsks
              .filter((ask) => ask === 'systems' || ask === 'running' || ask === 'deployments')
              .map((ask) => (
                <option key={ask} value={ask}>
                  {toAskText(ask)}
                </option>
              ))}
          </optgroup>
          <optgroup label={thematic.questionGroups.laws}>
            <option value="laws">{toAskText('laws')}</option>
          </optgroup>
          <optgroup label={thematic.questionGroups.powers}>
            {powerAsks.map((ask) => (
              <option key={ask} value={ask.replaceAll('_', '-')}>
                {fill(thematic.powerShort, { action: toActionText(ask) })}
              </option>
            ))}
          </optgroup>
          <optgroup label={thematic.questionGroups.devices}>
            <option value="devices">{toAskText('devices')}</option>
          </optgroup>
          <optgroup label={thematic.questionGroups.one}>
            <option value="scope">{toAskText('scope')}</option>
          </optgroup>
        </select>
      </label>
      <label className={styles.field} hidden={question.ask !== 'scope' && onChange !== undefined}>
        <span>{thematic.subject}</span>
        <select name="subject" defaultValue={question.subject ?? ''}>
          <option value="">{thematic.subjectChoose}</option>
          {subjects.map((subject) => (
            <option key={`${subject.kind}/${subject.slug}`} value={`${subject.kind}/${subject.slug}`}>
              {labelText(subject)}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{thematic.level}</legend>
        <div className={styles.radios}>
          {levels.map((level) => (
            <label key={level}>
              <input type="radio" name="level" value={level} defaultChecked={question.level === level} />
              <span>{thematic.levels[level]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className={styles.field}>
        <span>{thematic.day}</span>
        {/* The slider moves the day too: its value is set anew by key. */}
        <input key={on} type="date" name="date" defaultValue={on} max="2200-12-31" />
      </label>
      <div className={styles.submit}>
        <button type="submit">{thematic.show}</button>
      </div>
      <p className={shared.note}>{toAboutText(question.ask)}</p>
      {question.level === 'region' && <p className={shared.note}>{thematic.levelNote}</p>}
    </form>
  );
}

function toActionText(ask: (typeof powerAsks)[number]): string {
  const { powerAction } = getMessages().sentences;
  const entry = Object.entries(powerAction).find(([action]) => ask === `power.${action}`);
  return entry?.[1].toLowerCase() ?? ask;
}
