import type { StyleSpecification as MapboxStyle } from 'mapbox-gl';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/**
 * The style as Mapbox GL takes it. The two engines read the same sources and layers; what differs:
 * - Mapbox refuses a style whose layers have text and that names no glyph server. The address is one of ours, and is
 *   never asked for letters: `localFontFamily` draws every script with the reader's fonts.
 * - Mapbox knows no `text-variable-anchor-offset`: names have fewer places to stand.
 */
export function toMapboxStyle(style: StyleSpecification, origin: string): MapboxStyle {
  const { version, sources, layers } = style;
  return {
    version,
    sources,
    layers: layers.map(withoutAnchorOffset),
    glyphs: `${origin}/basemap/glyphs/{fontstack}/{range}.pbf`,
  } as MapboxStyle;
}

function withoutAnchorOffset(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== 'symbol' || layer.layout?.['text-variable-anchor-offset'] === undefined) return layer;
  const { 'text-variable-anchor-offset': _, ...layout } = layer.layout;
  return { ...layer, layout };
}
