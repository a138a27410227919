import { parseEdtf } from '#lib/edtf.ts';
import type { Span } from './span.ts';

/**
 * EDTF text as bounds of beginning and end.
 *
 * @throws DossierError `invalid_input` for text that is no EDTF
 */
export function readSpan(edtf: string): Span {
  const whole = parseEdtf(edtf);
  const vague = /[?~%]/.test(edtf);
  const [first = '', second] = edtf.split('/');
  if (second === undefined) {
    const { earliestDay, latestDay } = whole;
    return {
      edtf,
      beginsFrom: earliestDay,
      beginsBy: latestDay,
      end: 'moment',
      endsFrom: null,
      endsBy: null,
      vague,
    };
  }
  const begin = isOpen(first) ? { earliestDay: null, latestDay: null } : parseEdtf(first);
  const end = isOpen(second) ? { earliestDay: null, latestDay: null } : parseEdtf(second);
  return {
    edtf,
    beginsFrom: begin.earliestDay,
    beginsBy: begin.latestDay,
    end: second === '..' ? 'open' : second === '' ? 'unknown' : 'closed',
    endsFrom: end.earliestDay,
    endsBy: end.latestDay,
    // An unknown beginning may lie after any day before the end.
    vague: vague || first === '',
  };
}

function isOpen(bound: string): boolean {
  return bound === '' || bound === '..';
}
