/** What a direction tag says. Angles in degrees clockwise from north, each in [0, 360). */
export interface Directions {
  bearings: number[];
  /** Width of the field of view in degrees, where the tag gives a range. */
  fieldOfView: number | null;
  /** False when the tag is blank or cannot be read: the direction is unknown, which is never north. */
  known: boolean;
}

const unknown: Directions = { bearings: [], fieldOfView: null, known: false };

const winds = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
];
/** Only letters and English words that mean one thing: "O" is east in German and west in French. */
const letters = new Map<string, number>([
  ...winds.map((wind, index): [string, number] => [wind, index * 22.5]),
  ['NORTH', 0],
  ['NORTHEAST', 45],
  ['EAST', 90],
  ['SOUTHEAST', 135],
  ['SOUTH', 180],
  ['SOUTHWEST', 225],
  ['WEST', 270],
  ['NORTHWEST', 315],
]);

export function normalizeBearing(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  // A negative angle smaller than the precision of a double turns into exactly 360.
  return turned >= 360 ? 0 : turned;
}

/** One angle: degrees (also negative or past 360, up to one turn more) or a compass point. Null when it is neither. */
function parseAngle(text: string): number | null {
  const word = text.trim().toUpperCase();
  const wind = letters.get(word);
  if (wind !== undefined) return wind;
  if (!/^[+-]?\d{1,3}(\.\d+)?\s*(°|DEGREES?)?$/.test(word)) return null;
  const degrees = Number.parseFloat(word);
  return degrees >= -360 && degrees <= 720 ? normalizeBearing(degrees) : null;
}

/** "a-b": the view from a clockwise to b. Null when it is no range. */
function parseRange(text: string): { center: number; width: number } | null {
  const match = /^\s*([^\s-][^-]*?)\s*-\s*([^\s-][^-]*?)\s*$/.exec(text);
  const [from, to] = [match?.[1], match?.[2]];
  if (from === undefined || to === undefined) return null;
  const [a, b] = [parseAngle(from), parseAngle(to)];
  if (a === null || b === null) return null;
  const full = /^\s*0+(\.0+)?\s*-\s*360/.test(text);
  const width = full ? 360 : normalizeBearing(b - a);
  return width === 0 ? null : { center: normalizeBearing(a + width / 2), width };
}

/**
 * Reads `camera:direction` / `direction` (https://wiki.openstreetmap.org/wiki/Key:camera:direction): degrees, compass points,
 * lists with ";" and ranges "a-b". When any part cannot be read, the whole value is unknown: half a list would look complete.
 * A full turn ("0-360") has a field of view of 360 and no bearing.
 */
export function parseDirections(raw: string | undefined): Directions {
  const parts = (raw ?? '').split(';').filter((part) => part.trim() !== '');
  if (parts.length === 0) return unknown;
  const bearings: number[] = [];
  const widths = new Set<number | null>();
  for (const part of parts) {
    const angle = parseAngle(part);
    if (angle !== null) {
      bearings.push(angle);
      widths.add(null);
      continue;
    }
    const range = parseRange(part);
    if (!range) return unknown;
    if (range.width < 360) bearings.push(range.center);
    widths.add(range.width);
  }
  const [width] = widths;
  return {
    bearings: [...new Set(bearings)],
    fieldOfView: widths.size === 1 ? (width ?? null) : null,
    known: true,
  };
}
