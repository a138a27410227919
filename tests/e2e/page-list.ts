/** One address of every kind of page, with real content of the starter corpus. */
export const work = 'bloomberg-2016-03-03-china-pre-crime';
export const platform = '/programs/cetc-antiterror-platform';
export const draft = '/laws/cn-draft-cybersecurity-law-2015';
export const antiterrorLaws = '/laws/cn-antiterror-laws-2016';

export const pages = [
  '/',
  '/programs',
  platform,
  '/organizations',
  '/organizations/baidu',
  '/laws',
  antiterrorLaws,
  draft,
  '/people/lokman-tsui',
  '/here',
  '/here/CN-XJ',
  '/places',
  '/places/CN-XZ',
  '/places/HK',
  '/places/US-CA',
  '/technologies',
  '/technologies/video.camera',
  '/sources',
  `/sources/${work}`,
  `/claims/${work}.c017`,
  '/contradictions',
  '/search?q=xinjiang',
  '/flows',
  '/timeline',
  '/log',
  '/about',
  '/about/data',
  '/about/data/osm-surveillance',
  '/about/places',
  '/about/coverage',
  '/about/reading-the-map',
  '/about/what-to-ask',
  '/about/passages',
  '/about/links',
  '/no-such-page',
] as const;
