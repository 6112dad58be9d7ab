import { expect, it } from 'vitest';
import { JsonPath, JsonPathError, relaxed } from '../../../src/practice/tools/kubectl/jsonpath/evaluate.ts';

const pods = {
  kind: 'List',
  items: [
    { name: 'a', labels: { app: 'x', 'a.b/c': 'dotted' }, ports: [80, 81], ready: true, n: 1 },
    { name: 'b', labels: { app: 'y' }, ports: [90], ready: false, n: 2 },
    { name: 'c', labels: {}, ports: [] },
  ],
};

const print = (template: string, allowMissing = true) => new JsonPath(template, { allowMissing }).print(pods);

// Each as kubectl 1.33 printed it.
it.each([
  ['{.kind}', 'List'],
  ['{.items[*].name}', 'a b c'],
  ['{.items[0].name}', 'a'],
  ['{.items[-1].name}', 'c'],
  ['{.items[0:2].name}', 'a b'],
  ['{.items[1:].name}', 'b c'],
  ['{.items[::2].name}', 'a c'],
  ['{.items[0,2].name}', 'a c'],
  ["{.items[0]['name','n']}", 'a 1'],
  ['{.items[*].labels.app}', 'x y'],
  ['{.items[0].labels.a\\.b/c}', 'dotted'],
  ['{.items[0].labels}', '{"a.b/c":"dotted","app":"x"}'],
  ['{.items[0].ports}', '[80,81]'],
  ['{.items[?(@.name=="b")].n}', '2'],
  ["{.items[?(@.name=='b')].n}", '2'],
  ['{.items[?(@.n>1)].name}', 'b'],
  ['{.items[?(@.n>=1)].name}', 'a b'],
  ['{.items[?(@.name!="b")].name}', 'a c'],
  ['{.items[?(@.ready)].name}', 'a b'],
  ['{.items[?(@.ready==true)].name}', 'a'],
  ['{range .items[*]}{.name}={.n};{end}', 'a=1;b=2;c=;'],
  ['{range .items[*]}{.name}:{range .ports[*]}<{@}>{end} {end}x', 'a:<80><81> b:<90> c: x'],
  ['{range .nobody[*]}{.name}{end}after', 'after'],
  ['{..n}', '1 2'],
  ['a{.kind}b{"\\n"}{"\\t"}', 'aListb\n\t'],
  ['{"quoted"} {1} {-2.5} {true}', 'quoted 1 -2.5 true'],
  ['{$.kind}{@.kind}', 'ListList'],
  ['{.nobody}', ''],
  ['{.items[*].nobody.x}', ''],
  ['.kind', '.kind'],
])('%s', (template, printed) => {
  expect(print(template)).toBe(printed);
});

it.each([
  ['{.kind', 'unclosed action'],
  ['{.items[0}', 'unterminated array'],
  ['{.items[x]}', 'invalid array index x'],
  ['{.items[?(@.a', 'unterminated filter'],
  ['{"a}', 'unterminated quoted string'],
  ['{.kind[0]}', 'string is not array or slice'],
  ['{.items[9]}', 'array index out of bounds: index 9, length 3'],
  ['{kind}', 'unrecognized identifier kind'],
  ['{.items[?(@.name=~"a")]}', "unrecognized character in action: U+007E '~'"],
])('%s is refused: %s', (template, message) => {
  expect(() => print(template)).toThrow(new JsonPathError(message));
});

it('a field that is missing is an error where it must be there', () => {
  expect(() => print('{.nobody}', false)).toThrow('nobody is not found');
});

it.each([
  ['.a.b', '{.a.b}'],
  ['a.b', '{.a.b}'],
  ['{.a.b}', '{.a.b}'],
  ['{a.b}', '{.a.b}'],
])('custom columns take %s', (given, meant) => {
  expect(relaxed(given)).toBe(meant);
});
