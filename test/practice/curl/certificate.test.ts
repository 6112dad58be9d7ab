import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const main = join(root, 'src', 'practice', 'tools', 'curl', 'main.ts');
const configuration = join(root, 'lessons', 'delivery', 'files', 'tls');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasOpenssl)(
  `an authority of one's own${hasOpenssl ? '' : ' (skipped: no openssl here)'}`,
  () => {
    let folder: string;
    let server: Server;
    let door: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'pilotage-certificate-'));
      const openssl = (line: string) =>
        execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' });
      const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -keyout';
      openssl(`req -x509 -config ${configuration}/ca.cnf ${key} ca.key -out ca.crt`);
      openssl(`req -new -config ${configuration}/home.cnf ${key} home.key -out home.csr`);
      openssl(
        `x509 -req -in home.csr -CA ca.crt -CAkey ca.key -set_serial 1 -extfile ${configuration}/home.cnf -extensions server -out home.crt`,
      );
      const certificate = {
        key: readFileSync(join(folder, 'home.key')),
        cert: readFileSync(join(folder, 'home.crt')),
      };
      server = createServer(certificate, ({ headers }, response) => response.end(`for ${headers.host}\n`));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      door = `::127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterAll(() => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      { what: 'vouches for a name below its own', line: '--cacert ca.crt https://site.home.arpa/', code: 0 },
      { what: 'does not for another', line: '--cacert ca.crt https://site.example/', code: 60 },
      { what: 'is not trusted unasked', line: 'https://site.home.arpa/', code: 60 },
      { what: 'cannot be read', line: '--cacert no/such/file https://site.home.arpa/', code: 77 },
    ])('$what: as the real curl has it', async ({ line, code }) => {
      const run = async (program: string, before: readonly string[]) => {
        const args = [...before, '-s', '--connect-to', door, ...line.split(' ')];
        const child = spawn(program, args, { cwd: folder });
        const [stdout, [exit]] = await Promise.all([text(child.stdout), once(child, 'close')]);
        return { stdout, exit };
      };
      const expected = { stdout: code === 0 ? 'for site.home.arpa\n' : '', exit: code };
      expect(await run(process.execPath, [main])).toEqual(expected);
      if (hasCurl) expect(await run('curl', [])).toEqual(expected);
    });
  },
);
