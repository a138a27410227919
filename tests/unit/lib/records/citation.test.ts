import { expect, it } from 'vitest';
import { toCitation } from '#lib/records/citation.ts';
import { toScriptText } from '#lib/records/json-ld.ts';

it('cites a record in text and BibTeX, with its id and the day', () => {
  const { text, bibtex } = toCitation({
    title: 'R&D {file} 100%',
    id: 'program.skynet_cn',
    day: '2026-11-23',
    url: 'https://dossier.example/programs/skynet-cn',
    template: '“{title}”, record {id}, as of {date}, {url}',
    site: 'Public Dossier',
  });
  expect(text).toBe(
    '“R&D {file} 100%”, record program.skynet_cn, as of 2026-11-23, https://dossier.example/programs/skynet-cn',
  );
  expect(bibtex).toContain('@misc{program-skynet-cn,');
  expect(bibtex).toContain('title        = {R\\&D file 100\\%}');
  expect(bibtex).toContain('as of 2026-11-23');
});

it('lets no text end a script element', () => {
  expect(toScriptText({ name: '</script><script>alert(1)' })).not.toContain('<');
});
