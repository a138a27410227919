import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { SyntheticDevice } from './synthetic-devices.ts';

/**
 * The peer of the browser half: the same devices as one GeoJSON with `cluster: true` in MapLibre, which is how maps of
 * this kind are usually made. One circle layer, no base map, no names: it has less to draw than ours.
 */
const page = `<!doctype html><meta charset="utf-8"><title>peer</title>
<link rel="stylesheet" href="/maplibre-gl.css"><style>html, body, #map { height: 100%; margin: 0 }</style><div id="map"></div>
<script type="module">
import * as maplibre from '/maplibre-gl.mjs';
maplibre.setWorkerUrl('/maplibre-gl-worker.mjs');
const none = { type: 'FeatureCollection', features: [] };
const map = new maplibre.Map({ container: 'map', center: [10, 30], zoom: 1.5, fadeDuration: 0, attributionControl: false,
  style: { version: 8, sources: { devices: { type: 'geojson', data: none, cluster: true, clusterRadius: 64, clusterMaxZoom: 13 } },
    layers: [{ id: 'all', type: 'circle', source: 'devices', paint: { 'circle-radius': ['step', ['coalesce', ['get', 'point_count'], 1], 5, 10, 9, 100, 13, 1000, 18] } }] } });
await map.once('load');
const laid = (change) => new Promise((resolve) => {
  const started = performance.now();
  const done = (event) => {
    if (event.sourceId !== 'devices' || !event.isSourceLoaded || event.sourceDataType === 'metadata') return;
    map.off('sourcedata', done);
    resolve(performance.now() - started);
  };
  map.on('sourcedata', done);
  change();
});
window.load = async () => {
  const started = performance.now();
  window.devices = await (await fetch('/devices.json')).json();
  await laid(() => map.getSource('devices').setData(window.devices));
  return performance.now() - started;
};
window.filter = (technologies) => laid(() => {
  const chosen = technologies.map((code) => ',' + code + ',');
  const features = chosen.length === 0 ? window.devices.features
    : window.devices.features.filter(({ properties }) => chosen.some((code) => properties.t.includes(code)));
  map.getSource('devices').setData({ type: 'FeatureCollection', features });
});
window.ready = true;
</script>`;

const types: Record<string, string> = { '.mjs': 'text/javascript', '.css': 'text/css' };
const engine = 'node_modules/maplibre-gl/dist';

/** Serves the peer's page on loopback; the devices are written as they are asked for. */
export async function servePeer(
  devices: readonly SyntheticDevice[],
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = join(engine, path.slice(1));
    if (path === '/') response.setHeader('content-type', 'text/html').end(page);
    else if (path === '/devices.json') writeDevices(devices, response);
    else if (/^\/[a-z.-]+$/.test(path) && existsSync(file)) {
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}

function writeDevices(devices: readonly SyntheticDevice[], response: NodeJS.WritableStream): void {
  response.write('{"type":"FeatureCollection","features":[');
  let text = '';
  for (const [index, { lon, lat, technologies, status, year }] of devices.entries()) {
    const properties = { t: `,${technologies.join()},`, s: status, y: year };
    const geometry = { type: 'Point', coordinates: [lon, lat] };
    text += `${index === 0 ? '' : ','}${JSON.stringify({ type: 'Feature', geometry, properties })}`;
    if (text.length > 1_000_000) {
      response.write(text);
      text = '';
    }
  }
  response.end(`${text}]}`);
}
