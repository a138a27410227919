import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A page in a script, from outside this repository or from a package that is installed anyway; its text is never copied here. */
export type CorpusPage = {
  name: string;
  script: string;
  mediaType: string;
  /** Undefined where it is not on this machine. */
  bytes: Buffer | undefined;
};

const shared = join(process.env.SHARED_DATA_DIR || '../shared/data', 'news');
/** Translated pages of an openly licensed package (MIT or Apache-2.0). */
const translated = 'node_modules/@biomejs/biome';
/** Translated messages of an openly licensed package (MPL-2.0), read as one text. */
const messages = 'node_modules/axe-core/locales';

function read(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

function readPage(script: string, language: string): CorpusPage {
  const name = `README.${language}.md`;
  return { name, script, mediaType: 'text/plain', bytes: read(join(translated, name)) };
}

function readMessages(script: string, language: string): CorpusPage {
  const bytes = read(join(messages, `${language}.json`));
  const lines = bytes === undefined ? [] : collectText(JSON.parse(bytes.toString('utf8')));
  return {
    name: `messages in ${language}`,
    script,
    mediaType: 'text/plain',
    bytes: bytes === undefined ? undefined : Buffer.from(lines.join('\n')),
  };
}

function collectText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(collectText);
}

/** The first posts of the archive: a tar file is a row of 512-byte blocks, a head and then the content. */
function readPosts(count: number): CorpusPage[] {
  const tar = read(join(shared, 'iff-posts.tar.gz'));
  const posts: CorpusPage[] = [];
  for (let at = 0; tar !== undefined && at + 512 <= tar.length && posts.length < count; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    if (name.endsWith('.md'))
      posts.push({
        name,
        script: 'Latin',
        mediaType: 'text/plain',
        bytes: Buffer.from(tar.subarray(at + 512, at + 512 + size)),
      });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return posts;
}

/** Own sentences for scripts of which no page is at hand. */
const ownSentences: Readonly<Record<string, string>> = {
  Arabic:
    'علّق مكتب الميناء أول مصباح مزوّد بكاميرا يوم الاثنين. لم يخبر أحدٌ أهل السوق بذلك، ولم يسألهم أحد عن رأيهم. قال المتحدث إن المصابيح تعدّ السيارات فقط. وتقول امرأة تبيع السمك هناك إن المصباح يتذكر كل وجه يمرّ تحته.',
  Thai: 'สำนักงานท่าเรือแขวนโคมไฟดวงแรกที่มีกล้องเมื่อวันจันทร์ ไม่มีใครบอกคนในตลาดเรื่องนี้ และไม่มีใครถามความเห็นของพวกเขา โฆษกกล่าวว่าโคมไฟนับเฉพาะรถยนต์เท่านั้น ผู้หญิงที่ขายปลาที่นั่นบอกว่าโคมไฟจำทุกใบหน้าที่เดินผ่าน',
};

/** Real pages in Latin, Cyrillic, Han, Kana, Hangul, Devanagari, Greek and Hebrew; own sentences in Arabic and Thai. */
export function readPageCorpus(): { pages: CorpusPage[]; own: CorpusPage[] } {
  return {
    pages: [
      {
        name: 'aclu.source.html',
        script: 'Latin',
        mediaType: 'text/html',
        bytes: read(join(shared, 'html/aclu.source.html.gz')),
      },
      {
        name: 'lemonde-1.source.html',
        script: 'Latin',
        mediaType: 'text/html',
        bytes: read(join(shared, 'html/lemonde-1.source.html.gz')),
      },
      ...readPosts(4),
      readPage('Latin', 'fr'),
      readPage('Latin', 'pl'),
      readPage('Cyrillic', 'ru'),
      readPage('Cyrillic', 'uk'),
      readPage('Han', 'zh-CN'),
      readPage('Han', 'zh-TW'),
      readPage('Kana and Han', 'ja'),
      readPage('Hangul', 'kr'),
      readPage('Devanagari', 'hi'),
      readMessages('Greek', 'el'),
      readMessages('Hebrew', 'he'),
    ],
    own: Object.entries(ownSentences).map(([script, text]) => ({
      name: `own sentences in ${script}`,
      script,
      mediaType: 'text/plain',
      bytes: Buffer.from(text),
    })),
  };
}
