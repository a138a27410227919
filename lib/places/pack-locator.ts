import { readDocument } from '../datasets/read-pack.ts';
import { createLocator, type Locator } from './locate.ts';
import { codedAreasSchema } from './pack-rows.ts';

/** Locators over the packed boundaries: ISO 3166-1 countries and ISO 3166-2 regions. Takes about a second. */
export function openPackLocators(packs?: string): { countries: Locator; regions: Locator } {
  const open = (name: string) =>
    createLocator(
      readDocument('natural-earth', name, codedAreasSchema, packs).features.map(
        ({ properties, geometry }) => ({
          code: properties.code,
          polygons: geometry.coordinates,
        }),
      ),
    );
  return { countries: open('countries.geojson.gz'), regions: open('regions.geojson.gz') };
}

/** A coast is drawn to about a kilometer; a point this far out at sea still belongs to it. */
export const shoreKm = 5;
