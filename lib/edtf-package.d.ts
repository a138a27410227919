/** The npm package `edtf` (BSD-2-Clause) brings no types; this is the part of it that lib/edtf.ts uses. */
declare module 'edtf' {
  type Extended = {
    type: string;
    /** Milliseconds since 1970 UTC; infinite at an open end of an interval. */
    min: number;
    max: number;
  };
  export default function edtf(text: string): Extended;
}
