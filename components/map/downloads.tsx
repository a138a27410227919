import { toDownloadHref } from '#lib/devices/download/download-request.ts';
import type { Extent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { DeviceList } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import styles from './device-list.module.css';

type Props = { list: DeviceList; filter: DeviceFilter; extent: Extent | null };

/** The view as files, one a license and format. */
export function Downloads({ list, filter, extent }: Props) {
  const { downloads } = getMessages();
  if (list.total === 0) return null;
  return (
    <section aria-labelledby="downloads" className={styles.downloads} data-screen-only="">
      <h3 id="downloads">{downloads.title}</h3>
      <p>{downloads.note}</p>
      <ul>
        {list.byLicense.map(({ code, count }) => {
          const text = formatCount(count, downloads.of, defaultLocale).replace('{license}', code);
          return (
            <li key={code}>
              {text}:{' '}
              <a
                href={toDownloadHref('csv', code, filter, extent)}
                download=""
                aria-label={`${downloads.csv}: ${text}`}
              >
                {downloads.csv}
              </a>{' '}
              <a
                href={toDownloadHref('geojson', code, filter, extent)}
                download=""
                aria-label={`${downloads.geojson}: ${text}`}
              >
                {downloads.geojson}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
