import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editKey, insert } from '../../src/ui/keys/edit-keys.ts';
import { type Edit, type EditKey, edit, editOf } from '../../src/ui/keys/editor.ts';
import { press } from '../../src/ui/keys/key.ts';

const segmenter = new Intl.Segmenter();
const boundaries = (text: string) =>
  new Set([...segmenter.segment(text)].map(({ index }) => index).concat(text.length));

const pieces = fc.array(
  fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\t',
    'é',
    'e\u0301',
    '一',
    '🚢',
    '👩🏽‍🚀',
    '🇫🇷',
    '\u0301',
    '\u200d',
    'ไ',
    '-',
  ),
  { maxLength: 12 },
);
const text = pieces.map((parts) => parts.join(''));
const key: fc.Arbitrary<EditKey> = fc.oneof(
  text.map((inserted): EditKey => ({ type: 'insert', text: inserted })),
  fc
    .constantFrom('left', 'right', 'up', 'down', 'home', 'end', 'backspace', 'delete')
    .map((type) => ({ type }) as EditKey),
  fc.constantFrom('kill-to-end', 'kill-to-start', 'kill-word').map((type) => ({ type }) as EditKey),
);

const pressed = (start: Edit, ...types: Exclude<EditKey['type'], 'insert'>[]) =>
  types.reduce((state, type) => edit(state, { type }), start);

describe('the editor', () => {
  it('never stands inside a character, whatever is typed', () => {
    fc.assert(
      fc.property(text, fc.array(key, { maxLength: 30 }), (start, keys) => {
        let state = editOf(start);
        for (const one of keys) {
          state = edit(state, one);
          expect(boundaries(state.text)).toContain(state.cursor);
        }
      }),
    );
  });

  it('takes a whole character away', () => {
    expect(pressed(editOf('a👩🏽‍🚀'), 'backspace').text).toBe('a');
    expect(pressed(editOf('ae\u0301'), 'backspace').text).toBe('a');
    expect(pressed({ text: '🇫🇷b', cursor: 0 }, 'delete').text).toBe('b');
  });

  it('goes through every character from end to start and back', () => {
    fc.assert(
      fc.property(text, (whole) => {
        let state = editOf(whole);
        const count = boundaries(whole).size - 1;
        for (let step = 0; step < count; step++) state = edit(state, { type: 'left' });
        expect(state.cursor).toBe(0);
        for (let step = 0; step < count; step++) state = edit(state, { type: 'right' });
        expect(state.cursor).toBe(whole.length);
      }),
    );
  });

  it('moves between lines in the same column, or to the end of a shorter one', () => {
    const start = editOf('kubectl\nget\npods now');
    expect(pressed(start, 'up').cursor).toBe('kubectl\nget'.length);
    expect(pressed(start, 'up', 'up').cursor).toBe('kub'.length);
    expect(pressed(start, 'up', 'up', 'up').cursor).toBe(0);
    expect(pressed({ text: 'ab\ncd', cursor: 1 }, 'down').cursor).toBe(4);
    expect(pressed({ text: 'ab\ncd', cursor: 4 }, 'down').cursor).toBe(5);
  });

  it('kills what shells kill', () => {
    expect(pressed(editOf('kubectl get  pods '), 'kill-word')).toEqual({ text: 'kubectl get  ', cursor: 13 });
    expect(pressed({ text: 'one\ntwo three', cursor: 8 }, 'kill-to-end').text).toBe('one\ntwo ');
    expect(pressed({ text: 'one\ntwo three', cursor: 8 }, 'kill-to-start').text).toBe('one\nthree');
    expect(pressed(editOf('one\ntwo'), 'kill-to-start', 'kill-to-start', 'kill-to-start').text).toBe('');
    expect(pressed({ text: 'one\ntwo', cursor: 3 }, 'kill-to-end').text).toBe('onetwo');
  });
});

describe('the keys of the editor', () => {
  it('are those of a shell', () => {
    expect(editKey(press('a', { ctrl: true }))).toEqual({ type: 'home' });
    expect(editKey(press('k', { ctrl: true }))).toEqual({ type: 'kill-to-end' });
    expect(editKey(press('', { upArrow: true }))).toEqual({ type: 'up' });
  });

  it('go to a new line with Alt-Enter and Ctrl-J, and nowhere with Enter', () => {
    expect(editKey(press('', { return: true, meta: true }))).toEqual({ type: 'insert', text: '\n' });
    expect(editKey(press('\n'))).toEqual({ type: 'insert', text: '\n' });
    expect(editKey(press('', { return: true }))).toBeUndefined();
  });

  it('type no control characters, also not in what is pasted', () => {
    expect(insert('a\u0007b\r\nc\u001B[2J')).toEqual({ type: 'insert', text: 'ab\nc[2J' });
    expect(insert('\u0000')).toBeUndefined();
    expect(editKey(press('constructor', { ctrl: true }))).toBeUndefined();
  });
});
