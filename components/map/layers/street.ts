import { type Flavor, layers, namedFlavor } from '@protomaps/basemaps';
import type { LayerSpecification } from 'maplibre-gl';
import { defaultLocale } from '#lib/messages/catalog.ts';
import type { Palette, Theme } from '../palette.ts';

/** Zoom from which the operator's street map lies over the outlines, and from which its names take over. */
const streetZoom = 7;
export const streetNameZoom = 10;

/**
 * What is left out: boundaries, because ours tell disputed ones apart; and what needs a sheet of icons, because there is
 * none: shields, arrows, points of interest.
 */
const leftOut = /^(background|boundaries|pois$|roads_oneway|roads_shields|places_country|places_region)/;

/** Layers of a street map in the Protomaps schema: its ground, to lie under our boundaries and devices, and its names. */
export function toStreetLayers(
  palette: Palette,
  theme: Theme,
): { ground: LayerSpecification[]; names: LayerSpecification[] } {
  const all = layers('street', toFlavor(palette, theme), { lang: defaultLocale })
    .filter(({ id }) => !leftOut.test(id))
    .map(adapt);
  return {
    ground: all.filter(({ type }) => type !== 'symbol'),
    names: all.filter(({ type }) => type === 'symbol'),
  };
}

/** Quiet ground: the devices are the subject. */
function toFlavor(palette: Palette, theme: Theme): Flavor {
  const flavor = namedFlavor(theme === 'dark' ? 'black' : 'white');
  const { land, water, label, labelSoft, halo } = palette;
  return {
    ...flavor,
    earth: land,
    water,
    buildings: palette.building,
    roads_label_minor: labelSoft,
    roads_label_minor_halo: halo,
    roads_label_major: labelSoft,
    roads_label_major_halo: halo,
    subplace_label: labelSoft,
    subplace_label_halo: halo,
    city_label: label,
    city_label_halo: halo,
  };
}

function adapt(layer: LayerSpecification): LayerSpecification {
  const minzoom = Math.max(layer.minzoom ?? 0, layer.type === 'symbol' ? streetNameZoom : streetZoom);
  const named = { ...layer, id: `street-${layer.id}`, minzoom };
  if (named.type !== 'symbol') return named;
  // Fonts of the reader, as everywhere; an icon beside a town's name would need the sheet that is not there.
  const { 'icon-image': _, 'icon-size': __, ...layout } = named.layout ?? {};
  return { ...named, layout: { ...layout, 'text-font': ['sans-serif'] } };
}
