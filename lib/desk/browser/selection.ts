/** Shows the ways to use words of the passage while some are selected, and tells the form where they stand in the text. */
export function watchSelection(): void {
  document.addEventListener('selectionchange', () => {
    const form = document.querySelector<HTMLFormElement>('form.select');
    const sentence = document.querySelector('[data-sentence]');
    if (form === null || sentence === null) return;
    // A click on the form's own button takes the selection away in some browsers; what it would send stays until the next one.
    if (form.contains(document.activeElement)) return;
    const selection = document.getSelection();
    const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
    const start = range && toOffset(sentence, range.startContainer, range.startOffset);
    const end = range && toOffset(sentence, range.endContainer, range.endOffset);
    const isSome = start !== undefined && end !== undefined && end > start;
    form.hidden = !isSome;
    set(form, 'start', isSome ? start : '');
    set(form, 'end', isSome ? end : '');
  });
}

function set(form: HTMLFormElement, name: string, value: number | ''): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = String(value);
}

/** Code points from the beginning of the text, for a place within one of the sentences that the card shows. */
function toOffset(card: Element, node: Node, offset: number): number | undefined {
  for (const span of card.querySelectorAll<HTMLElement>('[data-start]')) {
    if (!span.contains(node)) continue;
    const before = document.createRange();
    before.setStart(span, 0);
    before.setEnd(node, offset);
    return Number(span.dataset.start) + [...before.toString()].length;
  }
  return undefined;
}
