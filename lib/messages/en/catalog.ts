import { about } from './about.ts';
import { checks } from './checks.ts';
import { contradictions } from './contradictions.ts';
import { coverage } from './coverage.ts';
import { desk } from './desk.ts';
import { downloads } from './downloads.ts';
import { evidence } from './evidence.ts';
import { guides } from './guides.ts';
import { here } from './here.ts';
import { listed } from './listed.ts';
import { lists } from './lists.ts';
import { map } from './map.ts';
import { places } from './places.ts';
import { records } from './records.ts';
import { refusals } from './refusals.ts';
import { scrapes } from './scrapes.ts';
import { sentences } from './sentences.ts';
import { share } from './share.ts';
import { site } from './site.ts';
import { thematic } from './thematic.ts';
import { timeline } from './timeline.ts';

export const en = {
  about,
  checks,
  contradictions,
  coverage,
  desk,
  downloads,
  evidence,
  guides,
  here,
  listed,
  lists,
  map,
  places,
  records,
  refusals,
  scrapes,
  sentences,
  share,
  site,
  thematic,
  timeline,
};
