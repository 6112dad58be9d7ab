import { describe, expect, test } from 'vitest';
import { because, sameReason } from '../../../src/engine/reasons/compare.ts';
import { english } from '../../../src/engine/reasons/en.ts';
import { french } from '../../../src/engine/reasons/fr.ts';
import type { Reason, ReasonId } from '../../../src/engine/reasons/reasons.ts';
import { sayReason } from '../../../src/engine/reasons/say.ts';
import { chinese } from '../../../src/engine/reasons/zh.ts';
import { chineseFaults } from '../../support/chinese.ts';

const short: Reason = {
  id: 'replicas-short',
  params: { object: 'deployment worker', state: 'available', actual: 0, expected: 1 },
};
const missing: Reason = {
  id: 'image-missing',
  params: { pod: 'worker-5c7d', image: '127.0.0.1:31234/worker:v0.1' },
};
const whole = because(short, missing);

describe('words', () => {
  test('a reason with its cause, in English', () => {
    expect(sayReason(whole, 'en')).toBe(
      'deployment worker: 0 of 1 available; pod worker-5c7d is waiting: ErrImagePull, 127.0.0.1:31234/worker:v0.1 is not in the registry',
    );
  });

  test('the same in French', () => {
    expect(sayReason(whole, 'fr')).toBe(
      "deployment worker\u00a0: 0 sur 1 disponible(s)\u00a0; le pod worker-5c7d attend\u00a0: ErrImagePull, 127.0.0.1:31234/worker:v0.1 n'est pas dans le registre",
    );
  });

  test('the same in Chinese', () => {
    expect(sayReason(whole, 'zh')).toBe(
      'deployment worker：1 个副本中 0 个可用；Pod worker-5c7d 在等待：ErrImagePull，镜像仓库里没有 127.0.0.1:31234/worker:v0.1',
    );
  });

  test('what it quotes cannot break the line', () => {
    const reason: Reason = { id: 'crash-loop', params: { pod: 'p', exit: 1, line: 'one\r\n  two' } };
    expect(sayReason(reason, 'en')).toBe('pod p keeps crashing with exit code 1, its last log line: one two');
  });

  test('a reason that this version does not know is named', () => {
    expect(sayReason({ id: 'of-tomorrow', params: {} } as unknown as Reason, 'fr')).toBe('of-tomorrow');
  });

  /** Every value that a reason may carry, by the name of the parameter. */
  const anything = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'state' ? 'available' : name === 'min' || name === 'max' ? 2 : `<${String(name)}>`,
    },
  );
  test.each(Object.keys(english) as ReasonId[])('%s says all that it knows in every language', (id) => {
    const named = new Set<string>();
    const recording = new Proxy(anything, {
      get: (target, name, receiver) => {
        named.add(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const words = [english, french, chinese].map((catalogue) =>
      (catalogue[id] as (params: object) => string)(recording),
    );
    for (const text of words) {
      expect(text).not.toMatch(/undefined|\n/);
      for (const name of named) {
        // Types, states and limits are put in words.
        if (!/^(state|min|max|actualType|expectedType)$/.test(name) && id !== 'kubeconfig-missing') {
          expect(text).toContain(`<${name}>`);
        }
      }
    }
    expect(new Set(words).size).toBe(words.length);
    expect(chineseFaults(words.at(-1) ?? '')).toEqual([]);
  });
});

describe('comparing', () => {
  test('equal by content, causes included', () => {
    expect(sameReason(whole, structuredClone(whole))).toBe(true);
    expect(sameReason(whole, short)).toBe(false);
    expect(sameReason(short, { ...short, params: { ...short.params, actual: 1 } } as Reason)).toBe(false);
    expect(sameReason(undefined, undefined)).toBe(true);
  });

  test('a cause goes behind the causes that are known', () => {
    const third: Reason = { id: 'image-denied', params: { pod: 'p', image: 'i' } };
    expect(because(whole, third).cause?.cause).toEqual(third);
    expect(because(short, undefined)).toEqual(short);
  });
});
