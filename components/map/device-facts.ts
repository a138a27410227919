import type { Device } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';

const compass = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** "247° SW, 90° E"; null where the source gives no direction. */
export function toDirectionText(bearings: readonly number[]): string | null {
  if (bearings.length === 0) return null;
  const { map } = getMessages();
  return bearings
    .map(
      (bearing) =>
        `${map.degrees.replace('{bearing}', String(Math.round(bearing)))} ${compass[Math.round(bearing / 45) % 8]}`,
    )
    .join(', ');
}

/** Five decimals: about a meter, no more exact than such points are. */
export function toPositionText({ lat, lon }: { lat: number; lon: number }): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

/** The record's page at the publisher, where one is known. */
export function toUpstreamUrl(device: Device): string | null {
  const id = device.record.externalId;
  return device.dataset.id === 'osm-surveillance' && /^(node|way|relation)\/\d+$/.test(id)
    ? `https://www.openstreetmap.org/${id}`
    : null;
}

/** A box of about 300 m around a device, for a link that needs no JavaScript. */
export function toBoxAround({ lon, lat }: { lon: number; lat: number }): string {
  const north = 0.0014;
  const east = north / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return [lon - east, lat - north, lon + east, lat + north].map((value) => value.toFixed(4)).join(',');
}
