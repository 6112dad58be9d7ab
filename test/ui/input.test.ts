import { describe, expect, it } from 'vitest';
import { type Key, press } from '../../src/ui/keys/key.ts';
import { type Input, inputOf } from '../../src/ui/run/input/input.ts';
import { pasted, typed } from '../../src/ui/run/input/press.ts';

const history = ['kubectl get pods', 'echo one\necho two', 'kubectl get svc', 'ls'];

type Pressed = string | Partial<Key> | { ctrl: string };

function afterKeys(input: Input, ...keys: readonly Pressed[]): Input {
  return keys.reduce<Input>((before, key) => {
    const one =
      typeof key === 'string'
        ? press(key)
        : typeof key.ctrl === 'string'
          ? press(key.ctrl, { ctrl: true })
          : press('', key as Partial<Key>);
    const after = typed(one, before, history);
    if (typeof after === 'string') throw new Error(after);
    return after;
  }, input);
}

const up = { upArrow: true };
const down = { downArrow: true };
const find = { ctrl: 'r' };

describe('the history', () => {
  it('is gone through with up and down, and what was being typed is at its end', () => {
    const at = (...keys: readonly Pressed[]) => afterKeys(inputOf('aside', 'draft'), ...keys).text;
    expect(at(up)).toBe('ls');
    expect(at(up, up)).toBe('kubectl get svc');
    expect(at(up, up, down)).toBe('ls');
    expect(at(up, up, down, down)).toBe('draft');
    expect(at(up, '!', up, down)).toBe('ls');
    expect(at(down)).toBe('draft');
  });

  it('stops at its oldest command', () => {
    const input = afterKeys(inputOf('aside'), up, up, up, up, up, up, up);
    expect(input.text).toBe('kubectl get pods');
  });

  it('is left alone while up and down go through the lines of a command', () => {
    const input = afterKeys(inputOf('aside'), up, up, up);
    expect(input).toMatchObject({ text: 'echo one\necho two', cursor: 17 });
    expect(afterKeys(input, up)).toMatchObject({ text: 'echo one\necho two', cursor: 8 });
    expect(afterKeys(input, up, up).text).toBe('kubectl get pods');
  });

  it('is searched with Ctrl-R, on to older ones with another, and Escape goes back', () => {
    const looking = afterKeys(inputOf('aside', 'draft'), find, 'g', 'e', 't');
    expect(looking).toMatchObject({ text: 'kubectl get svc', find: 'get' });
    expect(afterKeys(looking, find).text).toBe('kubectl get pods');
    expect(afterKeys(looking, find, find).text).toBe('kubectl get pods');
    expect(afterKeys(looking, { backspace: true }, { backspace: true }, { backspace: true }, 'l').text).toBe(
      'ls',
    );
    expect(afterKeys(looking, { escape: true })).toMatchObject({ text: 'draft', find: undefined });
    expect(typed(press('', { return: true }), looking, history)).toBe('accepted');
    // Any other key edits what was found.
    expect(afterKeys(looking, { leftArrow: true }, 'X')).toMatchObject({
      text: 'kubectl get svXc',
      find: undefined,
    });
  });

  it('is not what a search in the output goes through', () => {
    expect(afterKeys(inputOf('search', 'x'), up, down, find).text).toBe('x');
  });
});

describe('what is typed', () => {
  it('is accepted with Enter, and given up with Escape and Ctrl-C', () => {
    const input = inputOf('aside', 'ls');
    expect(typed(press('', { return: true }), input, history)).toBe('accepted');
    expect(typed(press('', { escape: true }), input, history)).toBe('cancelled');
    expect(typed(press('c', { ctrl: true }), input, history)).toBe('cancelled');
  });

  it('may be pasted, over several lines where it is a command, on one where it is searched for', () => {
    expect(pasted('a\nb', inputOf('command'), history).text).toBe('a\nb');
    expect(pasted('a\nb', inputOf('search'), history).text).toBe('a b');
    expect(pasted('pods', afterKeys(inputOf('aside'), find), history).text).toBe('kubectl get pods');
  });
});
