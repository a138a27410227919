import type { Extent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { ListOrder } from '#lib/devices/list-order.ts';
import type { CountedName, Device, DeviceList } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatNumber } from '#lib/messages/format.ts';
import { DeviceList as DeviceRows } from './device-list.tsx';
import { Downloads } from './downloads.tsx';
import styles from './map.module.css';
import { TechnologyMark } from './technology-mark.tsx';

const shownPlaces = 30;

type Props = {
  list: DeviceList;
  /** Sentence part that names the filter: "video cameras, in France". */
  filterLabel: string;
  toPlaceHref: (code: string) => string;
  toBoxHref: (bbox: string) => string;
  filter: DeviceFilter;
  /** The part of the Earth that is listed; null is all of it. */
  extent: Extent | null;
  order: ListOrder;
  toOrderHref: (order: ListOrder) => string;
  /** Where JavaScript runs, the list changes in place and the map moves instead of the page. */
  onOrder?: (order: ListOrder) => void;
  onShow?: (device: Device) => void;
};

/** The map as tables: same filter, same extent, same counts. */
export function ListTwin(props: Props) {
  const { list, filterLabel, filter, extent, order, toOrderHref, toPlaceHref, toBoxHref, onOrder, onShow } =
    props;
  const { map } = getMessages();
  const shown = list.byPlace.slice(0, shownPlaces);
  const hidden = list.byPlace.length - shown.length;
  return (
    <>
      <p className={styles.total}>
        <strong>{formatCount(list.total, map.summary, defaultLocale)}</strong>
        <span>: {filterLabel}</span>
      </p>
      {list.total === 0 && <p>{map.noDevices}</p>}
      {list.total > 0 && (
        <div className={styles.counts}>
          <CountTable
            caption={map.byTechnology}
            rows={list.byTechnology}
            note={map.technologyNote}
            kind="technology"
          />
          <CountTable caption={map.byPlace[list.placeLevel]} rows={shown} kind="place" toHref={toPlaceHref}>
            {hidden > 0 ? formatCount(hidden, map.more, defaultLocale) : null}
          </CountTable>
          <CountTable caption={map.byStatus} rows={list.byStatus} kind="status" />
        </div>
      )}
      {list.devices.length > 0 && (
        <DeviceRows
          list={list}
          order={order}
          toOrderHref={toOrderHref}
          toBoxHref={toBoxHref}
          {...(onOrder === undefined ? {} : { onOrder })}
          {...(onShow === undefined ? {} : { onShow })}
        />
      )}
      <Downloads list={list} filter={filter} extent={extent} />
    </>
  );
}

type CountTableProps = {
  caption: string;
  rows: readonly CountedName[];
  kind: 'technology' | 'place' | 'status';
  note?: string;
  toHref?: (code: string) => string;
  children?: string | null;
};

function CountTable({ caption, rows, kind, note, toHref, children }: CountTableProps) {
  const { map } = getMessages();
  const toLabel = (row: CountedName) => {
    if (kind === 'status') return map.statuses[row.code as keyof typeof map.statuses] ?? row.label;
    if (kind === 'technology') return row.code === 'unknown' ? map.unknownTechnology : row.label;
    return row.code === '' ? map.noPlace : row.label;
  };
  return (
    <table>
      <caption>
        <strong>{caption}</strong>
        {note !== undefined && <> {note}</>}
      </caption>
      <thead>
        <tr>
          <th scope="col">
            {kind === 'place' ? map.place : kind === 'status' ? map.status : map.technology}
          </th>
          <th scope="col" className={styles.number}>
            {map.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              {kind === 'technology' && <TechnologyMark code={row.code} />}{' '}
              {toHref !== undefined && row.code !== '' ? (
                <a href={toHref(row.code)}>
                  <bdi>{toLabel(row)}</bdi>
                </a>
              ) : (
                <bdi>{toLabel(row)}</bdi>
              )}
            </th>
            <td className={styles.number}>{formatNumber(row.count, defaultLocale)}</td>
          </tr>
        ))}
        {children !== null && children !== undefined && (
          <tr>
            <td colSpan={2}>{children}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
