import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { realCluster, type TestCluster, whyNoRealCluster } from '../support/real-cluster.ts';
import { watching } from '../support/watching.ts';

const missing = whyNoRealCluster();

interface Content {
  clusters: { cluster: Record<string, unknown> }[];
  users: { user: Record<string, unknown> }[];
}

if (missing !== undefined) test.skip(`credentials on a real cluster: ${missing}`, () => {});
else {
  describe('ways to sign in, on a real cluster', () => {
    let cluster: TestCluster | undefined;
    let token = '';
    let folder = '';

    beforeAll(async () => {
      cluster = await realCluster();
      folder = dirname(cluster.kubeconfig);
      await cluster.kubectl('create', 'serviceaccount', 'nobody');
      await cluster.apply({
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/service-account-token',
        metadata: { name: 'nobody', annotations: { 'kubernetes.io/service-account.name': 'nobody' } },
      });
      const read = async () => {
        const encoded = await cluster?.kubectl('get', 'secret', 'nobody', '-o', 'jsonpath={.data.token}');
        if (!encoded) throw new Error('the token has not been made yet');
        return Buffer.from(encoded, 'base64').toString();
      };
      token = await vi.waitFor(read, { timeout: 20_000 });
    }, 300_000);
    afterAll(() => cluster?.dispose());

    /** What a check says with a kubeconfig whose user or cluster is another. */
    const ask = async (change: (content: Content) => void): Promise<string> => {
      const content = load(await readFile(cluster?.kubeconfig ?? '', 'utf8')) as Content;
      change(content);
      const kubeconfig = join(folder, 'changed');
      await writeFile(kubeconfig, JSON.stringify(content));
      const check = watching({ resource: 'configmaps/none' }, { kubeconfig });
      onTestFinished(() => check.stop());
      return check.until(/./);
    };
    const user = (content: Content, becomes: Record<string, unknown>) => {
      content.users = content.users.map((entry) => ({ ...entry, user: becomes }));
    };
    const recognised =
      /^red: not allowed: configmaps "none" is forbidden: User "system:serviceaccount:\S+:nobody" cannot list/;

    test('a token', async () => {
      expect(await ask((content) => user(content, { token }))).toMatch(recognised);
    });

    test('a token in a file, named from the folder of the kubeconfig', async () => {
      await writeFile(join(folder, 'token'), `${token}\n`);
      expect(await ask((content) => user(content, { tokenFile: 'token' }))).toMatch(recognised);
    });

    test('a program that prints a token', async () => {
      const credential = {
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status: { token },
      };
      const exec = { apiVersion: credential.apiVersion, command: 'echo', args: [JSON.stringify(credential)] };
      expect(await ask((content) => user(content, { exec }))).toMatch(recognised);
    });

    test('a program that is not there', async () => {
      const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: './no-such-program' };
      expect(await ask((content) => user(content, { exec }))).toMatch(
        /^red: the cluster does not answer; the kubeconfig .*no-such-program/,
      );
    });

    test('a token that is none', async () => {
      expect(await ask((content) => user(content, { token: 'wrong' }))).toBe(
        'red: the cluster refuses these credentials: Unauthorized',
      );
    });

    test('a certificate authority that is not known', async () => {
      const words = await ask((content) => {
        for (const { cluster: one } of content.clusters) delete one['certificate-authority-data'];
      });
      expect(words).toMatch(
        /^red: the cluster does not answer \(\w+\); the certificate of \S+ is not trusted: /,
      );
    });
  });
}
