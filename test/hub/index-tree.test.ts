import { describe, expect, it } from 'vitest';
import { emptyTree, type IndexTree, valueAt, withKey } from '../../src/hub/room/index-tree.ts';

describe('the index of a room', () => {
  const keys = ['constructor', ...Array.from({ length: 3000 }, (_, number) => `run-${number}`)];
  const trees = keys.reduce<IndexTree[]>(
    (before, key, number) => [...before.slice(-1), withKey(before.at(-1) ?? emptyTree, key, number)],
    [],
  );
  const [before = emptyTree, last = emptyTree] = trees;

  it('has each key that it was given, and no other', () => {
    const sent = JSON.parse(JSON.stringify(last)) as IndexTree;
    expect(keys.map((key) => valueAt(sent, key))).toEqual(keys.map((_, number) => number));
    expect(['toString', 'run-3000', ''].map((key) => valueAt(sent, key))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('leaves the one that it was made of as it was, and shares nearly all with it', () => {
    expect(valueAt(before, 'run-2999')).toBeUndefined();
    const [old, fresh] = [before, last] as (readonly IndexTree[])[];
    expect(fresh?.filter((node, place) => node !== old?.[place])).toHaveLength(1);
  });

  it('bears keys that somebody made alike', () => {
    const same = alike(20);
    expect(same).toHaveLength(20);
    const tree = same.reduce<IndexTree>((made, key, number) => withKey(made, key, number), last);
    expect(same.map((key) => valueAt(tree, key))).toEqual(same.map((_, number) => number));
  });
});

/** Keys of one FNV-1a hash: beginnings and ends that meet in the middle. */
function alike(count: number): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
  const three = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  const code = (text: string, at: number) => text.charCodeAt(at);
  const middles = new Map(
    three.map((text) => {
      let hash = 0x811c9dc5;
      for (let at = 0; at < 3; at++) hash = Math.imul(hash ^ code(text, at), 0x01000193);
      return [hash, text];
    }),
  );
  const found: string[] = [];
  for (const fourth of letters) {
    for (const text of three) {
      const end = fourth + text;
      let hash = 1;
      for (let at = 3; at >= 0; at--) hash = Math.imul(hash, 0x359c449b) ^ code(end, at);
      const begin = middles.get(hash);
      if (begin !== undefined) found.push(begin + end);
      if (found.length === count) return found;
    }
  }
  return found;
}
