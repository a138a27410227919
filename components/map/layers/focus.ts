import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';

/** The ring around what the keyboard has reached; two lines, so that it is seen on any ground. */
export function toFocusLayers(palette: Palette): LayerSpecification[] {
  const ring = (id: string, color: string, width: number): LayerSpecification => ({
    id,
    type: 'circle',
    source: 'focus',
    paint: {
      'circle-radius': ['get', 'radius'],
      'circle-color': 'rgba(0, 0, 0, 0)',
      'circle-stroke-color': color,
      'circle-stroke-width': width,
    },
  });
  return [ring('focus-halo', palette.halo, 7), ring('focus-ring', palette.focus, 3)];
}
