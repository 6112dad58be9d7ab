// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of shells is what is tested
import { describe, expect, it } from 'vitest';
import { substitute } from '../../src/lesson/substitute.ts';

const variables = { NODE: '127.0.0.1', NODEPORT: '31234', EMPTY: '', _x1: '$NODE' };

describe('variables in URLs and checks', () => {
  it.each([
    // Names are as long as they can be.
    ['http://$NODE:$NODEPORT/v2/', 'http://127.0.0.1:31234/v2/', []],
    ['${NODE}PORT', '127.0.0.1PORT', []],
    ['[$EMPTY]', '[]', []],
    // What is put in is not looked at again.
    ['$_x1', '$NODE', []],
    ['$NOPE/${NOPE}/$OTHER', '$NOPE/${NOPE}/$OTHER', ['NOPE', 'OTHER']],
    // Names that every object has are no variables.
    ['$constructor', '$constructor', ['constructor']],
    ['^v\\d+$', '^v\\d+$', []],
    ['$1 $$ ${ } ${NODE-x} $(NODE)', '$1 $$ ${ } ${NODE-x} $(NODE)', []],
    ['', '', []],
  ])('%s', (text, expected, missing) => {
    expect(substitute(text, variables)).toEqual({ text: expected, missing });
  });
});
