import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installedClients } from '../practice/support/kubectl.ts';

const run = promisify(execFile);

/** The kubectls that the table is made with: an old one that is still about, one of the middle, and the newest. */
export const VERSIONS = ['1.28', '1.32', '1.36'] as const;
export type ClientVersion = (typeof VERSIONS)[number];

/** A real kubectl, or the reason why there is none. */
export type Found = { readonly path: string } | { readonly missing: string };

/** Debian's suites that may have a client that this machine's own release does not. */
const SUITES = ['trixie', 'forky', 'sid', 'experimental'];
/** Debian's names for it: the later suites' first, where the other one is empty. */
const PACKAGES = ['kubectl', 'kubernetes-client'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pilotage-test', 'kubectl');

/** The kubectl of that version on this machine, in the cache, or else out of Debian's archive. */
export async function findClient(version: ClientVersion): Promise<Found> {
  const installed = installedClients().find((client) => client.version === version);
  if (installed) return { path: installed.path };
  const cached = join(cache, version, 'kubectl');
  if (existsSync(cached)) return { path: cached };
  try {
    await install(version);
    return { path: cached };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    return { missing: `kubectl ${version} is neither installed here nor to be had from Debian: ${reason}` };
  }
}

/** As another test may be at it too, all is done in a folder of its own, which then moves into place. */
async function install(version: ClientVersion): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'install-'));
  try {
    const apt = await privateApt(folder);
    const { stdout } = await apt('apt-cache', ['madison', ...PACKAGES]);
    const packaged = stdout.split('\n').flatMap((line) => {
      const [name = '', is] = line.split('|').map((cell) => cell.trim());
      return is === undefined ? [] : [{ name, is }];
    });
    const [chosen] = packaged
      .filter(({ is }) => is.startsWith(`${version}.`))
      .sort((a, b) => PACKAGES.indexOf(a.name) - PACKAGES.indexOf(b.name));
    const others = [...new Set(packaged.map(({ is }) => is))].join(' and ') || 'none';
    if (!chosen) throw new Error(`it has ${others}`);
    await apt('apt-get', ['-qq', 'download', `${chosen.name}=${chosen.is}`]);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.deb')) ?? '';
    const unpacked = join(folder, 'unpacked');
    await run('dpkg-deb', ['-x', join(folder, archive), unpacked]);
    const ready = join(folder, 'ready');
    await mkdir(ready);
    await rename(join(unpacked, 'usr', 'bin', 'kubectl'), join(ready, 'kubectl'));
    await chmod(join(ready, 'kubectl'), 0o755);
    await rename(ready, join(cache, version)).catch((error) => {
      if (!existsSync(join(cache, version, 'kubectl'))) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Apt = (program: string, args: string[]) => Promise<{ stdout: string }>;

/** apt with lists of its own, so that the machine's are left as they are, and nobody need be root. */
async function privateApt(folder: string): Promise<Apt> {
  const mirror = await debianMirror();
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  const sources = join(folder, 'sources.list');
  const conf = join(folder, 'apt.conf');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  await writeFile(sources, SUITES.map((suite) => `deb ${signed}${mirror} ${suite} main\n`).join(''));
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': folder,
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': 'root',
  };
  await writeFile(
    conf,
    Object.entries(settings)
      .map(([name, value]) => `${name} "${value}";\n`)
      .join(''),
  );
  const apt: Apt = (program, args) =>
    run(program, args, { cwd: folder, env: { ...process.env, APT_CONFIG: conf }, timeout: 180_000 });
  await apt('apt-get', ['-qq', 'update']);
  return apt;
}

/** The mirror that this machine's apt has its Debian from. */
async function debianMirror(): Promise<string> {
  const format = '$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const known = stdout.split('\n').find((line) => line.startsWith('Debian|Debian|main|'));
  if (known) return known.split('|')[3] ?? '';
  // No lists have been fetched yet: the sources themselves say it.
  const { stdout: configured } = await run('sh', [
    '-c',
    'cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null || true',
  ]);
  const mirror = /\b(?:https?|file):\/\/\S+\/debian\/?(?=\s)/.exec(configured)?.[0];
  if (!mirror) throw new Error('apt has no mirror of Debian configured');
  return mirror;
}
