import { DevicePictures } from './device-picture.ts';
import type { View, WorkerReply, WorkerRequest } from './protocol.ts';

/**
 * Fetches, decodes, filters and counts beside the page, so that a filter over a million devices never holds up a
 * reader's hand. One view at a time: a newer one replaces the one before.
 */
let pictures: DevicePictures | null = null;
let view: (View & { id: number }) | null = null;
let due: ReturnType<typeof setTimeout> | null = null;

const reply = (message: WorkerReply) => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.kind === 'tileset') {
    pictures = new DevicePictures(data.tileset, data.origin, {
      changed: () => schedule(30),
      outdated: () => reply({ kind: 'outdated' }),
    });
  } else if (data.kind === 'view') {
    const { kind: _, ...asked } = data;
    view = asked;
  } else pictures?.forgetFailed();
  schedule(0);
});

/** Draws soon, once for all that arrived until then. */
function schedule(ms: number): void {
  if (due !== null && ms > 0) return;
  if (due !== null) clearTimeout(due);
  due = setTimeout(draw, ms);
}

let partial = 0;

function draw(): void {
  due = null;
  if (pictures === null || view === null) return;
  const { picture, loading } = pictures.draw(view);
  // A picture with holes is shown only when the rest is slow to come: counts that jump look like errors.
  const now = performance.now();
  if (loading > 0) {
    if (partial === 0) partial = now;
    if (now - partial < 400) {
      schedule(420);
      return;
    }
  } else partial = 0;
  reply({ kind: 'picture', id: view.id, ...picture });
}
