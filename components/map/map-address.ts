import { type Extent, formatExtent } from '#lib/devices/extent.ts';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';

/** The address of a map view; the same on server and in the browser, map and list alike. */
export function toMapHref(filter: DeviceFilter, extent: Extent | null): string {
  const query = toQuery(filter);
  if (extent !== null) query.set('bbox', formatExtent(extent));
  // Commas are legal in a query and far easier to read than %2C.
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '/map' : `/map?${text}`;
}
