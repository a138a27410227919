import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';

/** What a view other than that of devices adds to the map; map-style.ts puts it in its place of the paint order. */
export type Overlay = {
  /** Tile addresses must be absolute; names must differ from `basemap`, `devices`, `cells`, `density`, `focus`. */
  sources: Record<string, SourceSpecification>;
  /** Over the land, under boundaries, names and devices: areas. */
  areas: LayerSpecification[];
  /** Over boundaries and names: lines and points. */
  marks: LayerSpecification[];
  /** Ids of the layers that a click or Enter opens, topmost first. */
  clickable: string[];
};

export const noOverlay: Overlay = { sources: {}, areas: [], marks: [], clickable: [] };
