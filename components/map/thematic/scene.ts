import type { ReactNode } from 'react';
import type { CoverageView } from '#lib/thematic/coverage-view.ts';
import type { Overlay } from '../overlay.ts';
import type { Theme } from '../palette.ts';
import type { Picked } from '../pick.ts';
import type { Spot } from '../spots.ts';
import type { ThematicState } from './use-thematic-data.ts';

/** What a view of programs, laws or flows gives to the frame around it. */
export type ThematicScene = {
  overlay: Overlay;
  /** ISO day that is answered for. */
  on: string;
  range: CoverageView['range'];
  onDay: (day: string | null) => void;
  summary: string;
  /** Places that the keyboard goes through. */
  spots: Spot[];
  describeSpot: (spot: Spot) => string;
  details: ReactNode;
  detailsTitle: string | undefined;
  sidePanel: ReactNode;
  /** For paper, where the panel is not printed. */
  legend: ReactNode;
  list: ReactNode;
};

export type SceneInput = {
  state: ThematicState;
  today: string;
  theme: Theme;
  picked: Picked | null;
  bbox: string | null;
  /** True once the map can open what a list names. */
  isDrawn: boolean;
  onOpen: (code: string, point: readonly [number, number] | null) => void;
};

/** A place as something that the keyboard can reach. */
export function toSpot(code: string, point: readonly [number, number], count: number): Spot {
  return {
    id: code,
    lon: point[0],
    lat: point[1],
    count,
    cell: null,
    technology: null,
    status: null,
    radius: 18,
  };
}
