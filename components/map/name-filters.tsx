'use client';

import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { FilterLabels, NamedKind } from '#lib/devices/filter-names.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import { NameField } from './name-field.tsx';

type Props = {
  kinds: readonly NamedKind[];
  filter: DeviceFilter;
  labels: FilterLabels;
  toHrefWithout: (kind: NamedKind) => string;
  onName: (kind: NamedKind, slug: string | null, label: string) => void;
};

const pages = { place: 'places', law: 'laws', program: 'programs', vendor: 'organizations' } as const;

/** Place, law, program and maker: what is chosen, with a way to let it go; else a field that suggests names. */
export function NameFilters({ kinds, filter, labels, toHrefWithout, onName }: Props) {
  const { map } = getMessages();
  return (
    <div className={styles.names}>
      {kinds.map((kind) => {
        const slug = filter[kind];
        if (slug === undefined)
          return (
            <NameField
              key={kind}
              kind={kind}
              label={map.named[kind]}
              onChoose={(found) => onName(kind, found.slug, found.label)}
            />
          );
        return (
          <p key={kind} className={styles.chosenPlace}>
            <input type="hidden" name={kind} value={slug} />
            {map.named[kind]}:{' '}
            <a href={`/${pages[kind]}/${slug}`}>
              <bdi>{labels[kind] ?? slug}</bdi>
            </a>{' '}
            <a
              href={toHrefWithout(kind)}
              className={styles.remove}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onName(kind, null, '');
              }}
            >
              {map.removeName[kind]}
            </a>
          </p>
        );
      })}
      {kinds.includes('law') && (filter.law !== undefined || filter.program !== undefined) && (
        <p className={styles.note}>{map.reachNote}</p>
      )}
    </div>
  );
}
