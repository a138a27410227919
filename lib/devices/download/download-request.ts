import { type Extent, formatExtent, parseExtent, wholeWorld } from '#lib/devices/extent.ts';
import { type DeviceFilter, readFilter, toQuery } from '#lib/devices/filter.ts';

export const downloadFormats = ['csv', 'geojson'] as const;
export type DownloadFormat = (typeof downloadFormats)[number];

/** Devices of one view under one license: licenses are never mixed in a file. */
export type DownloadRequest = {
  format: DownloadFormat;
  filter: DeviceFilter;
  extent: Extent;
  /** SPDX id or name, as the datasets give it; null when the address names none. */
  license: string | null;
};

export type DownloadReading = { ok: true; request: DownloadRequest } | { ok: false; problems: string[] };

const path = /^\/map\/devices\.(csv|geojson)(?:\?|$)/;

/** The format that a path, with or without a query, asks for; null when it is no download. */
export function toDownloadFormat(target: string): DownloadFormat | null {
  const extension = path.exec(target)?.[1];
  return downloadFormats.find((format) => format === extension) ?? null;
}

/** Reads the query of a download: the map's filter, `bbox` and `license`. */
export function readDownload(format: DownloadFormat, query: URLSearchParams): DownloadReading {
  const reading = readFilter(query);
  const box = query.get('bbox');
  const extent = box === null ? wholeWorld : parseExtent(box);
  const problems = [
    ...(reading.ok ? [] : reading.problems),
    ...(extent === null ? ['bbox: must be west,south,east,north in degrees'] : []),
  ];
  if (!reading.ok || extent === null) return { ok: false, problems };
  return { ok: true, request: { format, filter: reading.filter, extent, license: query.get('license') } };
}

/** The address of a download. */
export function toDownloadHref(
  format: DownloadFormat,
  license: string,
  filter: DeviceFilter,
  extent: Extent | null,
): string {
  const query = toQuery(filter);
  if (extent !== null) query.set('bbox', formatExtent(extent, 7));
  query.set('license', license);
  return `/map/devices.${format}?${query.toString().replaceAll('%2C', ',')}`;
}

/** `public-dossier-devices-odbl-1.0-2026-11-26.csv` */
export function toFileName({ format, license }: DownloadRequest, day: string): string {
  const part = (license ?? '').toLowerCase().replace(/[^a-z0-9.]+/g, '-');
  return `public-dossier-devices-${part}-${day}.${format}`;
}
