import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMismatch } from '../../../../src/cluster/checks/match/match.ts';
import { reasonOfMismatch } from '../../../../src/cluster/checks/match/reason.ts';
import { sayReason } from '../../../../src/engine/reasons/say.ts';

const deployment = {
  metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { replicas: 3, ports: [{ port: 80, name: 'http' }, { port: 443 }] },
  status: {
    conditions: [
      { type: 'Available', status: 'True' },
      { type: 'Progressing', status: 'False' },
    ],
  },
};

function why(tree: unknown, value: unknown = deployment): string | undefined {
  const mismatch = findMismatch(value, tree);
  return mismatch && sayReason(reasonOfMismatch('deployment web', mismatch), 'en');
}

describe('what matches', () => {
  test.each<[string, unknown]>([
    ['nothing asked for', {}],
    ['some keys of a map', { spec: { replicas: 3 } }],
    ['a whole array, its elements in part', { spec: { ports: [{ port: 80 }, { port: 443 }] } }],
    ['null for what is not there', { spec: { paused: null } }],
    ['an expression', { spec: { '(ports[*].port)': [80, 443] } }],
    [
      'an expression on a place further down',
      { status: { "(conditions[?type=='Available'].status | [0])": 'True' } },
    ],
    ['a comparison', { spec: { '(replicas > `2` && replicas < `4`)': true } }],
    ['an expression whose value is matched in part', { spec: { '(ports[0])': { name: 'http' } } }],
    ['an expression on what is not there', { nothing: { '(a.b)': null } }],
  ])('%s', (_, tree) => {
    expect(why(tree)).toBeUndefined();
  });

  test('every value matches itself', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain = !JSON.stringify(value).includes('(');
        return !plain || findMismatch(value, value) === undefined;
      }),
    );
  });
});

describe('what does not match, and where', () => {
  test.each<[string, unknown, string]>([
    ['a value', { spec: { replicas: 2 } }, 'deployment web: spec.replicas is 3, expected 2'],
    [
      'a string for a number',
      { spec: { replicas: '3' } },
      'deployment web: spec.replicas is the number 3, expected the string "3"',
    ],
    [
      'what is not there',
      { spec: { paused: true } },
      'deployment web: spec.paused is not set, expected true',
    ],
    [
      'null for what is there',
      { spec: { replicas: null } },
      'deployment web: spec.replicas is the number 3, expected the null null',
    ],
    [
      'an array of another length',
      { spec: { ports: [{ port: 80 }] } },
      'deployment web: spec.ports has 2 elements, expected 1',
    ],
    [
      'an element',
      { spec: { ports: [{ port: 80 }, { port: 8443 }] } },
      'deployment web: spec.ports[1].port is 443, expected 8443',
    ],
    [
      'a map where a number is',
      { spec: { replicas: { a: 1 } } },
      'deployment web: spec.replicas is the number 3, expected the object {"a":1}',
    ],
    [
      'a key that is no word',
      { metadata: { labels: { 'app.kubernetes.io/name': 'x' } } },
      'deployment web: metadata.labels["app.kubernetes.io/name"] is "web", expected "x"',
    ],
    [
      'an expression',
      { status: { "(conditions[?type=='Progressing'].status | [0])": 'True' } },
      'deployment web: status.conditions[?type==\'Progressing\'].status | [0] is "False", expected "True"',
    ],
    [
      'replicas that a status leaves out',
      { status: { availableReplicas: 1 } },
      'deployment web: 0 of 1 available',
    ],
    [
      'an empty map where nothing is',
      { spec: { template: {} } },
      'deployment web: spec.template is not set, expected {}',
    ],
  ])('%s', (_, tree, words) => {
    expect(why(tree)).toBe(words);
  });

  test('an expression with a mistake in it is told, not taken for a mismatch', () => {
    expect(why({ spec: { '(replicas >)': true } })).toMatch(
      /^the check's expression spec\.replicas > does not work: /,
    );
  });

  test('a function of what is not there yet is not set, either', () => {
    expect(why({ status: { '(length(loadBalancer))': 1 } })).toBe(
      'deployment web: status.length(loadBalancer) is not set, expected 1',
    );
  });

  test('the whole of an answer', () => {
    expect(why([], { a: 1 })).toBe('deployment web is the object {"a":1}, expected the array []');
  });
});
