import type { StyleSpecification } from 'maplibre-gl';
import type { EngineEvent, EngineMap } from './engine-map.ts';

/** Where a map begins: a box to fit, or the place where the other engine left off. */
export type StartCamera =
  | { bounds: [number, number, number, number]; fitBoundsOptions: { padding: number } }
  | { longitude: number; latitude: number; zoom: number };

/** What each engine's component takes. */
export type CanvasProps = {
  style: StyleSpecification;
  /** Read once. */
  camera: StartCamera;
  /** Name of the map for assistive technology. */
  label: string;
  reducedMotion: boolean;
  /** Called with each new style, the first one before any tile is drawn. */
  onStyle: (map: EngineMap) => void;
  /** The map once it can be asked; null when it is taken away. */
  onMap: (map: EngineMap | null) => void;
  onError: (event: EngineEvent) => void;
  /** The engine's maker will not let it draw (Mapbox without a valid token). */
  onRefused: (reason: string) => void;
  /** The operator's token, where the engine needs one. */
  token: string | null;
};
