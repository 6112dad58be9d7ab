import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root, run } from '../support/program.ts';

describe('the Git server of continuous delivery', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-git-'));
  const login = join(folder, 'git', 'login');
  // Nothing of the developer's own settings, and nobody to ask for a password.
  const env = { HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_ASKPASS: 'true', GIT_TERMINAL_PROMPT: '0' };
  const bash = (script: string) => run('bash', ['-ec', script], { cwd: folder, env });
  const start = async () => (await bash('bash git/start.sh')).stdout.trim();
  const silent = (address: string) =>
    vi.waitFor(() => expect(fetch(address)).rejects.toThrow(), { timeout: 20_000 });
  let address = '';

  beforeAll(async () => {
    cpSync(join(root, 'lessons', 'delivery', 'files', 'git'), join(folder, 'git'), { recursive: true });
    await bash('git init --quiet --bare --initial-branch=main home.git');
    const hook = join(folder, 'home.git', 'hooks', 'post-receive');
    writeFileSync(hook, '#!/bin/sh\nwhile read -r old new name; do echo "heard of $name"; done\n');
    chmodSync(hook, 0o755);
    address = await start();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await silent(address);
  });

  it('takes a push from whoever has the password, lets the hook answer, and hands the commit out again', async () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(login).mode & 0o777).toBe(0o600);
    // More than git sends without saying how much it will be, and more than fits into a pipe.
    writeFileSync(join(folder, 'big'), randomBytes(3_000_000));
    const pushed = await bash(`
      git init --quiet --initial-branch=main site; mv big site
      git -C site -c user.name=L -c user.email=l@example.org add .
      git -C site -c user.name=L -c user.email=l@example.org commit --quiet --message first
      git -C site push "$(cat git/login)/home.git" main
      git clone --quiet "$(cat git/login)/home.git" again
      cmp site/big again/big`);
    expect(pushed.stderr).toContain('remote: heard of refs/heads/main');
    expect(pushed).toMatchObject({ exit: 0 });
  });

  it.each([
    ['without a password', (url: string) => url],
    ['with a wrong one', (url: string) => url.replace('//', '//learner:guess@')],
  ])('turns away whoever comes %s', async (_, as) => {
    const { exit, stderr } = await bash(`git ls-remote ${as(address)}/home.git`);
    expect(stderr).toMatch(/Authentication failed/);
    expect(exit).toBe(128);
    expect((await fetch(`${address}/home.git/config`)).status).toBe(401);
  });

  it('serves nothing but its repositories', async () => {
    const { username, password } = new URL(readFileSync(login, 'utf8'));
    const headers = { Authorization: `Basic ${btoa(`${username}:${password}`)}` };
    for (const path of [
      'home.git/config',
      'git/info/refs?service=git-upload-pack',
      '..%2fhome.git/git-upload-pack',
    ])
      expect((await fetch(`${address}/${path}`, { headers })).status, path).toBe(404);
    expect(await (await fetch(address, { headers })).text()).toBe('home.git\n');
  });

  it('is left alone by a second start, and has the same address and password after an end', async () => {
    const before = readFileSync(login, 'utf8');
    expect(await start()).toBe(address);
    rmSync(login);
    await silent(address);
    writeFileSync(login, before);
    expect(await start()).toBe(address);
    expect(readFileSync(login, 'utf8')).toBe(before);
  });
});
