/** Markup that is safe to send: made by {@link html} alone, which escapes whatever is put into it. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static join(strings: readonly string[], values: readonly Value[]): Html {
    return new Html(
      strings.map((string, index) => (index === 0 ? '' : toText(values[index - 1])) + string).join(''),
    );
  }
}

type Value = Html | string | number | boolean | undefined | readonly (Html | string)[];

/** Text is escaped for elements and quoted attributes; `false` and `undefined` are nothing. Never inside `<script>` or `<style>`. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return Html.join(strings, values);
}

function toText(value: Value): string {
  if (value === undefined || value === false || value === true) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(toText).join('');
  return escapeText(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
