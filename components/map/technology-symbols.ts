import { unknownTechnology } from '#lib/devices/filter.ts';

/**
 * How a technology looks: shape, letter and color together, so that no reader depends on color. Colors are Okabe and
 * Ito's set for color-blind readers, darkened for paper and lightened for dark pages until each reaches 3:1 on land.
 */
export type Shape = 'circle' | 'square' | 'diamond' | 'triangle' | 'hexagon';
export type TechnologySymbol = { code: string; letter: string; shape: Shape; light: string; dark: string };

const symbols: TechnologySymbol[] = [
  { code: 'video.camera', letter: 'C', shape: 'circle', light: '#0067a3', dark: '#62b9ee' },
  { code: 'vehicle.alpr', letter: 'P', shape: 'square', light: '#b84300', dark: '#f28f52' },
  { code: 'vehicle.speed', letter: 'S', shape: 'diamond', light: '#7d5f00', dark: '#e8c74d' },
  { code: 'vehicle.redlight', letter: 'R', shape: 'diamond', light: '#9b2242', dark: '#f08ba0' },
  { code: 'vehicle.radar', letter: 'V', shape: 'diamond', light: '#5c5a00', dark: '#cfcb5a' },
  { code: 'audio.gunshot', letter: 'G', shape: 'triangle', light: '#00704f', dark: '#37c99f' },
  { code: 'audio.microphone', letter: 'M', shape: 'triangle', light: '#2f6b3a', dark: '#7fce8a' },
  { code: 'comms.bluetooth', letter: 'B', shape: 'hexagon', light: '#8a3f76', dark: '#e3a0cb' },
];
const other: TechnologySymbol = {
  code: 'other',
  letter: 'O',
  shape: 'hexagon',
  light: '#4b3f96',
  dark: '#b3a8f0',
};
const unknown: TechnologySymbol = {
  code: unknownTechnology,
  letter: '?',
  shape: 'circle',
  // As dark as ink: grey is for what is no longer there.
  light: '#2b2f33',
  dark: '#e6e4dc',
};

/** Every symbol that a tile can need. */
export const technologySymbols: readonly TechnologySymbol[] = [...symbols, other, unknown];

/** Grey of what is no longer there. */
export const goneColor = { light: '#7b7f83', dark: '#83878a' };

export function getSymbol(code: string): TechnologySymbol {
  if (code === unknownTechnology) return unknown;
  return symbols.find((symbol) => symbol.code === code) ?? other;
}

/** Corners of a shape around 0,0 within a radius of 1; null for the circle. */
export function toCorners(shape: Shape): readonly (readonly [number, number])[] | null {
  if (shape === 'square')
    return [
      [-0.85, -0.85],
      [0.85, -0.85],
      [0.85, 0.85],
      [-0.85, 0.85],
    ];
  if (shape === 'diamond')
    return [
      [0, -1.1],
      [1.1, 0],
      [0, 1.1],
      [-1.1, 0],
    ];
  if (shape === 'triangle')
    return [
      [0, -1.05],
      [1.1, 0.85],
      [-1.1, 0.85],
    ];
  if (shape === 'hexagon')
    return [
      [-0.5, -0.95],
      [0.5, -0.95],
      [1.05, 0],
      [0.5, 0.95],
      [-0.5, 0.95],
      [-1.05, 0],
    ];
  return null;
}
