import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';

export interface VirtualisationFacts {
  /** The processor can run virtual machines, and may; undefined where that cannot be told. */
  readonly on: boolean | undefined;
  /** Linux' device for it, where there is one. */
  readonly device: { readonly path: string; readonly allowed: boolean } | undefined;
}

const kvm = '/dev/kvm';

export async function gatherVirtualisation(): Promise<VirtualisationFacts> {
  if (process.platform !== 'linux') return { on: undefined, device: undefined };
  const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const may = (mode: number) =>
    access(kvm, mode).then(
      () => true,
      () => false,
    );
  const device = (await may(constants.F_OK))
    ? { path: kvm, allowed: await may(constants.R_OK | constants.W_OK) }
    : undefined;
  // Only Intel's and AMD's processors say it there.
  const said = /^flags\s*:/m.test(cpuinfo);
  return {
    on: device !== undefined || (said ? /^flags\s*:.*\b(vmx|svm)\b/m.test(cpuinfo) : undefined),
    device,
  };
}
