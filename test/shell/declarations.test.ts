// The ${…} here are bash's.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDeclarations } from '../../src/shell/declarations.ts';

const parse = (text: string) => parseDeclarations(Buffer.from(text));

describe('parseDeclarations', () => {
  test.each([
    [
      'double quotes and what is escaped in them',
      'declare -- A="a \\"b\\" \\$c \\`d\\` \\\\ \\n"',
      'a "b" $c `d` \\ \\n',
    ],
    [
      'a value of several lines, as bash 3.2 writes it',
      'declare -x A="one\ndeclare -x B=\\"no\\"\n"',
      'one\ndeclare -x B="no"\n',
    ],
    [
      'the quotes of newer ones for the same',
      `declare -x A=$'one\\ntwo\\E[1m\\001\\'\\\\'`,
      "one\ntwo\x1b[1m\x01'\\",
    ],
    ['bytes in octal', `declare -- A=$'\\303\\251'`, 'é'],
    ['single quotes, as we write a seed', `declare -- A='it'\\''s'`, "it's"],
    ['an empty value', 'declare -ix A=""', ''],
  ])('%s', (_, text, expected) => {
    expect(parse(`# A comment.\n${text}\n# End.\ndeclare -- C="no"\n`)).toEqual({ A: expected });
  });

  test('arrays, references and variables without a value are left out', () => {
    const text = [
      'declare -a list=([0]="a ) b" [1]=$\'x\\n)\')',
      `declare -a old='([0]="a" [1]="b")'`,
      'declare -A map=([k]="v" )',
      'declare -n ref="A"',
      'declare -x unset',
      'declare -- A="1"',
    ];
    expect(parse(text.join('\n'))).toEqual({ A: '1' });
  });

  test('the text of a function is not taken for variables', () => {
    expect(parse('declare -- A="1"\n# End.\nf () \n{ \n    echo;\ndeclare -- B="2"\n}\n')).toEqual({
      A: '1',
    });
  });

  test('text cut off anywhere, and text that is none of bash’s, is read without a fault', () => {
    const whole = `# x\ndeclare -- A="1\\"2"\ndeclare -a l=([0]="x")\ndeclare -x B=$'\\001'\n# End.\n`;
    for (let end = 0; end <= whole.length; end++) parse(whole.slice(0, end));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parse(`declare -- A=${text}`).A).toBeTypeOf('string');
      }),
    );
  });
});
