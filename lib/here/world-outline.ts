import { z } from 'zod';
import { packsRoot, readDocument } from '#lib/datasets/read-pack.ts';
import { worldNorth, worldScale } from './world-frame.ts';

const schema = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.custom<number[][][][]>((value) => Array.isArray(value)) }),
    }),
  ),
});

let outline: string | undefined;

/** Land as one SVG path, equirectangular, rounded to half a degree: enough to point at a part of the world. */
export function getWorldOutline(root = packsRoot): string {
  outline ??= readDocument('natural-earth', 'countries-coarse.geojson.gz', schema, root)
    .features.flatMap(({ geometry }) => geometry.coordinates)
    .map(([ring]) => toPath(ring ?? []))
    .join('');
  return outline;
}

function toPath(ring: readonly (readonly number[])[]): string {
  const points: [number, number][] = [];
  for (const [lon = 0, lat = 0] of ring) {
    const point: [number, number] = [
      Math.round((lon + 180) * worldScale),
      Math.round((worldNorth - lat) * worldScale),
    ];
    const last = points.at(-1);
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  if (points.length < 4) return '';
  let [x, y] = points[0] ?? [0, 0];
  const steps = points.slice(1, -1).map(([nextX, nextY]) => {
    const step = `${nextX - x},${nextY - y}`;
    [x, y] = [nextX, nextY];
    return step;
  });
  return `M${points[0]?.join()}l${steps.join(' ')}z`;
}
