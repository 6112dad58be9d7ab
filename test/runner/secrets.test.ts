import { describe, expect, it } from 'vitest';
import { printsSecret } from '../../src/runner/secrets/kubernetes.ts';
import { Masker } from '../../src/runner/secrets/masker.ts';
import { mask as m, sliceMasked } from '../../src/runner/secrets/ranges.ts';

const masker = (secrets: string[] = [], variables: Record<string, string> = {}) =>
  new Masker({ secrets, variables });
const jwt = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJlLW9mLWl0';

describe('what is written as a secret', () => {
  it.each([
    ['a token', `the token is ${jwt}.`, `the token is ${m}.`],
    [
      'a bearer header',
      'curl -H "Authorization: Bearer abc.def-123"',
      `curl -H "Authorization: Bearer ${m}"`,
    ],
    ['a basic header', '> authorization: Basic dXNlcjpwYXNz', `> authorization: Basic ${m}`],
    ['a variable', 'export DB_PASSWORD="s3 cret"; echo', `export DB_PASSWORD="${m}"; echo`],
    ['JSON', '{"apiKey": "abcd1234", "user": "me"}', `{"apiKey": "${m}", "user": "me"}`],
    ['JSON in JSON', String.raw`{\"password\":\"abcd\"}`, String.raw`{\"password\":\"${m}\"}`],
    ['an option', 'kubectl --token abc123 get pods', `kubectl --token ${m} get pods`],
    ['an option with =', 'tool --docker-password=abc --x', `tool --docker-password=${m} --x`],
    ['credentials of a URL', 'git clone https://me:abc@host/x', `git clone https://me:${m}@host/x`],
    ['docker login -p', 'docker login -u me -p hunter2 host', `docker login -u me -p ${m} host`],
    [
      'docker login from a pipe',
      "echo 'hunter2' | docker login -u me --password-stdin host",
      `echo '${m}' | docker login -u me --password-stdin host`,
    ],
    [
      'docker login from a string',
      'docker login --password-stdin <<< hunter2',
      `docker login --password-stdin <<< ${m}`,
    ],
    [
      "docker's file",
      '"auths": { "host": { "auth": "bWU6aHVudGVyMg==" } }',
      `"auths": { "host": { "auth": "${m}" } }`,
    ],
    ['curl -u', 'curl -s -u me:hunter2 http://x', `curl -s -u me:${m} http://x`],
    [
      'a kubeconfig',
      'users:\n- name: me\n  user:\n    client-certificate-data: LS0tLS1C\n    client-key-data: LS0tLS1D\n    token: abc',
      `users:\n- name: me\n  user:\n    client-certificate-data: ${m}\n    client-key-data: ${m}\n    token: ${m}`,
    ],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----',
      `-----BEGIN RSA PRIVATE KEY-----${m}-----END RSA PRIVATE KEY-----`,
    ],
    [
      'the variable of a container',
      '- name: DB_PASSWORD\n  value: hunter2\n- name: HOST\n  value: db',
      `- name: DB_PASSWORD\n  value: ${m}\n- name: HOST\n  value: db`,
    ],
    [
      "a kubeconfig's extra",
      'as-user-extra:\n  practice-secret:\n  - abcdef-012345\nurl: http://x/abcdef-012345',
      `as-user-extra:\n  practice-secret:\n  - ${m}\nurl: http://x/${m}`,
    ],
    ['a token that says whose it is', 'ghp_0123456789abcdefghij', m],
    ['a token in colours', 'token: \u001B[31meyJhbGciOi\u001B[0mJIUzI1', `token: \u001B[31m${m}\u001B[0m`],
  ])('%s', (_, text, masked) => {
    const all = masker();
    all.learn(text);
    expect(all.mask(text)).toBe(masked);
  });

  it.each([
    ['references', 'docker login -p $PASSWORD; export TOKEN=$(cat file) X="$SECRET"'],
    ['flags that take none', 'docker login --password-stdin && ls'],
    ['settings', 'automountServiceAccountToken: false\nsecretName: db\ncurrent-context: practice'],
    ['mappings', 'secretKeyRef:\n  name: db\n  key: password\nvolumes:\n- secret:\n    secretName: db'],
    ['sizes', 'Data\n====\npassword:  8 bytes\ntoken:     1200 bytes'],
    ['other objects', 'apiVersion: v1\ndata:\n  colour: blue\nkind: ConfigMap\nmetadata:\n  name: x'],
    [
      'what workshops print',
      'kubectl create deployment registry --image=registry:2\nTAG=v0.1 REGISTRY=127.0.0.1:30001',
    ],
    ['empty values', 'password=""\ntoken:\n  next: 1'],
  ])('%s stay as they are', (_, text) => {
    expect(masker().mask(text)).toBe(text);
  });
});

const secretYaml = `apiVersion: v1
items:
- apiVersion: v1
  data:
    colour: Ymx1ZQ==
  kind: ConfigMap
- apiVersion: v1
  data:
    password: aHVudGVyMi1sb25n
    user: bWU=
  kind: Secret
  metadata:
    name: db
kind: List
`;

describe('a Secret', () => {
  it('keeps its keys, and loses its values, but not those of its neighbours', () => {
    const masked = masker().mask(secretYaml);
    expect(masked).toContain(`    password: ${m}\n    user: ${m}\n`);
    expect(masked).toContain('colour: Ymx1ZQ==');
    expect(masked).toContain('name: db');
  });

  it('as JSON, on many lines and on one', () => {
    const object = { apiVersion: 'v1', data: { password: 'aHVudGVyMg==', a: 'Yg==' }, kind: 'Secret' };
    for (const indent of [0, 4]) {
      const masked = masker().mask(JSON.stringify(object, null, indent));
      expect(JSON.parse(masked)).toEqual({ ...object, data: { password: m, a: m } });
    }
  });

  it('as it is written by hand, with a block of several lines', () => {
    const text =
      'apiVersion: v1\nkind: Secret\nstringData:\n  config: |\n    first\n    second: x\ntype: Opaque\n';
    expect(masker().mask(text)).toBe(
      `apiVersion: v1\nkind: Secret\nstringData:\n  config: |\n    ${m}\n    ${m}\ntype: Opaque\n`,
    );
  });

  it('as it is created by a command of several lines', () => {
    const text = `kubectl create secret generic db \\\n  --from-literal=user=me --from-literal='key=a b'`;
    expect(masker().mask(text)).toBe(
      `kubectl create secret generic db \\\n  --from-literal=user=${m} --from-literal='key=${m}'`,
    );
    const other = 'kubectl create configmap x --from-literal=colour=blue';
    expect(masker().mask(other)).toBe(other);
  });

  it.each([
    ["kubectl get secret db -o jsonpath='{.data.password}' | base64 -d", true],
    ['kubectl get -n x secrets/db -o go-template={{.data}}', true],
    ['kubectl create token default', true],
    ['kubectl get secrets', false],
    ['kubectl create secret generic db', false],
    ["kubectl get svc/registry -o jsonpath='{.spec.ports[0].nodePort}'", false],
  ])('%s prints nothing but secrets: %s', (command, expected) => {
    expect(printsSecret(command)).toBe(expected);
  });
});

describe('what is known to be secret', () => {
  it('is hidden wherever it stands, once it was seen: as it is, and in base64', () => {
    const all = masker();
    all.learn('PASSWORD=hunter2-long');
    all.learn(secretYaml.replace('aHVudGVyMi1sb25n', Buffer.from('another-one').toString('base64')));
    expect(all.mask('it is hunter2-long, or another-one')).toBe(`it is ${m}, or ${m}`);
  });

  it('is not an ordinary word', () => {
    const all = masker();
    all.learn('PASSWORD=redis');
    expect(all.mask('deployment.apps/redis created')).toBe('deployment.apps/redis created');
  });

  it('is what the lesson names: variables by what they hold, and patterns', () => {
    const all = masker(['LICENCE', '/lic-[0-9a-f]{8}/'], {
      LICENCE: 'ABC-123-XYZ',
      COLOUR: 'blue-blue-blue',
    });
    expect(all.mask('LICENCE=other; echo ABC-123-XYZ lic-00ff00ff blue-blue-blue')).toBe(
      `LICENCE=${m}; echo ${m} ${m} blue-blue-blue`,
    );
  });

  it('is what a variable holds whose name says that it is secret', () => {
    expect(masker([], { API_TOKEN: 'abcdef-012345' }).mask('got abcdef-012345')).toBe(`got ${m}`);
  });
});

it('is masked whole where a text comes in pieces', () => {
  const text = 'token: abcdefghij end';
  const ranges = masker().ranges(text);
  for (let at = 0; at <= text.length; at++) {
    const pieces = sliceMasked(text, ranges, 0, at) + sliceMasked(text, ranges, at, text.length);
    expect(pieces).toBe(`token: ${m} end`);
  }
});

it('takes its time with nothing: long lines and floods', () => {
  const flood = `${'a-'.repeat(50_000)}\n${'password '.repeat(5_000)}\n${'x=1 '.repeat(20_000)}`;
  expect(masker().mask(flood)).toBe(flood);
});
