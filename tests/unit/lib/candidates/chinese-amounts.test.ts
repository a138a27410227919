import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findChineseAmounts } from '#lib/candidates/chinese-amounts.ts';

const read = (text: string) =>
  findChineseAmounts(text).map(({ start, end, value, unit }) => [text.slice(start, end), value, unit]);

test.each([
  ['合同金额约为一点二亿元。', [['一点二亿元', '120000000', 'CNY']]],
  ['耗资3,500万美元', [['3,500万美元', '35000000', 'USD']]],
  ['采购价1.25亿元人民币', [['1.25亿元人民币', '125000000', 'CNY']]],
  ['投资两千多万元', [['两千多万元', '20000000', 'CNY']]],
  ['覆盖全市三百多个路口', [['三百多个路口', '300', '路口']]],
  ['图像保存三十天', [['三十天', '30', '天']]],
  [
    '安装了20万个摄像头和十二架无人机',
    [
      ['20万个摄像头', '200000', '摄像头'],
      ['十二架无人机', '12', '无人机'],
    ],
  ],
  ['拘留一百零五人', [['一百零五人', '105', '人']]],
  ['约1.5万名居民', [['1.5万名居民', '15000', '居民']]],
  ['花费12.50元', [['12.50元', '12.5', 'CNY']]],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  '一个系统',
  '第三个城市',
  '2015年3月1日',
  '三四百人',
  '百分之三十',
  '公元',
  '一直有人',
  '十百千元',
])('%s holds no amount', (text) => {
  expect(read(text)).toEqual([]);
});

test('spans hold what was read, whatever the text is', () => {
  const piece = fc.constantFrom(
    '一',
    '二',
    '十',
    '百',
    '千',
    '万',
    '亿',
    '点',
    '多',
    '元',
    '个',
    '人',
    '天',
    '第',
    '3',
    '.',
    ',',
    '摄像头',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      for (const found of findChineseAmounts(text)) {
        expect(found.value).toMatch(/^\d+(?:\.\d+)?$/);
        expect(found.end).toBeGreaterThan(found.start);
        expect(found.end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
