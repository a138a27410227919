import { layers } from '@protomaps/basemaps';
import type { LayerSpecification } from 'maplibre-gl';
import { defaultLocale } from '#lib/messages/catalog.ts';
import type { Palette, Theme } from '../palette.ts';
import { toFlavor } from './street-flavor.ts';

/** Zoom from which the operator's street map lies over the outlines, and from which its names take over. */
const streetZoom = 7;
export const streetNameZoom = 10;

/**
 * What is left out: boundaries, because ours tell disputed ones apart; and what needs a sheet of icons, because there is
 * none: shields, arrows, points of interest.
 */
const leftOut = /^(background|boundaries|pois$|roads_oneway|roads_shields|places_country|places_region)/;

/**
 * Layers of a street map in the Protomaps schema: its ground, to lie under our boundaries and devices; names of its
 * streets, waters and quarters, which give way to devices; and names of towns, which do not.
 */
export function toStreetLayers(
  palette: Palette,
  theme: Theme,
): { ground: LayerSpecification[]; names: LayerSpecification[]; towns: LayerSpecification[] } {
  const all = layers('street', toFlavor(palette, theme), { lang: defaultLocale })
    .filter(({ id }) => !leftOut.test(id))
    .map(adapt);
  const isTown = ({ id }: LayerSpecification) => id === 'street-places_locality';
  const names = all.filter(({ type }) => type === 'symbol');
  return {
    ground: all.filter(({ type }) => type !== 'symbol'),
    names: names.filter((layer) => !isTown(layer)),
    towns: names.filter(isTown),
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
