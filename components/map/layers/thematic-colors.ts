import type { flowBases } from '#lib/claims/object-schema.ts';
import type { Theme } from '../palette.ts';

type Basis = (typeof flowBases)[number];

export type ThematicColors = {
  /** Classes of a scale from few to many, told apart by lightness alone; the first is no color of the sea beside it. */
  classes: readonly [string, string, string, string, string];
  /** Ground and ink of the patterns. */
  ground: string;
  ink: string;
  inkStrong: string;
  excluded: string;
  flows: Record<Basis, string>;
  /** Ring and number of flows within a place. */
  node: string;
  nodeText: string;
};

/** Colors of the shading and of flows. The legend repeats them in thematic.module.css; a test holds the two together. */
export const thematicColors: Record<Theme, ThematicColors> = {
  light: {
    classes: ['#cfe5bd', '#97cdb0', '#53abac', '#2a8092', '#0d5163'],
    ground: '#f7f5ee',
    ink: '#d3cdbd',
    inkStrong: '#a49c87',
    excluded: '#9b4a2f',
    flows: {
      configured: '#0b5563',
      observed: '#0b5563',
      declared: '#2f6f4f',
      permitted: '#1f5fa8',
      compelled: '#5b3a8c',
      forbidden: '#ac3413',
      alleged: '#8a5200',
    },
    node: '#17191b',
    nodeText: '#ffffff',
  },
  dark: {
    classes: ['#22503f', '#2b7161', '#3a9290', '#5fb7bd', '#a9e0e0'],
    ground: '#1d2023',
    ink: '#34393d',
    inkStrong: '#5d6468',
    excluded: '#e08a6c',
    flows: {
      configured: '#84ccd6',
      observed: '#84ccd6',
      declared: '#8fd0a6',
      permitted: '#8db8ef',
      compelled: '#c4a5ee',
      forbidden: '#f0906f',
      alleged: '#e3ac57',
    },
    node: '#eceae3',
    nodeText: '#131517',
  },
};

/** Dashes of each basis in widths of the line; none is a full line. The legend draws the same. */
export const flowDashes: Record<Basis, readonly number[] | undefined> = {
  configured: undefined,
  observed: undefined,
  declared: [7, 2],
  permitted: [3.5, 2.2],
  compelled: [7, 2, 1.4, 2],
  forbidden: [1.2, 1.6],
  alleged: [0.1, 2.2],
};
