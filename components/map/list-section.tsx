'use client';

import { memo, useCallback, useRef } from 'react';
import { type Extent, parseExtent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { ListOrder } from '#lib/devices/list-order.ts';
import type { Device, DeviceList } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { ListTwin } from './list-twin.tsx';
import styles from './map.module.css';
import { type MapScene, toMapHref } from './map-address.ts';
import { useListOfView } from './use-list-of-view.ts';

type Props = {
  first: DeviceList;
  filter: DeviceFilter;
  extent: Extent | null;
  /** The filter as a part of a sentence. */
  label: string;
  scene: MapScene;
  order: ListOrder;
  onOrder: (order: ListOrder) => void;
  onShow?: (device: Device) => void;
};

/** The list twin under the map, kept with the map's filter and extent whenever a reader is looking at it. */
export const ListSection = memo(function ListSection(props: Props) {
  const { first, filter, extent, label, scene, order, onOrder, onShow } = props;
  const { map } = getMessages();
  const section = useRef<HTMLElement>(null);
  const { list, state, retry } = useListOfView(section, filter, extent, order, first);
  // A list that is not current stands beside the words and links that it came with, and is not rendered anew for others.
  const present = { filter, extent, label, scene, order };
  const shown = useRef(present);
  if (state === 'current') shown.current = present;
  const latest = useRef(onOrder);
  latest.current = onOrder;
  const changeOrder = useCallback((next: ListOrder) => latest.current(next), []);
  return (
    <section
      id="list"
      aria-labelledby="list-title"
      aria-busy={state === 'loading' || state === 'stale'}
      className={styles.list}
      tabIndex={-1}
      ref={section}
    >
      <h2 id="list-title">{map.list}</h2>
      {state !== 'current' && (
        <p className={styles.listState} role="status">
          {state === 'failed' ? map.listFailed : map.listLoading}{' '}
          {state === 'failed' && (
            <button type="button" onClick={retry}>
              {map.tryAgain}
            </button>
          )}
        </p>
      )}
      <div className={state === 'current' ? undefined : styles.outdated}>
        <ShownList list={list} {...shown.current} onOrder={changeOrder} onShow={onShow} />
      </div>
    </section>
  );
});

type ShownProps = Omit<Props, 'first' | 'onShow'> & {
  list: DeviceList;
  onShow: Props['onShow'] | undefined;
};

const ShownList = memo(function ShownList(props: ShownProps) {
  const { list, filter, extent, label, scene, order, onOrder, onShow } = props;
  return (
    <ListTwin
      list={list}
      filterLabel={label}
      filter={filter}
      extent={extent}
      order={order}
      onOrder={onOrder}
      toOrderHref={(next) => toMapHref(filter, extent, scene, next)}
      toPlaceHref={(code) => toMapHref({ ...filter, place: code }, null, scene)}
      toBoxHref={(bbox) => toMapHref(filter, parseExtent(bbox), scene)}
      {...(onShow === undefined ? {} : { onShow })}
    />
  );
});
