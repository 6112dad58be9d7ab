import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { findProgram } from '../../../base/find-program.ts';
import { KubeconfigError } from '../../api/errors.ts';
import { type Kubeconfig, readKubeconfig, type Target } from '../../api/kubeconfig.ts';
import { withAbsolutePaths } from '../../api/minify.ts';
import { findContext, kubeconfigPaths } from '../../context/learner-kubeconfig.ts';
import { whyNotLocal } from '../../context/local.ts';

export interface KubeconfigFile {
  readonly path: string;
  /** `listed`: KUBECONFIG names it. */
  readonly listed: boolean;
  /** Bits of the file's mode; undefined where the system has none. */
  readonly mode: number | undefined;
  readonly config:
    | Kubeconfig
    | { readonly missing: boolean; readonly denied: boolean; readonly error: string };
}

export interface CertificateFact {
  readonly path: string;
  readonly error: 'missing' | 'unreadable' | undefined;
  /** When it stops to count. */
  readonly until: Date | undefined;
}

/** A context of the learner's kubeconfig, as far as it can be known without asking anybody. */
export interface ContextFact {
  readonly target: Target;
  /** The file it is from. */
  readonly path: string;
  /** Why it may be a cluster elsewhere. */
  readonly stranger: string | undefined;
  readonly certificates: readonly CertificateFact[];
  /** The program that signs the user in, where that is not there. */
  readonly missingProgram: string | undefined;
}

export interface KubeconfigFacts {
  readonly files: readonly KubeconfigFile[];
  readonly context: ContextFact | { readonly error: string } | undefined;
}

export async function gatherKubeconfig(
  context: string | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<KubeconfigFacts> {
  const listed = (env.KUBECONFIG ?? '').split(delimiter).some((path) => path !== '');
  const files = await Promise.all(kubeconfigPaths(env).map((path) => fileAt(path, listed)));
  const holds = files.some(
    ({ config }) => 'contexts' in config && config.contexts.some(({ name }) => name === context),
  );
  if (context === undefined || !holds) return { files, context: undefined };
  try {
    const found = await findContext(context, env);
    return {
      files,
      context: await contextFact(withAbsolutePaths(found.target, found.path), found.path, env),
    };
  } catch (error) {
    return { files, context: { error: (error as Error).message } };
  }
}

async function fileAt(path: string, listed: boolean): Promise<KubeconfigFile> {
  const mode =
    process.platform === 'win32'
      ? undefined
      : await stat(path).then(
          (is) => is.mode & 0o777,
          () => undefined,
        );
  try {
    return { path, listed, mode, config: await readKubeconfig(path) };
  } catch (error) {
    if (!(error instanceof KubeconfigError)) throw error;
    const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
    const denied = code === 'EACCES' || code === 'EPERM';
    return { path, listed, mode, config: { missing: error.missing, denied, error: error.message } };
  }
}

async function contextFact(
  target: Target,
  path: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<ContextFact> {
  const { cluster, user } = target;
  const named = [cluster['certificate-authority'], user?.['client-certificate'], user?.['client-key']];
  const paths = named.filter((value): value is string => typeof value === 'string' && value !== '');
  const embedded = [cluster['certificate-authority-data'], user?.['client-certificate-data']];
  const certificates = await Promise.all(paths.map(certificateAt));
  for (const data of embedded) {
    if (typeof data === 'string') certificates.push(certificateIn(path, Buffer.from(data, 'base64')));
  }
  const exec = user?.exec as { command?: unknown } | undefined;
  const command = typeof exec?.command === 'string' ? exec.command : undefined;
  const isThere = command === undefined || findProgram(command, env.PATH) !== undefined;
  return {
    target,
    path,
    stranger: whyNotLocal(target),
    certificates,
    missingProgram: isThere ? undefined : command,
  };
}

async function certificateAt(path: string): Promise<CertificateFact> {
  try {
    return certificateIn(path, await readFile(path));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { path, error: missing ? 'missing' : 'unreadable', until: undefined };
  }
}

function certificateIn(path: string, bytes: Buffer): CertificateFact {
  // A key has no end.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(bytes.toString('latin1'))) {
    return { path, error: undefined, until: undefined };
  }
  try {
    return { path, error: undefined, until: new Date(new X509Certificate(bytes).validTo) };
  } catch {
    return { path, error: 'unreadable', until: undefined };
  }
}
