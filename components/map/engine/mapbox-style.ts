import type { StyleSpecification as MapboxStyle } from 'mapbox-gl';
import type { StyleSpecification } from 'maplibre-gl';

/**
 * The style as Mapbox GL takes it. The two engines read the same sources and layers; what differs:
 * - Mapbox refuses a style whose layers have text and that names no glyph server. The address is one of ours, and is
 *   never asked for letters: `localFontFamily` draws every script with the reader's fonts.
 */
export function toMapboxStyle(style: StyleSpecification, origin: string): MapboxStyle {
  const { version, sources, layers } = style;
  return {
    version,
    sources,
    layers,
    glyphs: `${origin}/basemap/glyphs/{fontstack}/{range}.pbf`,
  } as MapboxStyle;
}
