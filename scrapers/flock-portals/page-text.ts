const blocks = new Set(
  'ADDRESS ARTICLE ASIDE DD DIV DL DT FOOTER H1 H2 H3 H4 H5 H6 HEADER LI MAIN OL P SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
);
const silent = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'SVG', 'svg']);

/** Text of an element as lines: a block or a <br> ends a line, blanks are joined, empty lines are left out. */
export function toLines(element: Node, skip: (child: Node) => boolean = () => false): string[] {
  const parts: string[] = [];
  const collect = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) parts.push((child.textContent ?? '').replace(/\s+/g, ' '));
      if (child.nodeType !== 1 || silent.has(child.nodeName) || skip(child)) continue;
      const edge = blocks.has(child.nodeName) || child.nodeName === 'BR' ? '\n' : '';
      parts.push(edge);
      collect(child);
      parts.push(edge);
    }
  };
  collect(element);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .filter((line) => line !== '');
}
