import { flowBases } from '#lib/claims/object-schema.ts';
import { thematicColors } from '../layers/thematic-colors.ts';
import type { Theme } from '../palette.ts';

/** Side of the repeated square in CSS pixels. */
const side = 8;

/**
 * Draws the images of the thematic layers and of known holes: `pattern/<reading>`, `pattern/hole`, `pattern/tentative-<class>`, `pattern/scope-<relation>`
 * and `flow/<basis>`, an arrowhead to the north. Null for a name that is none of them.
 *
 * @param ratio device pixels a CSS pixel
 */
export function drawThematicImage(name: string, theme: Theme, ratio: number): ImageData | null {
  const [kind = '', code = ''] = name.split('/');
  if (kind === 'flow') return drawArrow(code, theme, ratio);
  if (kind !== 'pattern') return null;
  const { classes, ground, ink, inkStrong, excluded } = thematicColors[theme];
  const tentative = /^tentative-(\d)$/.exec(code)?.[1];
  if (tentative !== undefined)
    return drawTile(ground, ratio, (pen) => drawDiagonals(pen, classes[Number(tentative)] ?? ink, 3.2));
  switch (code) {
    case 'hole':
      return drawTile(null, ratio, (pen) => drawDiagonals(pen, inkStrong, 0.9));
    case 'not_researched':
      return drawTile(ground, ratio, (pen) => drawDiagonals(pen, ink, 1));
    case 'searched':
      return drawTile(ground, ratio, (pen) => drawDots(pen, inkStrong, 1.1));
    case 'other':
      return drawTile(ground, ratio, (pen) => drawDots(pen, ink, 0.8));
    case 'other_day':
      return drawTile(ground, ratio, (pen) => drawLevels(pen, inkStrong, 1));
    case 'scope-piloted':
      return drawTile(classes[1], ratio, (pen) => drawLevels(pen, classes[3], 3));
    case 'scope-planned':
      return drawTile(ground, ratio, (pen) => drawDiagonals(pen, classes[3], 3));
    case 'scope-claimed':
      return drawTile(ground, ratio, (pen) => drawDots(pen, classes[3], 1.9));
    case 'scope-excluded':
      return drawTile(ground, ratio, (pen) => {
        drawDiagonals(pen, excluded, 1);
        pen.scale(-1, 1);
        pen.translate(-side, 0);
        drawDiagonals(pen, excluded, 1);
      });
    default:
      return null;
  }
}

type Pen = CanvasRenderingContext2D;

/** @param ground null leaves what lies below in sight */
function drawTile(ground: string | null, ratio: number, paint: (pen: Pen) => void): ImageData | null {
  return draw(side * ratio, (pen) => {
    if (ground !== null) {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, side * ratio, side * ratio);
    }
    pen.scale(ratio, ratio);
    paint(pen);
  });
}

/** Three strokes, so that the pattern meets itself at the corners of the tile. */
function drawDiagonals(pen: Pen, color: string, width: number): void {
  pen.strokeStyle = color;
  pen.lineWidth = width;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift - 2, side + 2);
    pen.lineTo(shift + side + 2, -2);
    pen.stroke();
  }
}

function drawLevels(pen: Pen, color: string, width: number): void {
  pen.fillStyle = color;
  pen.fillRect(0, side / 2 - width / 2, side, width);
}

function drawDots(pen: Pen, color: string, radius: number): void {
  pen.fillStyle = color;
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ] as const) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
}

function drawArrow(code: string, theme: Theme, ratio: number): ImageData | null {
  const basis = flowBases.find((known) => known === code);
  if (basis === undefined) return null;
  const colors = thematicColors[theme];
  const size = 18;
  return draw(size * ratio, (pen) => {
    pen.scale(ratio, ratio);
    pen.fillStyle = colors.flows[basis];
    pen.strokeStyle = colors.ground;
    pen.lineWidth = 1.2;
    pen.lineJoin = 'round';
    pen.beginPath();
    pen.moveTo(9, 2);
    pen.lineTo(15, 15);
    pen.lineTo(9, 11.5);
    pen.lineTo(3, 15);
    pen.closePath();
    pen.fill();
    pen.stroke();
    if (basis !== 'forbidden') return;
    // A bar across the way: this must not pass.
    pen.lineWidth = 2.2;
    pen.strokeStyle = colors.flows.forbidden;
    pen.beginPath();
    pen.moveTo(1.5, 4);
    pen.lineTo(16.5, 4);
    pen.stroke();
  });
}

function draw(size: number, paint: (pen: Pen) => void): ImageData | null {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  paint(pen);
  return pen.getImageData(0, 0, size, size);
}
