import type { ExportManifest } from './manifest-schema.ts';

/** README.txt of an export: what is where, under which license, and how to check it. */
export function toReadme(manifest: ExportManifest): string {
  const parts = manifest.parts.map(
    (part) =>
      `  ${part.folder}/\n    ${part.title}\n    License: ${part.license}. Attribution: ${part.attribution}`,
  );
  const withheld = Object.entries(manifest.withheld).map(([kind, count]) => `${count} ${kind}`);
  return `Public Dossier: everything that it publishes, as of ${manifest.asOf ?? 'no change yet'}

Each folder stands under the one license that its LICENSE.txt states. Keep rows of different licenses apart when you
pass them on: above all, rows of OpenStreetMap (ODbL) must not be merged into files under CC BY.

${parts.join('\n')}

Files ending in .jsonl hold one JSON object a line, with sorted keys (RFC 8785), in the order of their ids; .geojsonl is
one GeoJSON feature a line; .csv is RFC 4180 in UTF-8, where an apostrophe stands before text that a spreadsheet program
would run as a formula. Dates are EDTF, languages BCP 47, hashes SHA-256 in hexadecimal.

curated/claims.jsonl holds what sources say, curated/facts.jsonl and its neighbors what follows from it: each row names the
claims, dataset records or inferences that it rests on. Texts of sources are not included; passages carry hashes and
phrases of at most twelve words. curated/verification.jsonl says whether the copies held by this installation still contain
them, and claims.csv whether every passage of a claim is lost; that is no entry of the ledger. curated/declarations.jsonl are
entities as the editors declared them, curated/entities.jsonl the same with what was computed.

log/ is the public ledger: ${manifest.ledger.size} entries, RFC 6962 root
${manifest.ledger.root}
log/checkpoint signs this root, manifest.note the manifest and with it every file; log/tile/ holds the tree as the site serves
it (C2SP tlog-tiles). The keys that signed, to be compared with the site's /log page and with what you noted earlier:

${manifest.ledger.keys.map((key) => `  ${key}`).join('\n')}

To check every hash, signature, entry and record offline, with the project, or with nothing but Node or Python 3 and OpenSSL:

  npm run verify -- <this folder> --vkey <key> [--since <a checkpoint that you kept>]
  node docs/verify/verify.mjs <this folder> --vkey <key> [--since <a checkpoint that you kept>]
  python3 docs/verify/verify.py <this folder> --vkey <key> [--since <a checkpoint that you kept>]

The ledger proves that changes cannot be hidden afterwards. It does not prove that a claim is true, that nothing was left
out before it was logged, or that an editor was honest.
${withheld.length === 0 ? '' : `\nLeft out, because they rest on datasets of different licenses at once: ${withheld.join(', ')}.\n`}`;
}
