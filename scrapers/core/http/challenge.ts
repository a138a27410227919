const challengeTitle =
  /^(just a moment|attention required|checking your browser|verify(ing)? you are (a )?human|pardon our interruption|access denied)/i;

/**
 * Why an answer is a door rather than the page behind it: a refusal by status, or a test for browsers in any status. Undefined for the rest.
 *
 * @param head the first bytes of the body
 */
export function findBlock(
  status: number,
  headers: Readonly<Record<string, string>>,
  head: Uint8Array,
): string | undefined {
  if (headers['cf-mitigated'] !== undefined) return `it asks for a browser (cf-mitigated, status ${status})`;
  const title = findTitle(headers['content-type'] ?? '', head);
  if (title !== undefined && challengeTitle.test(title))
    return `it shows “${title.slice(0, 60)}” instead (status ${status})`;
  return [401, 403, 451].includes(status) ? `it answers with status ${status}` : undefined;
}

function findTitle(mediaType: string, head: Uint8Array): string | undefined {
  if (!/html/i.test(mediaType)) return undefined;
  const text = new TextDecoder().decode(head);
  return /<title[^>]{0,200}>\s*([^<]{1,200})/i.exec(text)?.[1]?.trim();
}
