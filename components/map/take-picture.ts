import type { EngineMap } from './engine/engine-map.ts';

/** What stands under a picture, so that it can be used without its page. */
export type PictureText = { title: string; notice: string; credit: string };

/** Height of the strip of text below the map, in CSS pixels. */
const strip = 84;

/**
 * The map as it is drawn now, with its title, the warning about empty areas and the credits below it: a picture that is
 * passed on loses its page, and must not lose those.
 *
 * @returns a PNG
 */
export async function takePicture(map: EngineMap, text: PictureText): Promise<Blob> {
  const { color: ink, backgroundColor: paper } = getComputedStyle(document.body);
  const drawn = await copyWhenDrawn(map);
  const scale = drawn.width / Math.max(1, map.getCanvas().clientWidth);
  const picture = document.createElement('canvas');
  picture.width = drawn.width;
  picture.height = drawn.height + strip * scale;
  const context = picture.getContext('2d');
  if (context === null) throw new Error('this browser cannot draw the picture');
  context.fillStyle = paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(drawn, 0, 0);
  context.scale(scale, scale);
  context.fillStyle = ink;
  const width = picture.width / scale;
  const top = drawn.height / scale;
  const write = (line: string, font: string, y: number) => {
    context.font = font;
    context.fillText(line, 14, top + y, width - 28);
  };
  write(text.title, '600 16px sans-serif', 26);
  write(text.notice, '13px sans-serif', 48);
  write(text.credit, '12px sans-serif', 70);
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)));
  });
}

/** The pixels of a WebGL canvas can be read only while its frame is being drawn, so a new frame is asked for. */
function copyWhenDrawn(map: EngineMap): Promise<HTMLCanvasElement> {
  return new Promise((resolve) => {
    const copy = () => {
      map.off('render', copy);
      resolve(copyNow(map));
    };
    map.on('render', copy);
    map.triggerRepaint();
  });
}

/** Copies the canvas of the map; within the drawing of a frame only, else it may be blank. */
export function copyNow(map: EngineMap, into = document.createElement('canvas')): HTMLCanvasElement {
  const canvas = map.getCanvas();
  into.width = canvas.width;
  into.height = canvas.height;
  into.getContext('2d')?.drawImage(canvas, 0, 0);
  return into;
}
