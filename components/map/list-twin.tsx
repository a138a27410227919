import type { MouseEvent } from 'react';
import type { CountedName, Device, DeviceList } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatNumber } from '#lib/messages/format.ts';
import { toBoxAround, toDirectionText } from './device-facts.ts';
import styles from './map.module.css';
import { TechnologyMark } from './technology-mark.tsx';

const shownPlaces = 30;

type Props = {
  list: DeviceList;
  /** Sentence part that names the filter: "video cameras, in France". */
  filterLabel: string;
  toPlaceHref: (code: string) => string;
  toBoxHref: (bbox: string) => string;
  /** Where JavaScript runs, the map moves instead of the page. */
  onShow?: (device: Device) => void;
};

/** The map as tables: same filter, same extent, same counts. */
export function ListTwin({ list, filterLabel, toPlaceHref, toBoxHref, onShow }: Props) {
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
        <DeviceTable list={list} toBoxHref={toBoxHref} {...(onShow === undefined ? {} : { onShow })} />
      )}
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

function DeviceTable({ list, toBoxHref, onShow }: Pick<Props, 'list' | 'toBoxHref' | 'onShow'>) {
  const { map } = getMessages();
  const { columns } = map;
  const caption = map.firstDevicesNote
    .replace('{shown}', formatNumber(list.devices.length, defaultLocale))
    .replace('{total}', formatNumber(list.total, defaultLocale));
  const show = (device: Device) => (event: MouseEvent) => {
    if (onShow === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onShow(device);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.tableFrame} aria-label={map.firstDevices} tabIndex={0}>
      <table>
        <caption>
          <strong>{map.firstDevices}</strong> {caption}
        </caption>
        <thead>
          <tr>
            {[
              columns.technology,
              columns.place,
              map.status,
              columns.direction,
              columns.confirmed,
              columns.operator,
              columns.source,
              columns.position,
            ].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
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
                <a href={toBoxHref(toBoxAround(device))} onClick={show(device)}>
                  {map.showOnMap}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
