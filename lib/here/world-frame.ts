/** Pixels per degree of the small map of the world, and the latitudes that it shows. */
export const worldScale = 2;
export const worldNorth = 84;
export const worldSouth = -60;
export const worldWidth = 360 * worldScale;
export const worldHeight = (worldNorth - worldSouth) * worldScale;
