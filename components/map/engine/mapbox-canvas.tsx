'use client';

import mapboxgl from 'mapbox-gl';
import 'mapbox-gl/dist/mapbox-gl.css';
import { memo, useEffect, useMemo } from 'react';
import { Map as ReactMap, ScaleControl } from 'react-map-gl/mapbox';
import type { CanvasProps } from './canvas-props.ts';
import { toMapboxStyle } from './mapbox-style.ts';

// The worker that Mapbox would build from a blob is one of our files instead: the policy of the site allows no blobs.
mapboxgl.workerUrl = '/vendor/mapbox-gl-csp-worker.js';

/**
 * The same map drawn by Mapbox GL, which reports to Mapbox (docs/map.md lists what): loaded only after the reader was
 * told and asked for it. Without a token that Mapbox accepts it would draw nothing, so that ends it.
 */
export default memo(function MapboxCanvas(props: CanvasProps) {
  const { style, camera, label, reducedMotion, token, onMap, onStyle, onError, onRefused } = props;
  useEffect(() => () => onMap(null), [onMap]);
  const adapted = useMemo(() => toMapboxStyle(style, window.location.origin), [style]);
  return (
    <ReactMap
      mapLib={mapboxgl}
      mapboxAccessToken={token ?? ''}
      mapStyle={adapted}
      initialViewState={camera}
      style={{ inlineSize: '100%', blockSize: '100%' }}
      projection="mercator"
      minZoom={0}
      maxZoom={18.5}
      dragRotate={false}
      pitchWithRotate={false}
      touchPitch={false}
      maxPitch={0}
      fadeDuration={reducedMotion ? 0 : 150}
      // Asked by their licence where their engine draws: their mark, and the credits of the data.
      attributionControl={false}
      logoPosition="bottom-right"
      localFontFamily="sans-serif"
      performanceMetricsCollection={false}
      locale={{ 'Map.Title': label }}
      // The first frame asks for tiles, so that nobody has missed an image yet.
      onRender={(event) => onStyle(event.target)}
      onLoad={(event) => {
        // It takes 400 by 300 pixels until its style sheet has come.
        event.target.resize();
        event.target.touchZoomRotate.disableRotation();
        event.target.keyboard.disableRotation();
        onMap(event.target);
      }}
      onError={(event) => {
        const isTile = 'tile' in event || 'sourceId' in event || 'source' in event;
        if (isTile) onError({ error: event.error, tile: true });
        else onRefused(event.error.message);
      }}
    >
      <ScaleControl position="bottom-left" />
    </ReactMap>
  );
});
