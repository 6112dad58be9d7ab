import { beforeAll, expect, test } from 'vitest';
import { onBoth } from './on-both.ts';

const node = `
const say = (e) => console.log(e.message, e.code, e.errno, e.syscall);
const fails = (act) => { try { act(); console.log('went well') } catch (e) { say(e) } };
fails(() => fs.writeFileSync('/a', 'x'));
fails(() => fs.mkdirSync('/a'));
fails(() => fs.unlinkSync('/etc/passwd'));
fails(() => fs.renameSync('/etc/passwd', '/etc/p'));
fails(() => fs.openSync('/etc/passwd', 'a'));
fails(() => fs.writeFileSync('/config/a.txt', 'x'));
fails(() => fs.writeFileSync('/scratch/a', 'x'));
fs.writeFile('/b', 'x', (e) => { say(e);
  fs.promises.appendFile('/c', 'x').catch((e) => { say(e);
    fs.createWriteStream('/d').on('error', say) }) });
`;

const objects = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { 'a.txt': 'A\n' } },
  pod('fixed', 'busybox', ['sleep', '1000000'], {
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [
      { name: 'config', mountPath: '/config' },
      { name: 'scratch', mountPath: '/tmp' },
      { name: 'other', mountPath: '/data', readOnly: true },
    ],
  }),
  pod('node', 'node:24-alpine', ['node', '-e', node], {
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [
      { name: 'config', mountPath: '/config' },
      { name: 'scratch', mountPath: '/scratch' },
    ],
  }),
  pod('someone', 'busybox', ['sleep', '1000000'], {
    securityContext: { runAsUser: 1000, runAsGroup: 3000 },
  }),
];

function pod(name: string, image: string, command: string[], container: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      terminationGracePeriodSeconds: 0,
      restartPolicy: 'Never',
      volumes: [
        { name: 'config', configMap: { name: 'config' } },
        { name: 'scratch', emptyDir: {} },
        { name: 'other', emptyDir: {} },
      ],
      containers: [{ name: 'box', image, command, ...container }],
    },
  };
}

const why = 'Read-only file system';

/** Each in a shell of its own, in the pod `fixed`. The characters that some of them make up are shown as `#`. */
const lines: readonly [script: string, output: string, code: number][] = [
  ['echo x > /x', `sh: can't create /x: ${why}\n`, 1],
  ['echo x >> /config/a.txt', `sh: can't create /config/a.txt: ${why}\n`, 1],
  ['touch /x', `touch: /x: ${why}\n`, 1],
  ['touch /config/a.txt', `touch: /config/a.txt: ${why}\n`, 1],
  ['mkdir /x', `mkdir: can't create directory '/x': ${why}\n`, 1],
  ['mkdir -p /data && mkdir -p /tmp/a/b && echo made', 'made\n', 0],
  ['rm /config/a.txt', `rm: can't remove '/config/a.txt': ${why}\n`, 1],
  ['rm -rf /data', `rm: can't remove '/data': ${why}\n`, 1],
  ['rmdir /data', `rmdir: '/data': ${why}\n`, 1],
  ['cp /config/a.txt /x', `cp: can't create '/x': ${why}\n`, 1],
  ['cp /etc/hostname /config/x', `cp: can't create '/config/x': ${why}\n`, 1],
  ['cp /config/a.txt /tmp && cat /tmp/a.txt', 'A\n', 0],
  ['touch /tmp/f; mv /tmp/f /x', `mv: can't create '/x': ${why}\n`, 1],
  ['touch /tmp/f; mv /tmp/f /data', `mv: can't create '/data/f': ${why}\n`, 1],
  ['mv /config/a.txt /tmp/moved', `mv: can't remove '/config/a.txt': ${why}\n`, 1],
  ['ln -s /a /x', `ln: /x: ${why}\n`, 1],
  ['echo x | tee /x', `tee: /x: ${why}\nx\n`, 1],
  ['sed -i s/A/B/ /config/a.txt', `sed: can't create temp file '/config/a.txt######': ${why}\n`, 1],
  ['dd if=/etc/hostname of=/x count=1', `dd: can't open '/x': ${why}\n`, 1],
  ['mktemp /xXXXXXX', `mktemp: (null): ${why}\n`, 1],
  ['mktemp -d -p /data', `mktemp: (null): ${why}\n`, 1],
  ['chmod 600 /config/a.txt', `chmod: /config/a.txt: ${why}\n`, 1],
  ['chown 1 /config/a.txt', `chown: /config/a.txt: ${why}\n`, 1],
  ['gzip /config/a.txt', `gzip: can't open '/config/a.txt.gz': ${why}\n`, 1],
  [
    'cd /tmp; tar cf t.tar -C /config a.txt; cd /data; tar xf /tmp/t.tar',
    `tar: can't remove old file a.txt: ${why}\n`,
    1,
  ],
  ['tar cf /x /config', `tar: can't open '/x': ${why}\n`, 1],
  ['sort -o /x /config/a.txt', `sort: can't open '/x': ${why}\n`, 2],
  ['truncate -s 1 /x', `truncate: /x: open: ${why}\n`, 1],
  [': > /x || echo failed', `sh: can't create /x: ${why}\n`, 1],
  ['echo why > /dev/termination-log; echo "1.2.3.4 x" >> /etc/hosts; echo x > /dev/null; echo $?', '0\n', 0],
  ['id; id -un; whoami', 'uid=0(root) gid=0(root) groups=0(root)\nroot\nroot\n', 0],
  ['cat /config/a.txt; ls /data', 'A\n', 0],
];

const driver = `for line in "$@"; do sh -c "$line" 2>&1 </dev/null; echo "=== $?"; done`;

onBoth('files that must not change, and other users than root', (cluster) => {
  let results: { output: string; code: number }[] = [];

  beforeAll(async () => {
    const { kubectl, apply } = cluster();
    await apply(...objects);
    await kubectl('wait', '--for=condition=Ready', 'pod/fixed', 'pod/someone', '--timeout=60s');
    const scripts = lines.map(([script]) => script);
    const text = await kubectl('exec', 'fixed', '--', 'sh', '-c', driver, 'sh', ...scripts);
    const parts = text.split(/^=== (\d+)\n/m);
    results = lines.map((_, index) => ({
      output: (parts[2 * index] ?? '').replace(/(temp file '.*)\w{6}'/, "$1######'"),
      code: Number(parts[2 * index + 1]),
    }));
  }, 120_000);

  test.each(lines.map(([script, output, code], index) => ({ script, output, code, index })))(
    '$script',
    ({ output, code, index }) => expect(results[index]).toEqual({ output, code }),
  );

  test('Node is told so too', async () => {
    const { kubectl } = cluster();
    await expect
      .poll(() => kubectl('get', 'pod', 'node', '-o', 'jsonpath={.status.phase}'), { timeout: 30_000 })
      .toBe('Succeeded');
    expect(await kubectl('logs', 'node')).toBe(`\
EROFS: read-only file system, open '/a' EROFS -30 open
EROFS: read-only file system, mkdir '/a' EROFS -30 mkdir
EROFS: read-only file system, unlink '/etc/passwd' EROFS -30 unlink
EROFS: read-only file system, rename '/etc/passwd' -> '/etc/p' EROFS -30 rename
EROFS: read-only file system, open '/etc/passwd' EROFS -30 open
EROFS: read-only file system, open '/config/a.txt' EROFS -30 open
went well
EROFS: read-only file system, open '/b' EROFS -30 open
EROFS: read-only file system, open '/c' EROFS -30 open
EROFS: read-only file system, open '/d' EROFS -30 open
`);
  });

  test('another user than root', async () => {
    const { kubectl } = cluster();
    const script = 'id; id -u; whoami; ps | head -2 | tail -1 | cut -c1-10; echo $HOME';
    expect(await kubectl('exec', 'someone', '--', 'sh', '-c', `{ ${script}; } 2>&1`)).toBe(`\
uid=1000 gid=3000 groups=3000
1000
whoami: unknown uid 1000
    1 1000
/
`);
  });
});
