import fc from 'fast-check';
import stringWidth from 'string-width';
import stripAnsi from 'strip-ansi';
import { describe, expect, it } from 'vitest';
import { sentences, wrap } from '../../src/ui/text.ts';

const part = fc.constantFrom(
  ...[
    '节点',
    '集群里的',
    '。',
    '，',
    '、',
    '：',
    '？',
    '“镜像”',
    '（label）',
    '《书》',
    ' ',
    ' kubectl get pods ',
    'Pod',
  ],
  ...['127.0.0.1:$NODEPORT', '…', '\u001B[1m粗\u001B[22m', '10 秒', 'A/B', '🚢'],
);
const prose = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
const width = fc.integer({ min: 22, max: 60 });

describe('Chinese text', () => {
  it('fills its lines, and is broken between any two characters', () => {
    expect(wrap('集群由控制平面和节点组成', 8)).toEqual(['集群由控', '制平面和', '节点组成']);
    expect(wrap('用kubectl查看Pod的状态', 10)).toEqual(['用kubectl', '查看Pod的', '状态']);
  });

  it('begins no line with a closing mark and ends none with an opening one', () => {
    expect(wrap('一二三四。五六', 8)).toEqual(['一二三', '四。五六']);
    expect(wrap('一二三（四五）', 8)).toEqual(['一二三', '（四五）']);
    expect(wrap('一二三“四五”六', 8)).toEqual(['一二三', '“四五”六']);
    expect(wrap('运行 kubectl。好', 12)).toEqual(['运行', 'kubectl。好']);
    fc.assert(
      fc.property(prose, width, (text, cells) => {
        const plain = stripAnsi(text);
        // At a space a line may be broken whatever stands beside it; a run of marks as long as a line has no other.
        fc.pre(!/ [。，、：？”）》]|[“（《] |[。，、：？”）》…“（《]{8}/u.test(plain));
        const lines = wrap(text, cells).map((line) => stripAnsi(line));
        for (const line of lines.slice(1)) expect(line).not.toMatch(/^[。，、：？”）》]/u);
        for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[“（《]$/u);
      }),
    );
  });

  it('keeps words of Latin letters whole, and nothing is lost or too wide', () => {
    expect(wrap('使用 kubectl get pods 查看', 14)).toEqual(['使用 kubectl', 'get pods 查看']);
    fc.assert(
      fc.property(prose, width, (text, cells) => {
        const lines = wrap(text, cells);
        const words = (all: readonly string[]) => stripAnsi(all.join('')).replaceAll(/\s/g, '');
        expect(words(lines)).toBe(words([text]));
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(cells);
      }),
    );
  });

  it('goes on in its style on the next line, and begins each line of its source anew', () => {
    expect(wrap('\u001B[1m一二三四\u001B[22m五', 4)).toEqual([
      '\u001B[1m一二\u001B[22m',
      '\u001B[1m三四\u001B[22m',
      '五',
    ]);
    expect(wrap('一\n\n二', 4)).toEqual(['一', '', '二']);
  });

  it('leaves a long word whole where it is to be copied', () => {
    expect(wrap('见 /a/very/long/path/of/a/file 吧', 10, 'whole')).toEqual([
      '见',
      '/a/very/long/path/of/a/file',
      '吧',
    ]);
  });

  it('has no space after its own full stops', () => {
    expect(sentences(['欢迎回来。', '其他内容都没有丢失。', 'Done.', 'Go on.'])).toBe(
      '欢迎回来。其他内容都没有丢失。Done. Go on.',
    );
  });
});
