import { getMessages } from '#lib/messages/catalog.ts';
import styles from './here-page.module.css';

/** The look-up without JavaScript: a country, chosen from a list and sent as its code. */
export function CountryPicker({ places }: { places: readonly { code: string; label: string }[] }) {
  const { picker } = getMessages().here;
  return (
    <section aria-labelledby="picker" className={styles.picker}>
      <h2 id="picker">{picker.title}</h2>
      <p className={styles.noScript}>{picker.noScript}</p>
      <form action="/here" method="get">
        <label>
          <span>{picker.label}</span>
          <select name="place" required>
            {places.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{picker.submit}</button>
      </form>
      <p className={styles.small}>
        {picker.note} <a href="/places">{picker.all}</a>
      </p>
    </section>
  );
}
