import { toScriptText } from '#lib/records/json-ld.ts';

/** A data block for machines; a browser never runs it. */
export function JsonLd({ data }: { data: Record<string, unknown> }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a JSON data block, with every "<" escaped by toScriptText
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: toScriptText(data) }} />;
}
