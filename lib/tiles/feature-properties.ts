/**
 * Names of the properties in tiles of single devices (layers `devices` and `cones`). Short, because every feature
 * refers to them; a property that is absent is unknown, `status` excepted.
 */
export const featureProperties = {
  /** Technology code that the symbol shows; `unknown` where the source does not say. */
  technology: 't',
  /** All technologies, each between commas (",vehicle.alpr,video.camera,"); only where there is more than one. */
  technologies: 'ts',
  status: 's',
  /** Kind of the operating body, `other`; absent: no body is known. */
  operator: 'o',
  /** Dataset id. */
  dataset: 'd',
  /** Publisher tier of the dataset. */
  grade: 'g',
  year: 'y',
  /** Country code. */
  country: 'c',
  /** Radius in meters within which the device stands, where its dataset says so: to be drawn as an area. */
  precision: 'p',
  /** Bearing, whole degrees clockwise from north. */
  bearing: 'b',
  /** Width of the field of view in degrees (cones only). */
  fieldOfView: 'f',
} as const;
