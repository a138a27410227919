export type Position = { lat: number; lon: number };

const decimal =
  /^([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NS])?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW])?$/i;
const part = String.raw`(\d{1,3})\s*°\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''|′′)\s*)?`;
const sexagesimal = new RegExp(`^${part}([NS])\\s*[,;]?\\s*${part}([EW])$`, 'i');

/**
 * A position as people write it, latitude first: `52.52, 13.405`, `52.52N 13.405E`, `52°31′12″N 13°24′18″E`. Latin digits
 * and a decimal point; a comma separates latitude and longitude.
 * @returns undefined for a text that is no position, or one beyond 90° or 180°
 */
export function parsePosition(text: string): Position | undefined {
  const typed = text.trim().replaceAll('−', '-');
  const plain = decimal.exec(typed);
  if (plain !== null) {
    const [, lat = '', northSouth, lon = '', eastWest] = plain;
    // A sign and a letter together could mean either side.
    if ((northSouth !== undefined && /[+-]/.test(lat)) || (eastWest !== undefined && /[+-]/.test(lon)))
      return undefined;
    return toPosition(Number(lat) * toSign(northSouth), Number(lon) * toSign(eastWest));
  }
  const parts = sexagesimal.exec(typed);
  if (parts === null) return undefined;
  const lat = toDegrees(parts[1], parts[2], parts[3]);
  const lon = toDegrees(parts[5], parts[6], parts[7]);
  if (lat === undefined || lon === undefined) return undefined;
  return toPosition(lat * toSign(parts[4]), lon * toSign(parts[8]));
}

/** The position as it is shown back to the reader: degrees with at most three decimals, about 100 m. */
export function formatPosition({ lat, lon }: Position): string {
  return `${lat.toFixed(3)}, ${lon.toFixed(3)}`;
}

function toSign(letter: string | undefined): number {
  return letter !== undefined && /[SW]/i.test(letter) ? -1 : 1;
}

function toDegrees(degrees = '', minutes = '0', seconds = '0'): number | undefined {
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  return Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
}

function toPosition(lat: number, lon: number): Position | undefined {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
