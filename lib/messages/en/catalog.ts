import { about } from './about.ts';
import { evidence } from './evidence.ts';
import { lists } from './lists.ts';
import { map } from './map.ts';
import { places } from './places.ts';
import { records } from './records.ts';
import { scrapes } from './scrapes.ts';
import { sentences } from './sentences.ts';
import { site } from './site.ts';

export const en = { about, evidence, lists, map, places, records, scrapes, sentences, site };
