import { cityToronto } from './city-toronto/pack.ts';
import { cityTrafford } from './city-trafford/pack.ts';
import type { Source } from './core/dataset.ts';
import { effAtlas2020 } from './eff-atlas-2020/pack.ts';
import { geonamesCities } from './geonames-cities/pack.ts';
import { naturalEarth } from './natural-earth/pack.ts';
import { osmSurveillance } from './osm-surveillance/pack.ts';
import { privateEyes2024 } from './private-eyes-2024/pack.ts';
import { unicodeCldr } from './unicode-cldr/pack.ts';
import { wikidataAgencies } from './wikidata-agencies/pack.ts';

/** Every dataset, in the order in which packs are made: a pack comes after those that it looks places and bodies up in. */
export const sources: readonly Source[] = [
  naturalEarth,
  unicodeCldr,
  geonamesCities,
  effAtlas2020,
  privateEyes2024,
  wikidataAgencies,
  osmSurveillance,
  cityTrafford,
  cityToronto,
];
