import type { VirtualisationFacts } from '../gather/virtualisation.ts';
import { asRoot } from '../mend/packages.ts';
import { type Finding, problem } from '../problem.ts';
import type { System } from '../system.ts';

/** Whether minikube could run its node in a virtual machine: its other way where there is no Docker. */
export function judgeVirtualisation({ on, device }: VirtualisationFacts, system: System): Finding {
  const link = 'https://minikube.sigs.k8s.io/docs/drivers/';
  if (on === false) {
    return { found: [], problems: [problem('info', 'virtualisation-off', {}, '/proc/cpuinfo', { link })] };
  }
  if (device !== undefined && !device.allowed) {
    const command = `${asRoot(system)}usermod -aG kvm "$USER" && newgrp kvm`;
    const found = problem('info', 'virtualisation-not-allowed', { device: device.path }, device.path, {
      command,
      link,
    });
    return { found: [], problems: [found] };
  }
  return { found: device ? [device.path] : [], problems: [] };
}
