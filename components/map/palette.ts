/** Colors of the map by the reader's preference; symbols have theirs in technology-symbols.ts. */
export type Theme = 'light' | 'dark';

export type Palette = {
  water: string;
  /** Water closer up than its outline is true: nearly as pale as land. */
  roughWater: string;
  land: string;
  landEdge: string;
  /** Houses of a street map. */
  building: string;
  regionLine: string;
  countryLine: string;
  disputedLine: string;
  label: string;
  labelSoft: string;
  halo: string;
  /** Few to many devices, in front of land. */
  density: readonly [string, string, string, string];
  /** Ring around what the keyboard has reached. */
  focus: string;
  cell: string;
  cellText: string;
  cellEdge: string;
  symbolEdge: string;
};

export const palettes: Record<Theme, Palette> = {
  light: {
    water: '#dfe6e7',
    roughWater: '#edefec',
    land: '#f7f5ee',
    landEdge: '#b9bfbf',
    building: '#e6e2d7',
    regionLine: '#d5d1c4',
    countryLine: '#8f8d84',
    disputedLine: '#8a4b2a',
    label: '#2d3033',
    labelSoft: '#62676b',
    halo: '#fbfaf6',
    density: ['#f3d9a4', '#e2a45c', '#b8622f', '#7a2f14'],
    focus: '#0b5563',
    cell: '#17191b',
    cellText: '#ffffff',
    cellEdge: '#fbfaf6',
    symbolEdge: '#ffffff',
  },
  dark: {
    water: '#0c0f11',
    roughWater: '#16191c',
    land: '#1d2023',
    landEdge: '#3a4044',
    building: '#2a2e31',
    regionLine: '#2c3134',
    countryLine: '#5d6366',
    disputedLine: '#c98a66',
    label: '#dcdad3',
    labelSoft: '#9fa29f',
    halo: '#131517',
    density: ['#3d2b1a', '#7a4a22', '#c07a35', '#f3c777'],
    focus: '#84ccd6',
    cell: '#eceae3',
    cellText: '#131517',
    cellEdge: '#131517',
    symbolEdge: '#131517',
  },
};
