import { findChineseAmounts } from './chinese-amounts.ts';
import { findChineseDates } from './chinese-dates.ts';
import { findKnownNames } from './gazetteer.ts';
import type { FoundName } from './named-bodies.ts';
import { keepOuter } from './organizations.ts';
import { toPlainView } from './plain-view.ts';
import type { Reading, ReadOptions } from './read-document.ts';
import { toGate } from './relevance.ts';
import { splitSentences, type TextSpan } from './sentences.ts';
import type { Stance } from './stance.ts';
import { isRecordable } from './weights.ts';
import type { CandidateKind } from './words/language-words.ts';

// Chinese has no spaces and no capital letters, so a name ends where its last character says what it is, and begins after a
// mark or a word of grammar. Expect less than in the other languages.

export const surveillance =
  /监控|监视|监听|窃听|人脸识别|面部识别|摄像头|摄像机|天网|雪亮工程|大数据平台|生物识别|指纹|车牌|通信记录|通讯记录|个人信息|档案|防火墙|审查|情报|定位|跟踪软件|间谍软件|數據|監控|監視|人臉識別|攝像頭/gu;
const aboutData = /数据|系统|软件|公司|警方|公安|法律|条例|草案|图像|项目|记者|置评|说法|删除/u;

const bodyEnd =
  '公安局|公安厅|公安部|安全局|安全部|国家安全部|派出所|检察院|法院|委员会|办公室|研究院|研究所|科学院|大学|学院|银行|集团|股份有限公司|科技有限公司|有限公司|公司|日报|晚报|时报|新闻社|通讯社|交通部|外交部|国防部|工信部|教育部|司法部|财政部|网信办|议会|国会|人大';
const grammar = '[，。！？、：；“”《》（）\\s的在由向与和跟据对被把将从为给让及]';
const body = new RegExp(
  `(?<=^|${grammar})(?!该|这|那|一|本|各|某|县|市政)(\\p{Script=Han}{2,14}?(?:${bodyEnd}))`,
  'gu',
);

const speech = '表示|称|说|透露|承认|指出|认为|宣布|强调|否认|回应|解释|警告|证实|声称|补充|提出质疑|质疑';
const denial = /否认|矢口|驳斥/u;
const doubt = /质疑|怀疑|存疑/u;
const silence =
  /(?:没有|未|并未|尚未)(?:就此)?(?:回应|回复|答复|置评)|拒绝(?:就此)?(?:置评|回应|评论|回答|透露)|不予置评/u;
const opinion = /应该|应当|希望|呼吁|建议|也许|必须/u;

const kinds: readonly (readonly [CandidateKind, RegExp])[] = [
  ['money', /元|合同|招标|采购|投资/u],
  ['sharing', /共享|出售|提供给|移交/u],
  ['law', /法律|条例|草案|法案|授权|合法性|规定/u],
  ['data', /保存|存储|收集|删除|拍摄/u],
  ['capability', /可以|能够|识别|准确率|用于/u],
  ['oversight', /监督|透明|保密|秘密/u],
  ['program', /./u],
];

/** Reads a Chinese text; the same shape as for the other languages. */
export function readChinese(raw: string, { gazetteer, published }: ReadOptions): Reading[] {
  const readings: Reading[] = [];
  const view = toPlainView(raw);
  const shortNames = findShortNames(view);
  for (const { text, start, end } of splitSentences(view, 'zh')) {
    const hits = findKnownNames(text, gazetteer, 'zh');
    const laws = [...text.matchAll(/《[^《》]{2,30}(?:法|条例|规定|办法|法案)》/gu)].map((match) =>
      toSpan(match, 0),
    );
    const known = hits.filter(({ type }) => type === 'organization');
    const organizations = keepOuter<FoundName>([
      ...known,
      ...findBodies(text),
      ...shortNames.flatMap((name) => findText(text, name)),
    ]);
    const places = hits
      .filter(({ type }) => type === 'place')
      .filter(
        (hit) => ![...organizations, ...laws].some((span) => span.start < hit.end && hit.start < span.end),
      )
      .map(({ start, end, ids }) => ({ start, end, ids }));
    const dates = findChineseDates(text, published);
    const speaker = findChineseSpeaker(text);
    const stance = readChineseStance(text);
    const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0];
    let score = toGate(text.match(surveillance) ?? []).strong > 0 ? 2 : 0;
    if (aboutData.test(text)) score += 1.5;
    if (speaker !== undefined) score += 1;
    if (stance !== 'asserts') score += 1.5;
    if (organizations.length + places.length + dates.length + laws.length > 0) score += 0.5;
    if (opinion.test(text)) score -= 2;
    const move = <T extends TextSpan>(span: T): T => ({
      ...span,
      start: span.start + start,
      end: span.end + start,
    });
    readings.push({
      start,
      end,
      text,
      isRecordable: isRecordable(score + 0.5),
      score,
      signals: new Set(),
      kind,
      stance,
      ...(speaker !== undefined && {
        speaker: { ...move(speaker), cue: stance === 'no_comment' ? 'silence' : 'speech' },
      }),
      organizations: organizations.map(move),
      places: places.map(move),
      dates: dates.map(move),
      laws: laws.map((law) => ({ ...move(law), named: true })),
      amounts: findChineseAmounts(text).map(move),
    });
  }
  return readings;
}

export function judgeChinese(view: string): ReturnType<typeof toGate> {
  return toGate(view.match(surveillance) ?? []);
}

function findBodies(text: string): FoundName[] {
  const inMarks = [...text.matchAll(/(?<=《)[^《》]{2,12}(?:日报|晚报|时报|周刊|新闻|邮报)(?=》)/gu)];
  return [...text.matchAll(body), ...inMarks].map((match) => toSpan(match, 0));
}

/** A company by its name without the words for its form, where the text uses that too: 云岚科技 for 云岚科技有限公司. */
function findShortNames(view: string): string[] {
  const names = [...view.matchAll(body)].flatMap((match) => {
    const short = /^(.{3,8}?)(?:股份)?有限公司$/u.exec(match[1] ?? '')?.[1];
    return short === undefined || short.length < 3 ? [] : [short];
  });
  return [...new Set(names)];
}

function findText(text: string, name: string): FoundName[] {
  return [...text.matchAll(new RegExp(name.replace(/[^\p{L}\p{N}]/gu, '.'), 'gu'))].map((match) =>
    toSpan(match, 0),
  );
}

/** 据…报道 and 根据…, else whoever stands before a verb of saying. */
function findChineseSpeaker(text: string): TextSpan | undefined {
  const cited = /^(?:根据|依据|据)([^，。]{2,24}?)(?:的?报道|的?报告|消息|介绍|透露|称)?(?=，)/u.exec(text);
  if (cited?.[1] !== undefined) return toInner(cited, cited[1]);
  const silent = new RegExp(`(?:^|[，。；“])([^，。；“”]{1,20}?)(?:${silence.source})`, 'u').exec(text);
  if (silent?.[1] !== undefined) return trimSubject(toInner(silent, silent[1]), text);
  const spoken = new RegExp(
    `(?:^|[，。；”])([^，。；“”]{1,22}?)(?:也|还|则|曾|对此|对[^，。]{1,16}(?=表示怀疑|提出质疑))?(?:${speech})`,
    'u',
  ).exec(text);
  return spoken?.[1] === undefined ? undefined : trimSubject(toInner(spoken, spoken[1]), text);
}

function trimSubject(span: TextSpan, text: string): TextSpan | undefined {
  const opening =
    /^(?:但是|但|有|而|同时|此外|另外|不过|昨天|今天)/u.exec(text.slice(span.start, span.end))?.[0].length ??
    0;
  const start = span.start + opening;
  return span.end - start < 1 || /^(?:据|可以|所|名|号)/u.test(text.slice(start, span.end))
    ? undefined
    : { start, end: span.end };
}

function toInner(match: RegExpExecArray, inner: string): TextSpan {
  const start = match.index + match[0].indexOf(inner);
  return { start, end: start + inner.length };
}

function readChineseStance(text: string): Stance {
  if (silence.test(text)) return 'no_comment';
  if (denial.test(text)) return 'denies';
  return doubt.test(text) ? 'doubts' : 'asserts';
}

function toSpan(match: RegExpMatchArray, offset: number): TextSpan {
  const start = (match.index ?? 0) + offset;
  return { start, end: start + match[0].length };
}
