import type { ReactNode } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './filter-form.module.css';

/** A filter as a plain GET form: its state is the address, and it works without a script. */
export function FilterForm({
  action,
  children,
  reset,
}: {
  action: string;
  children: ReactNode;
  reset?: boolean;
}) {
  const { filter } = getMessages().site;
  return (
    <form action={action} method="get" className={styles.form}>
      {children}
      <button type="submit">{filter.apply}</button>
      {reset === true && <a href={action}>{filter.reset}</a>}
    </form>
  );
}

type Choice = { value: string; label: string };

export function SelectField({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string;
  choices: readonly Choice[];
}) {
  const { filter } = getMessages().site;
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select name={name} defaultValue={value}>
        <option value="">{filter.all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function TextField({
  name,
  label,
  value,
  type = 'text',
}: {
  name: string;
  label: string;
  value: string;
  type?: 'text' | 'search' | 'date';
}) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input name={name} type={type} defaultValue={value} maxLength={200} />
    </label>
  );
}
