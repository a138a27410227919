import type { ListColumn, ListOrder } from '#lib/devices/list-order.ts';
import { toggleOrder } from '#lib/devices/list-order.ts';
import type { Device, DeviceList as List } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import { insteadOfLink } from '../ui/instead-of-link.ts';
import { Pager } from '../ui/pager.tsx';
import { toBoxAround, toDirectionText } from './device-facts.ts';
import styles from './device-list.module.css';
import { TechnologyMark } from './technology-mark.tsx';

type Props = {
  list: List;
  order: ListOrder;
  toOrderHref: (order: ListOrder) => string;
  toBoxHref: (bbox: string) => string;
  /** Where JavaScript runs, the list changes in place and the map moves instead of the page. */
  onOrder?: (order: ListOrder) => void;
  onShow?: (device: Device) => void;
};

/** One page of the devices of a view as a table; its headings sort, its pages follow each other. Works as plain links. */
export function DeviceList({ list, order, toOrderHref, toBoxHref, onOrder, onShow }: Props) {
  const { map, downloads } = getMessages();
  const { columns } = map;
  const page = fill(downloads.page, {
    page: formatNumber(list.page, defaultLocale),
    pages: formatNumber(list.pages, defaultLocale),
    shown: formatNumber(list.devices.length, defaultLocale),
    total: formatNumber(list.total, defaultLocale),
  });
  const names: Record<ListColumn, string> = {
    technology: columns.technology,
    place: columns.place,
    status: map.status,
    confirmed: columns.confirmed,
    operator: columns.operator,
    source: columns.source,
  };
  const sorted = fill(downloads.sortedBy, {
    column: names[order.column],
    way: order.descending ? downloads.descending : downloads.ascending,
  });
  const sortable = (column: ListColumn) => {
    const next = toggleOrder(order, column);
    const way = order.column !== column ? undefined : order.descending ? 'descending' : 'ascending';
    return (
      <th scope="col" {...(way === undefined ? {} : { 'aria-sort': way })}>
        <a
          href={`${toOrderHref(next)}#devices-list`}
          title={fill(downloads.sort, { column: names[column] })}
          rel="nofollow"
          onClick={onOrder && insteadOfLink(() => onOrder(next))}
        >
          {names[column]}
          <span aria-hidden="true" className={styles.way}>
            {way === 'ascending' ? '▲' : way === 'descending' ? '▼' : '△'}
          </span>
        </a>
      </th>
    );
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section id="devices-list" className={styles.frame} aria-label={map.firstDevices} tabIndex={0}>
        <table>
          <caption>
            <strong>{map.firstDevices}</strong> {page} {sorted}
          </caption>
          <thead>
            <tr>
              {sortable('technology')}
              {sortable('place')}
              {sortable('status')}
              <th scope="col">{columns.direction}</th>
              {sortable('confirmed')}
              {sortable('operator')}
              {sortable('source')}
              <th scope="col">{columns.position}</th>
            </tr>
          </thead>
          <tbody>
            {list.devices.map((device) => (
              <tr key={device.id}>
                <th scope="row">
                  <TechnologyMark code={device.technologies[0]?.code ?? 'unknown'} />{' '}
                  {device.technologies.map((technology) => technology.label).join(', ') ||
                    map.unknownTechnology}
                </th>
                <td>
                  <bdi>{device.places.at(-1)?.label ?? map.noPlace}</bdi>
                </td>
                <td>{map.statuses[device.status as keyof typeof map.statuses] ?? device.status}</td>
                <td>{toDirectionText(device.bearings) ?? map.noDirection}</td>
                <td>{device.lastConfirmed ?? map.noDate}</td>
                <td>{device.operator?.label ?? map.notKnown}</td>
                <td>{device.dataset.wording}</td>
                <td>
                  <a
                    href={toBoxHref(toBoxAround(device))}
                    onClick={onShow && insteadOfLink(() => onShow(device))}
                  >
                    {map.showOnMap}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pager
        page={list.page}
        pages={list.pages}
        toHref={(number) => `${toOrderHref({ ...order, page: number })}#devices-list`}
        {...(onOrder === undefined
          ? {}
          : { onPage: (number: number) => onOrder({ ...order, page: number }) })}
      />
    </>
  );
}
