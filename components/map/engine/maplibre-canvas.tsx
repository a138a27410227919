'use client';

import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import { memo, useEffect } from 'react';
import { Map as ReactMap, ScaleControl } from 'react-map-gl/maplibre';
import type { CanvasProps } from './canvas-props.ts';

maplibre.setWorkerUrl('/vendor/maplibre-gl-worker.mjs');

/** The map drawn by MapLibre: no token, no request to anybody but this site. */
export default memo(function MapLibreCanvas({
  style,
  camera,
  label,
  reducedMotion,
  onMap,
  onStyle,
  onError,
}: CanvasProps) {
  useEffect(() => () => onMap(null), [onMap]);
  return (
    <ReactMap
      mapLib={maplibre}
      mapStyle={style}
      initialViewState={camera}
      style={{ inlineSize: '100%', blockSize: '100%' }}
      minZoom={-1}
      maxZoom={18.5}
      dragRotate={false}
      pitchWithRotate={false}
      touchPitch={false}
      maxPitch={0}
      fadeDuration={reducedMotion ? 0 : 150}
      attributionControl={false}
      locale={{ 'Map.Title': label }}
      onStyleData={(event) => onStyle(event.target)}
      onLoad={(event) => {
        event.target.touchZoomRotate.disableRotation();
        event.target.keyboard.disableRotation();
        onMap(event.target);
      }}
      onError={onError}
    >
      <ScaleControl position="bottom-left" />
    </ReactMap>
  );
});
