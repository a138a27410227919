import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import type { Coverage, CoverageItem, CoveragePlace } from '#lib/tiles/coverage-schema.ts';
import { countByCountry } from './layers/coverage.ts';
import styles from './map.module.css';

/** Systems and laws of the places of one country, for the card. */
export function CoverageCard({ places }: { places: readonly CoveragePlace[] }) {
  const { map } = getMessages();
  if (places.length === 0) return <p>{map.coverageNothing}</p>;
  return places.map((place) => (
    <section key={place.code} className={styles.device}>
      <h3>
        <a href={`/places/${place.code}`}>
          <bdi>{place.label}</bdi>
        </a>
      </h3>
      <CoverageItems items={place.items} />
    </section>
  ));
}

/** The choropleth as a table: every place that something documented covers. */
export function CoverageTable({ coverage }: { coverage: Coverage }) {
  const { map } = getMessages();
  if (coverage.places.length === 0) return <p>{map.coverageEmpty}</p>;
  const counts = countByCountry(coverage);
  return (
    <ul className={styles.coverageList}>
      {coverage.places.map((place) => (
        <li key={place.code}>
          <h3>
            <a href={`/places/${place.code}`}>
              <bdi>{place.label}</bdi>
            </a>
            {place.code === place.country && (
              <span className={styles.choiceCount}>
                {' '}
                {formatNumber(counts.get(place.code) ?? 0, defaultLocale)}
              </span>
            )}
          </h3>
          <CoverageItems items={place.items} />
        </li>
      ))}
    </ul>
  );
}

function CoverageItems({ items }: { items: readonly CoverageItem[] }) {
  return (
    <ul className={styles.items}>
      {items.map((item) => (
        <li key={`${item.kind}/${item.slug}/${item.relation}/${item.valid}`}>
          <a href={`/${item.kind === 'law' ? 'laws' : 'programs'}/${item.slug}`}>
            <bdi>{item.labelIsWorkingTitle ? `[${item.label}]` : item.label}</bdi>
          </a>
          <span className={styles.itemFacts}>{toFacts(item).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** "Law, applies 2016-01-01/.., reported by one"; a plan says so once. */
function toFacts(item: CoverageItem): string[] {
  const { map, evidence } = getMessages();
  const relation = lookUp(map.relation, item.relation);
  const wording = lookUpLabel(evidence.wording, item.wording);
  const kind = item.kind === 'law' ? map.law : map.program;
  const dated = item.valid === null ? relation : `${relation} ${item.valid}`;
  return [...new Set([kind, dated, wording])];
}

function lookUp(names: Readonly<Record<string, string>>, code: string): string {
  return names[code] ?? code;
}

function lookUpLabel(names: Readonly<Record<string, { label: string }>>, code: string): string {
  return (names[code]?.label ?? code).toLowerCase();
}
