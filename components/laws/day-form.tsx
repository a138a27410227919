import styles from './day-form.module.css';

/** "On which day?" as a GET form: the answer has an address. */
export function DayForm({
  action,
  label,
  submit,
  day,
}: {
  action: string;
  label: string;
  submit: string;
  day: string;
}) {
  return (
    <form action={action} method="get" className={styles.form}>
      <label>
        <span>{label}</span>
        <input type="date" name="on" defaultValue={day} required />
      </label>
      <button type="submit">{submit}</button>
    </form>
  );
}
