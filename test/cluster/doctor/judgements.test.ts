import { describe, expect, test } from 'vitest';
import { portsOfNetstat, portsOfTable } from '../../../src/cluster/doctor/gather/ports.ts';
import { gatherTerminal } from '../../../src/cluster/doctor/gather/terminal.ts';
import { judgeNode } from '../../../src/cluster/doctor/probes/node.ts';
import { judgePorts } from '../../../src/cluster/doctor/probes/ports.ts';
import { judgeProxy } from '../../../src/cluster/doctor/probes/proxy.ts';
import { judgeResources } from '../../../src/cluster/doctor/probes/resources.ts';
import { judgeTerminal } from '../../../src/cluster/doctor/probes/terminal.ts';
import { judgeVirtualisation } from '../../../src/cluster/doctor/probes/virtualisation.ts';
import type { Finding } from '../../../src/cluster/doctor/problem.ts';
import { recognise, type System } from '../../../src/cluster/doctor/system.ts';

const linux: System = {
  platform: 'linux',
  arch: 'x64',
  ...recognise('linux', 'ID=debian\nVERSION_ID="12"\n'),
  wsl: false,
  root: false,
  systemd: true,
  dockerRepository: false,
};
const ids = ({ problems }: Finding) => problems.map(({ id, severity }) => `${severity} ${id}`);

describe('Node.js', () => {
  test.each([
    ['24.1.0', []],
    ['22.19.0', []],
    ['25.0.0-nightly', []],
    ['22.18.0', ['missing node-too-old']],
    ['20.19.0', ['missing node-too-old']],
  ])('%s', (version, expected) => {
    expect(ids(judgeNode(version, '>=22.19', linux))).toEqual(expected);
  });
});

describe('resources', () => {
  const gibibyte = 2 ** 30;
  const good = {
    cpus: 2,
    memory: 4 * gibibyte,
    freeMemory: 3 * gibibyte,
    disk: { path: '/', free: 30 * gibibyte },
  };
  const minikube = { kind: 'minikube', profile: 'pilotage' } as const;

  test.each([
    [good, []],
    [{ ...good, cpus: 1 }, ['missing cpus-few']],
    [{ ...good, memory: gibibyte }, ['missing memory-small']],
    [{ ...good, freeMemory: gibibyte }, ['warning memory-taken']],
    [{ ...good, freeMemory: undefined }, []],
    [{ ...good, disk: { path: '/', free: 10 * gibibyte } }, ['warning disk-low']],
    [{ ...good, disk: { path: '/', free: gibibyte } }, ['missing disk-low']],
    [{ ...good, disk: undefined }, []],
  ])('minikube on %o', (facts, expected) => {
    expect(ids(judgeResources(facts, minikube))).toEqual(expected);
  });

  test('the practice cluster asks for a little disk, and stops nobody', () => {
    const poor = { cpus: 1, memory: gibibyte / 2, freeMemory: 0, disk: { path: '/', free: gibibyte / 10 } };
    expect(ids(judgeResources(poor, { kind: 'practice' }))).toEqual(['warning disk-low']);
  });
});

describe('ports', () => {
  test('the listeners of a table of Linux', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:7562 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:7580 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 00000000000000000000000001000000:7FFF 00000000000000000000000000000000:0000 0A 00000000:00000000 00:0 0 0 3 1
`;
    expect(portsOfTable(table)).toEqual([30_050, 32_767]);
  });

  test('the listeners of netstat, of macOS and of Windows', () => {
    const mac =
      'tcp4       0      0  127.0.0.1.30080        *.*                    LISTEN\ntcp46 0 0 *.31000 *.* LISTEN\n';
    const windows =
      '  TCP    127.0.0.1:30080   0.0.0.0:0   LISTENING\r\n  TCP  127.0.0.1:5  127.0.0.1:6  ESTABLISHED\r\n';
    expect(portsOfNetstat(mac)).toEqual([30_080, 31_000]);
    expect(portsOfNetstat(windows)).toEqual([30_080]);
  });

  test('one that the lesson asks for is a warning, others are good to know', () => {
    expect(ids(judgePorts([30_080], [30_080]))).toEqual(['warning node-port-wanted']);
    expect(ids(judgePorts([30_080], [30_081]))).toEqual(['info node-ports-taken']);
    expect(ids(judgePorts([], [30_081]))).toEqual([]);
    expect(ids(judgePorts(undefined, [30_081]))).toEqual([]);
  });
});

describe('virtual machines', () => {
  const kvm = (allowed: boolean) => ({ on: true, device: { path: '/dev/kvm', allowed } });
  test.each([
    [kvm(true), []],
    [kvm(false), ['info virtualisation-not-allowed']],
    [{ on: false, device: undefined }, ['info virtualisation-off']],
    [{ on: undefined, device: undefined }, []],
  ])('%o', (facts, expected) => {
    expect(ids(judgeVirtualisation(facts, linux))).toEqual(expected);
  });
});

describe('proxies', () => {
  const proxy = 'http://proxy.example:3128';
  const judge = (env: NodeJS.ProcessEnv, direct = ['127.0.0.1'], windows = false) =>
    ids(judgeProxy(env, direct, windows));
  const without = ['warning proxy-without-exception'];

  test.each<[NodeJS.ProcessEnv, string[]]>([
    [{}, []],
    [{ NO_PROXY: 'x' }, []],
    [{ HTTP_PROXY: proxy }, without],
    [{ http_proxy: proxy, no_proxy: 'localhost' }, without],
    [{ http_proxy: proxy, no_proxy: 'localhost, 127.0.0.1' }, []],
    [{ http_proxy: proxy, no_proxy: '127.0.0.0/8' }, []],
    [{ http_proxy: proxy, no_proxy: '*' }, []],
    [{ http_proxy: proxy, HTTP_PROXY: proxy, no_proxy: '*', NO_PROXY: '*' }, []],
    [{ http_proxy: proxy, HTTP_PROXY: 'http://other:1', no_proxy: '*' }, ['warning proxy-cases-differ']],
    [{ http_proxy: proxy, no_proxy: '127.0.0.1', NO_PROXY: 'x' }, ['warning proxy-cases-differ']],
    [{ https_proxy: 'not a proxy', no_proxy: '127.0.0.1' }, ['warning proxy-no-url']],
    [{ https_proxy: 'proxy:3128', no_proxy: '127.0.0.1' }, []],
    [{ https_proxy: 'socks5h://proxy:1080', no_proxy: '127.0.0.1' }, []],
  ])('%o', (env, expected) => {
    expect(judge(env)).toEqual(expected);
  });

  test('an exception covers a network only as a whole, and a name by its domain', () => {
    const all = (no_proxy: string, direct: string[]) => judge({ http_proxy: proxy, no_proxy }, direct);
    expect(all('192.168.0.0/16', ['192.168.49.0/24'])).toEqual([]);
    expect(all('192.168.49.0/28', ['192.168.49.0/24'])).toEqual(without);
    expect(all('192.168.49.2', ['192.168.49.0/24'])).toEqual(without);
    expect(all('.example.org', ['k.example.org'])).toEqual([]);
    expect(all('ample.org', ['k.example.org'])).toEqual(without);
    expect(all('fd00::/8', ['fd00::5'])).toEqual([]);
  });

  test('Windows has one variable where others have two', () => {
    expect(judge({ http_proxy: proxy, HTTP_PROXY: 'http://other:1', no_proxy: '*' }, [], true)).toEqual([]);
  });
});

describe('the terminal', () => {
  const output = (depth: number, columns = 100, rows = 30) => ({
    isTTY: true as const,
    columns,
    rows,
    getColorDepth: () => depth,
  });
  const utf8 = { LANG: 'en_GB.UTF-8' };
  const judge = (
    out: ReturnType<typeof output>,
    env: NodeJS.ProcessEnv,
    platform: NodeJS.Platform = 'linux',
  ) =>
    ids(
      judgeTerminal(
        gatherTerminal(out, env, platform),
        platform === 'win32' ? { ...linux, ...recognise('win32', ''), platform } : linux,
      ),
    );

  test.each<[number, NodeJS.ProcessEnv, string[]]>([
    [24, { ...utf8, TERM: 'xterm-256color', COLORTERM: 'truecolor' }, []],
    [8, { ...utf8, TERM: 'xterm-256color' }, []],
    [4, { ...utf8, TERM: 'xterm' }, ['info colours-few']],
    [1, { ...utf8, TERM: 'dumb' }, ['info terminal-dumb']],
    [8, { ...utf8, TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0' }, ['info true-colour-off']],
    [8, { ...utf8, TERM: 'tmux-256color', TMUX: 'x', COLORTERM: 'truecolor' }, []],
    [8, { ...utf8, TERM: 'screen-256color', STY: '1.pts' }, ['info true-colour-off']],
    [24, { LANG: 'de_DE', TERM: 'xterm-256color' }, ['warning locale-not-utf8']],
    [24, { TERM: 'xterm-256color' }, ['warning locale-not-utf8']],
    [24, { ...utf8, LC_ALL: 'C', TERM: 'xterm-256color' }, ['warning locale-not-utf8']],
    [24, { LC_CTYPE: 'C.utf8', TERM: 'xterm-256color' }, []],
  ])('of depth %i with %o', (depth, env, expected) => {
    expect(judge(output(depth), env)).toEqual(expected);
  });

  test('that is too small in either direction', () => {
    const env = { ...utf8, TERM: 'xterm-256color' };
    expect(judge(output(24, 79, 30), env)).toEqual(['warning terminal-small']);
    expect(judge(output(24, 80, 23), env)).toEqual(['warning terminal-small']);
    expect(judge(output(24, 80, 24), env)).toEqual([]);
  });

  test('of Windows: the old console is told, the new one is good, and locales are no matter', () => {
    expect(judge(output(24), {}, 'win32')).toEqual(['warning windows-console']);
    expect(judge(output(24), { WT_SESSION: 'x' }, 'win32')).toEqual([]);
  });

  test('that is none has no size and no colours', () => {
    const none = { isTTY: false, columns: 0, rows: 0, getColorDepth: () => 1 } as unknown as ReturnType<
      typeof output
    >;
    expect(judge(none, utf8)).toEqual([]);
  });
});
