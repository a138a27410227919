import type { MultiLineString, Position } from 'geojson';

const envelopeBytes = [0, 32, 48, 48, 64];

/**
 * Geometry column of a GeoPackage (OGC 12-128r18 §2.1.3: "GP", version, flags, srs, envelope, then ISO WKB) as lines.
 * @throws Error when it is not a (multi) line string in two dimensions.
 */
export function parseGeoPackageLines(bytes: Uint8Array): MultiLineString {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0x47 || bytes[1] !== 0x50)
    throw new Error('GeoPackage geometry does not begin with "GP".');
  const envelope = envelopeBytes[((bytes[3] ?? 0) >> 1) & 7];
  if (envelope === undefined) throw new Error('GeoPackage geometry has an unknown envelope code.');
  let at = 8 + envelope;
  const coordinates: Position[][] = [];

  const readGeometry = (): void => {
    const little = view.getUint8(at) === 1;
    const type = view.getUint32(at + 1, little);
    const count = view.getUint32(at + 5, little);
    at += 9;
    if (type === 5) {
      for (let i = 0; i < count; i += 1) readGeometry();
    } else if (type === 2) {
      const line: Position[] = [];
      for (let i = 0; i < count; i += 1, at += 16)
        line.push([view.getFloat64(at, little), view.getFloat64(at + 8, little)]);
      coordinates.push(line);
    } else {
      throw new Error(`GeoPackage geometry has WKB type ${type}, expected a line string (2) or several (5).`);
    }
  };
  readGeometry();
  return { type: 'MultiLineString', coordinates };
}
