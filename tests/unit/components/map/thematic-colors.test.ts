import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flowDashes, thematicColors } from '#components/map/layers/thematic-colors.ts';
import { flowBases } from '#lib/claims/object-schema.ts';

const css = readFileSync('components/map/thematic/thematic.module.css', 'utf8');

/** Custom properties of the first block (light) or of the first block inside the dark media query. */
function readBlock(theme: 'light' | 'dark'): Record<string, string> {
  const from = theme === 'light' ? 0 : css.indexOf('prefers-color-scheme: dark');
  const block = css.slice(css.indexOf('--class-0', from), css.indexOf('}', css.indexOf('--class-0', from)));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG relative luminance of #rrggbb. */
function toLuminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toContrast(a: string, b: string): number {
  const [low = 0, high = 0] = [toLuminance(a), toLuminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('thematic colors, %s', (theme) => {
  const colors = thematicColors[theme];

  it('are the same in the legend as on the map', () => {
    expect(readBlock(theme)).toEqual({
      ...Object.fromEntries(colors.classes.map((color, index) => [`class-${index}`, color])),
      ground: colors.ground,
      pattern: colors.ink,
      'pattern-strong': colors.inkStrong,
      excluded: colors.excluded,
      ...colors.flows,
      node: colors.node,
    });
  });

  it('tell classes apart by lightness alone, so that no color vision is needed', () => {
    const lights = colors.classes.map(toLuminance);
    const sorted = [...lights].sort((a, b) => (theme === 'light' ? b - a : a - b));
    expect(lights).toEqual(sorted);
    for (const [index, color] of colors.classes.slice(1).entries())
      expect(toContrast(color, colors.classes[index] ?? '')).toBeGreaterThan(1.25);
  });

  it('draw lines that stand out from the land', () => {
    for (const basis of flowBases)
      expect(toContrast(colors.flows[basis], colors.ground), basis).toBeGreaterThan(3);
  });
});

it('tells every basis apart without color: no two have the same dash, but for the doubled line of the observed', () => {
  const dashes = flowBases
    .filter((basis) => basis !== 'observed')
    .map((basis) => flowDashes[basis]?.join() ?? 'full');
  expect(new Set(dashes).size).toBe(dashes.length);
});
