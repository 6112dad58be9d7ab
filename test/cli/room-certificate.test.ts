import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/hub/protocol/log-stream.ts';
import { paths } from '../../src/hub/protocol/protocol.ts';
import { freePort } from '../support/free-port.ts';
import { learners } from '../support/learner.ts';
import { pilotage } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const me = learners();
const lesson = uiLesson('straight');
const missing = spawnSync('openssl', ['version']).status === 0 ? undefined : 'there is no openssl here';

describe.skipIf(missing)(`a class with a certificate of its own${missing ? ` (${missing})` : ''}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilotage-authority-'));
    writeFileSync(join(folder, 'room.ext'), 'subjectAltName=IP:127.0.0.1');
    const openssl = (line: string) =>
      execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' });
    const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
    openssl(`req -x509 ${key} -keyout ca.key -out ca.pem -subj /CN=School -days 2`);
    openssl(`req ${key} -keyout room.key -out room.csr -subj /CN=room`);
    openssl('x509 -req -in room.csr -CA ca.pem -CAkey ca.key -set_serial 1 -extfile room.ext -out room.pem');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is gone through by whoever trusts it, and by nobody else', { timeout: 120_000 }, async () => {
    const ca = join(folder, 'ca.pem');
    const port = String(await freePort());
    const tls = ['--tls-cert', join(folder, 'room.pem'), '--tls-key', join(folder, 'room.key')];
    const where = ['--host', '127.0.0.1', '--port', port, ...tls];
    const said = await me()
      .start(['lead', lesson, '--headless', ...where], { columns: 200 })
      .until(/#projector\.[\w-]{43}/);
    const [, address = '', token = ''] = /join (https:\S+)[\s\S]*#(instructor\S+)/.exec(said) ?? [];
    const asInstructor = (path: string, body?: object) =>
      ask(new URL(path, address), { ca: readFileSync(ca), token, body });
    await asInstructor(paths.commands, { v: 1, type: 'message', id: 'm1', to: null, text: 'Good morning' });

    const args = ['join', address, '--name', 'Anna', '--lesson', lesson, '--plain'];
    const stranger = await pilotage(args, { env: { PILOTAGE_HOME: me().home } });
    expect([stranger.exit, stranger.stderr]).toEqual([
      3,
      expect.stringMatching(/authority.* does not know[\s\S]*NODE_EXTRA_CA_CERTS=ca\.pem/),
    ]);
    me().start(args, { columns: 200, env: { NODE_EXTRA_CA_CERTS: ca } });
    await me().until('Instructor, to all: Good morning');
    await me().press('\r', /first\n✓ Done/);
    await me().press('q\r', `To go on: pilotage join ${address}`);
    expect(await me().terminal.ended).toBe(0);
    const { state } = JSON.parse(await asInstructor(paths.state)) as Snapshot;
    const [anna] = state.learners;
    expect(anna).toMatchObject({ name: 'Anna' });
    expect(anna?.runs[anna.run]?.steps[0]?.status).toBe('done');
  });
});

/** `fetch` of this process knows no other authorities than its own. */
function ask(
  url: URL,
  { ca, token, body }: { ca: Buffer; token: string; body?: object | undefined },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const asking = request(url, { ca, headers, method: body ? 'POST' : 'GET' }, (answer) => {
      text(answer).then(resolve, reject);
    });
    asking.on('error', reject).end(body && JSON.stringify(body));
  });
}
