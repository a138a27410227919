/**
 * Offsets point into what an extractor produced, so its name carries a version: a change of output is a new version and
 * never a silent shift of stored passages.
 */
export const textExtractor = 'text-utf8@1';
export const htmlExtractor = 'readability-linkedom@1';
export const pdfExtractor = 'pdfjs@1';
