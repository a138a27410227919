import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { html } from '#lib/desk/html.ts';

describe('html', () => {
  it('escapes what is put into it, and leaves markup of its own alone', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"><script>'}">${inner}${[inner, '&']}${undefined}${false}${0}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>&amp;0</p>',
    );
  });

  it('reads any text back as it was, in an element and in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // NUL and lone CR are not text of HTML (standard, §13.2.3.5).
        fc.pre(!/[\0\r]/.test(text));
        const { document } = parseHTML(html`<!doctype html><body><p title="${text}">${text}</p></body>`.text);
        const element = document.querySelector('p');
        expect(element?.textContent).toBe(text);
        expect(element?.getAttribute('title')).toBe(text);
        expect(document.querySelectorAll('body *')).toHaveLength(1);
      }),
    );
  });
});
