import type { EngineMap } from './engine/engine-map.ts';
import { palettes, type Theme } from './palette.ts';
import { getSymbol, goneColor, type TechnologySymbol, toCorners } from './technology-symbols.ts';
import { drawThematicImage } from './thematic/patterns.ts';

const pixelRatio = 2;

/**
 * Draws the image that a layer names: `device/<technology>`, `planned/<technology>`, `gone/<technology>`, `cone/<technology>/<degrees>`,
 * `cone/gone/<degrees>`, and those of thematic/patterns.ts. Drawn here instead of loaded, so that there is no
 * sprite to fetch and both themes come from one table.
 */
export function addImage(map: EngineMap, name: string, theme: Theme): void {
  if (map.hasImage(name)) map.removeImage(name);
  const [kind, code = '', width = ''] = name.split('/');
  const data =
    drawThematicImage(name, theme, pixelRatio) ??
    (kind === 'cone'
      ? drawCone(code === 'gone' ? goneColor[theme] : getSymbol(code)[theme], Number(width))
      : drawSymbol(getSymbol(code), kind, theme));
  if (data !== null) map.addImage(name, data, { pixelRatio });
}

/** @param kind `device`: filled; `planned` and `gone`: hollow, because nothing stands there, the latter in grey */
function drawSymbol(symbol: TechnologySymbol, kind: string | undefined, theme: Theme): ImageData | null {
  const color = kind === 'gone' ? goneColor[theme] : symbol[theme];
  const isHollow = kind === 'gone' || kind === 'planned';
  const size = 26 * pixelRatio;
  const radius = 9.5 * pixelRatio;
  return draw(size, (context) => {
    const middle = size / 2;
    const corners = toCorners(symbol.shape);
    context.beginPath();
    if (corners === null) context.arc(middle, middle, radius, 0, 2 * Math.PI);
    for (const [index, [x, y]] of (corners ?? []).entries()) {
      if (index === 0) context.moveTo(middle + x * radius, middle + y * radius);
      else context.lineTo(middle + x * radius, middle + y * radius);
    }
    context.closePath();
    context.lineJoin = 'round';
    context.strokeStyle = palettes[theme].symbolEdge;
    context.lineWidth = (isHollow ? 4.6 : 1.6) * pixelRatio;
    context.stroke();
    context.fillStyle = isHollow ? palettes[theme].halo : color;
    context.fill();
    if (isHollow) {
      context.strokeStyle = color;
      context.lineWidth = 1.8 * pixelRatio;
      context.stroke();
    }
    context.fillStyle = isHollow ? color : theme === 'dark' ? '#111' : '#fff';
    context.font = `700 ${11 * pixelRatio}px sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(symbol.letter, middle, middle + (symbol.shape === 'triangle' ? 3 : 0.7) * pixelRatio);
  });
}

/** A wedge of so many degrees that opens to the north; the layer turns it by the bearing. */
function drawCone(color: string, degrees: number): ImageData | null {
  const size = 96 * pixelRatio;
  return draw(size, (context) => {
    const middle = size / 2;
    const reach = size / 2;
    const spread = (degrees / 2) * (Math.PI / 180);
    const fade = context.createRadialGradient(middle, middle, 0, middle, middle, reach);
    fade.addColorStop(0, withAlpha(color, 0.62));
    fade.addColorStop(1, withAlpha(color, 0.06));
    context.beginPath();
    context.moveTo(middle, middle);
    context.arc(middle, middle, reach, -Math.PI / 2 - spread, -Math.PI / 2 + spread);
    context.closePath();
    context.fillStyle = fade;
    context.fill();
  });
}

function draw(size: number, paint: (context: CanvasRenderingContext2D) => void): ImageData | null {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  paint(context);
  return context.getImageData(0, 0, size, size);
}

/** `#rrggbb` with an alpha from 0 to 1. */
function withAlpha(color: string, alpha: number): string {
  return `${color}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
