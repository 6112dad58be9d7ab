import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kustomize } from '../../../src/practice/tools/kubectl/kustomize/build.ts';
import { root } from '../../support/program.ts';

/** What comes of folders is in the conformance theme `kustomize`, but for the hashes, which are masked there. */
describe('our own kubectl, building a kustomization', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pilotage-kustomize-'));
    await writeFile(join(folder, 'words.txt'), 'words\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const build = async (kustomization: string) => {
    await writeFile(join(folder, 'kustomization.yaml'), kustomization);
    return kustomize(folder, () => {});
  };

  it('gives what it generates the hashes that kubectl 1.32 gives it', async () => {
    const objects = await kustomize(join(root, 'test/conformance/manifests/generated'), () => {});
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata?.name}`)).toEqual([
      'Namespace/shop',
      'ConfigMap/page-8t8m8ch4hf',
      'ConfigMap/plain',
      'Secret/key-tgk6fhf5dd',
      'Service/shop',
      'Deployment/shop',
    ]);
  });

  it.each([
    [
      'secretGenerator: [{name: a, files: [none.txt]}]',
      /file sources: \[none\.txt\]: .*no such file or directory/,
    ],
    ['secretGenerator: [{name: a, files: [../b.txt]}]', /security; file '.*b\.txt' is not in or below '/],
    ['configMapGenerator: [{name: a, literals: [b]}]', /invalid literal source b, expected key=value/],
    [
      'configMapGenerator: [{name: a, literals: [words.txt=b], files: [words.txt]}]',
      /repeats the key `words\.txt`/,
    ],
    ['patches: [{path: none.yaml}]', /failed to get the patch file from path\(none\.yaml\)/],
    [
      'patches: [{patch: "{kind: Pod, metadata: {name: a}}"}]',
      /no resource matches strategic merge patch "Pod\/a"/,
    ],
    ['helmCharts: []', /does not build "helmCharts"\. Install kubectl/],
  ])('says what is wrong: %s', async (kustomization, reason) => {
    await expect(build(kustomization)).rejects.toThrow(reason);
  });
});
