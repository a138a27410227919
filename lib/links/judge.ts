import { decodeText } from '#lib/captures/decode.ts';
import { extractText } from '#lib/captures/extract.ts';
import { indexText } from '#lib/captures/indexed-text.ts';
import { type StoredPassage, verifyPassages } from '#lib/captures/verify.ts';
import { DossierError } from '#lib/errors.ts';
import { isSameAddress, isSentHome } from './same-address.ts';
import type { LinkResult, Visit } from './schema.ts';

/**
 * What a visit says about an address, judged by the passages that are cited from it: only their words decide, never resemblance. Nothing that
 * is found here moves or re-verifies a passage; that is done against captures alone.
 */
export async function judgeVisit(
  address: string,
  visit: Visit,
  passages: readonly StoredPassage[],
): Promise<LinkResult> {
  const plain = { status: undefined, finalUrl: undefined };
  if (visit.kind === 'refused') return { finding: 'blocked', reason: visit.reason, ...plain };
  if (visit.kind === 'gone') return { finding: 'gone', reason: visit.reason, ...plain, status: 410 };
  if (visit.kind === 'no_answer') return { finding: 'no_answer', reason: visit.reason, ...plain };
  const isMoved = !isSameAddress(address, visit.finalUrl);
  const common = { status: visit.status, finalUrl: isMoved ? visit.finalUrl : undefined };
  const judged = await judgePage(address, visit, passages);
  if (judged.finding === 'ok' && isMoved) return { finding: 'moved', reason: undefined, ...common };
  return { ...judged, ...common };
}

type Judged = Pick<LinkResult, 'finding' | 'reason'>;

async function judgePage(
  address: string,
  visit: Extract<Visit, { kind: 'page' }>,
  passages: readonly StoredPassage[],
): Promise<Judged> {
  const { status } = visit;
  if (status === 402) return { finding: 'paywalled', reason: 'status 402' };
  if (status === 404) return { finding: 'missing', reason: 'status 404' };
  if (status < 200 || status > 299) return { finding: 'no_answer', reason: `status ${status}` };
  if (isSentHome(address, visit.finalUrl))
    return { finding: 'missing', reason: 'it leads to the front page of a site' };
  const html = /html/i.test(visit.mediaType)
    ? decodeText(visit.bytes, { mediaType: visit.mediaType }).text
    : '';
  if (saysNotFound(html)) return { finding: 'missing', reason: 'its title says that nothing was found' };
  const absent = passages.length === 0 ? 0 : await countAbsent(visit, passages);
  if (absent === 0 && passages.length > 0) return { finding: 'ok', reason: undefined };
  if (isPaywalled(html)) return { finding: 'paywalled', reason: 'the page says that it is not free to read' };
  if (absent === 0) return { finding: 'ok', reason: undefined };
  if (absent === undefined) return { finding: 'changed', reason: 'no text can be read on the page' };
  return { finding: 'changed', reason: `${absent} of ${passages.length} passages are not on the page` };
}

/** Undefined where the page gives no text. */
async function countAbsent(
  visit: Extract<Visit, { kind: 'page' }>,
  passages: readonly StoredPassage[],
): Promise<number | undefined> {
  try {
    const { text } = await extractText(visit.bytes, visit.mediaType);
    // A quotation that stands there less often than in the capture still stands there.
    return verifyPassages(passages, indexText(text)).filter(
      (result) => result.state === 'lost' && result.reason === 'absent',
    ).length;
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    return undefined;
  }
}

const notFoundTitle =
  /\b(404|not found|no longer available|does not exist|introuvable|nicht gefunden|no encontrad[ao]|не найден[ао]?)\b|页面不存在|頁面不存在|找不到|見つかりません/iu;

function saysNotFound(html: string): boolean {
  const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(html)?.[1];
  return title !== undefined && notFoundTitle.test(title);
}

/** schema.org's isAccessibleForFree, and the tier that many publishers give beside it. */
function isPaywalled(html: string): boolean {
  return (
    /"isAccessibleForFree"\s*:\s*"?false/i.test(html) ||
    /<meta[^>]{0,200}article:content_tier["'][^>]{0,100}content=["'](locked|metered)/i.test(html)
  );
}
