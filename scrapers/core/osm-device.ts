import { parseDirections } from './osm-direction.ts';

/** Tags of one OpenStreetMap object. */
export type Tags = Readonly<Record<string, string>>;

/** Why an object is not packed. Each row that is left out is counted under one of these. */
export type DropReason =
  | 'no_tags'
  | 'not_surveillance'
  | 'guard'
  | 'dummy'
  | 'indoor'
  | 'private'
  | 'doorbell'
  | 'home_camera';

export interface OsmDevice {
  /** Technology codes, the more specific first; empty when the tags do not say what it is. */
  technologies: string[];
  /** Values of `surveillance:type` that mean no technology here. */
  unknownTypes: string[];
  bearings: number[];
  fieldOfView: number | null;
  form: string | null;
  mount: string | null;
  zone: string | null;
  status: 'present' | 'disused' | 'removed' | 'planned';
  lastConfirmed: string | null;
  year: number | null;
  /** The mapper doubts that it is still there. */
  uncertain: boolean;
}

const prefixes: Record<string, OsmDevice['status']> = {
  disused: 'disused',
  abandoned: 'disused',
  was: 'removed',
  removed: 'removed',
  demolished: 'removed',
  razed: 'removed',
  destroyed: 'removed',
  proposed: 'planned',
  planned: 'planned',
  construction: 'planned',
};

/** `surveillance:type` values → technology. Values that are not here leave the technology unknown. */
const technologyOf: Record<string, string> = {
  camera: 'video.camera',
  cctv: 'video.camera',
  video: 'video.camera',
  webcam: 'video.camera',
  'camera dome': 'video.camera',
  alpr: 'vehicle.alpr',
  anpr: 'vehicle.alpr',
  alrp: 'vehicle.alpr',
  aplr: 'vehicle.alpr',
  gunshot_detector: 'audio.gunshot',
  microphone: 'audio.microphone',
  bluetooth_detector: 'comms.bluetooth',
  radar: 'vehicle.radar',
  speed_camera: 'vehicle.speed',
  red_light: 'vehicle.redlight',
  red_light_camera: 'vehicle.redlight',
  redlight_camera: 'vehicle.redlight',
};
const guards = new Set(['guard', 'guarddog', 'police_watchpoint']);
const specificity = [
  'vehicle.alpr',
  'audio.gunshot',
  'vehicle.speed',
  'vehicle.redlight',
  'audio.microphone',
  'comms.bluetooth',
  'video.camera',
  'vehicle.radar',
];

const forms: Record<string, string> = {
  fixed: 'fixed',
  static: 'fixed',
  fixe: 'fixed',
  fixes: 'fixed',
  dome: 'dome',
  panning: 'panning',
  ptz: 'panning',
  panned: 'panning',
  panorama: 'panorama',
  '360': 'panorama',
  turret: 'turret',
};
const mounts: Record<string, string> = {
  pole: 'pole',
  post: 'pole',
  utilitypole: 'pole',
  'utility pole': 'pole',
  lighting_pole: 'street_lamp',
  street_lamp: 'street_lamp',
  street_light: 'street_lamp',
  lamp: 'street_lamp',
  mast: 'mast',
  catenary_mast: 'mast',
  wall: 'wall',
  wall_mounted: 'wall',
  ceiling: 'ceiling',
  ceilling: 'ceiling',
  building: 'building',
  roof: 'roof',
  traffic_signals: 'traffic_signals',
  traffic_signal: 'traffic_signals',
  gantry: 'gantry',
  tower: 'tower',
  bridge: 'bridge',
  tree: 'tree',
  fence: 'fence',
  trailer: 'trailer',
};
const zones: Record<string, string> = {
  traffic: 'traffic',
  trafic: 'traffic',
  town: 'town',
  street: 'street',
  sidewalk: 'street',
  building: 'building',
  parking: 'parking',
  parking_entrance: 'parking',
  area: 'area',
  public: 'area',
  entrance: 'entrance',
  gate: 'entrance',
  shop: 'shop',
  commercial: 'shop',
  bank: 'bank',
  atm: 'bank',
  park: 'park',
  public_transport: 'transport',
  public_transport_platform: 'transport',
  'public transport platform': 'transport',
  station: 'transport',
  railway: 'transport',
  residential: 'residential',
  police: 'police',
  prison: 'police',
  school: 'school',
  harbour: 'harbor',
  bridge: 'bridge',
  tunnel: 'bridge',
};

const tokens = (value: string | undefined) =>
  (value ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
const firstOf = (value: string | undefined, table: Record<string, string>) =>
  tokens(value)
    .map((token) => table[token])
    .find((code) => code !== undefined) ?? null;

/** The surveillance tags of an object with a life-cycle prefix (`disused:man_made=surveillance`), without the prefix. */
function unwrap(tags: Tags): { tags: Tags; status: OsmDevice['status'] } | null {
  const flat: OsmDevice['status'] =
    tags.disused === 'yes'
      ? 'disused'
      : tags.abandoned === 'yes'
        ? 'disused'
        : tags.removed === 'yes'
          ? 'removed'
          : 'present';
  if (tags.man_made === 'surveillance') return { tags, status: flat };
  for (const [prefix, status] of Object.entries(prefixes)) {
    if (tags[`${prefix}:man_made`] !== 'surveillance') continue;
    const bare = Object.entries(tags).map(([key, value]): [string, string] => [
      key.startsWith(`${prefix}:`) ? key.slice(prefix.length + 1) : key,
      value,
    ]);
    return { tags: Object.fromEntries(bare), status };
  }
  return null;
}

/** Tagged as surveillance, be it with a life-cycle prefix. */
export const isSelected = (tags: Tags): boolean => unwrap(tags) !== null;

/**
 * Forms of `fixme` that doubt that the thing is still there. The two that mapping tools write stand first; they are three quarters of all in the world file
 * of 2025. What only asks for a better position, type or direction is no doubt.
 */
const doubts = [
  /n['’]est (peut-être )?plus (présente?|là)/i,
  /may be disused/i,
  /may (no longer|not) (be (present|there)|exist)/i,
  /no longer (present|there|exists?|visible)/i,
  /n['’]existe (peut-être )?plus|toujours (existante?|présente?|là) ?\?/i,
  /(still|if (this|it)) (exists?|there|present)|if existing/i,
  /(does not|doesn['’]t) (seem to )?(exist|be (present|there))/i,
  /nicht mehr (da|vorhanden|zu sehen)|noch (da|vorhanden) ?\?|existiert .{1,40} noch ?\?/i,
  /nadal istnieje|esiste ?\?/i,
];
const isDoubted = (fixme: string | undefined) =>
  fixme !== undefined && doubts.some((doubt) => doubt.test(fixme.slice(0, 255)));

const privateWords = new Set(['private', 'privat', 'private_individual', 'individual']);
const privateOperators = new Set([
  'private',
  'privat',
  'privado',
  'privée',
  'privé',
  'privato',
  'prywatny',
  'частный',
]);

/** Zones inside a building, and zones of a home. */
const indoorZones = new Set(['indoor', 'hallway', 'corridor', 'room', 'changing_room', 'assembly_room']);
const privateZones = new Set(['private', 'private_land', 'garden', 'backyard', 'driveway']);
/** Makers whose cameras hang at homes: such a camera shows where somebody lives, and is private whatever its other tags say. */
const homeMakers = new Set([
  'ring',
  'ring inc',
  'blink',
  'nest',
  'google nest',
  'arlo',
  'verisure arlo europe dac',
]);
/** Tags that name a maker, the most exact first. */
export const makerKeys = ['manufacturer', 'surveillance:manufacturer', 'brand', 'surveillance:brand'];

function dropReason(tags: Tags, types: string[]): DropReason | null {
  if (types.length > 0 && types.every((type) => guards.has(type))) return 'guard';
  if (
    types.includes('fake_camera') ||
    tokens(tags['camera:type']).some((form) => form === 'fake' || form === 'dummy')
  )
    return 'dummy';
  const kinds = tokens(tags.surveillance);
  if (
    [...kinds, ...types, ...tokens(tags['camera:type']), ...tokens(tags['camera:mount'])].some(
      (v) => v.includes('doorbell') || v === 'door',
    )
  )
    return 'doorbell';
  const places = tokens(tags['surveillance:zone']);
  if (makerKeys.some((key) => homeMakers.has((tags[key] ?? '').trim().toLowerCase()))) return 'home_camera';
  if (
    tags.indoor === 'yes' ||
    (places.length > 0 && places.every((zone) => indoorZones.has(zone))) ||
    (kinds.includes('indoor') && !kinds.includes('outdoor') && !kinds.includes('public'))
  )
    return 'indoor';
  const marks = [
    ...kinds,
    ...tokens(tags.access),
    ...tokens(tags['operator:type']),
    ...tokens(tags.ownership),
  ];
  if (
    places.some((zone) => privateZones.has(zone)) ||
    marks.some((mark) => privateWords.has(mark)) ||
    privateOperators.has((tags.operator ?? '').trim().toLowerCase())
  )
    return 'private';
  return null;
}

/** A calendar date of the forms 2024, 2024-05, 2024-05-17, not after `asOf`; anything else is null. */
export function parseTagDate(value: string | undefined, asOf: string): string | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec((value ?? '').trim());
  if (!match) return null;
  const [, year = '', month, day] = match;
  if (Number(year) < 1950) return null;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return null;
  if (
    day !== undefined &&
    (Number(day) < 1 || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
  )
    return null;
  const text = match[0].trim();
  return text <= `${asOf}~` ? text : null;
}

/**
 * What the tags of one object say about a device, or why it is not published. Pure. Free text (note, description, name) is never read; of `fixme`
 * only whether it doubts that the thing is still there.
 * @param asOf newest day the file can know of; later dates are typing errors.
 */
export function toDevice(all: Tags, asOf: string): { device: OsmDevice } | { drop: DropReason } {
  if (Object.keys(all).length === 0) return { drop: 'no_tags' };
  const unwrapped = unwrap(all);
  if (!unwrapped) return { drop: 'not_surveillance' };
  const { tags, status } = unwrapped;
  const types = tokens(tags['surveillance:type']);
  const drop = dropReason(tags, types);
  if (drop) return { drop };
  const named = types.map((type) => technologyOf[type]).filter((code) => code !== undefined);
  if (tokens(tags.highway).includes('speed_camera')) named.push('vehicle.speed');
  const technologies = [...new Set(named)].sort((a, b) => specificity.indexOf(a) - specificity.indexOf(b));
  const own = parseDirections(tags['camera:direction']);
  const directions = (tags['camera:direction'] ?? '').trim() === '' ? parseDirections(tags.direction) : own;
  const lastConfirmed = parseTagDate(tags.check_date, asOf) ?? parseTagDate(tags['survey:date'], asOf);
  const dated = lastConfirmed ?? parseTagDate(tags.start_date, asOf);
  return {
    device: {
      technologies,
      unknownTypes: types.filter((type) => technologyOf[type] === undefined && !guards.has(type)),
      bearings: directions.bearings,
      fieldOfView: directions.fieldOfView,
      form: firstOf(tags['camera:type'], forms),
      mount: firstOf(tags['camera:mount'], mounts),
      zone: firstOf(tags['surveillance:zone'], zones),
      status,
      lastConfirmed,
      year: dated ? Number(dated.slice(0, 4)) : null,
      uncertain: isDoubted(tags.fixme),
    },
  };
}
