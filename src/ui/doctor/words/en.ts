import { cluster } from './en-cluster.ts';
import { machine } from './en-machine.ts';
import { counted } from './en-words.ts';
import type { DoctorWords } from './words.ts';

export const en: DoctorWords = {
  language: 'en',
  looking: 'Looking at this machine …',
  title: (lesson, cluster, system) => `${lesson} on ${cluster}, ${system}`,
  needs: {
    practice:
      'The practice cluster needs Node.js and bash only: it brings kubectl, docker, minikube and curl itself.',
    minikube: 'minikube needs Docker or virtual machines, 2 CPUs, 2 GB of memory and 20 GB of disk.',
    context: 'A cluster of your kubeconfig needs kubectl, and Docker where the lesson builds images.',
  },
  probes: {
    node: 'Node.js',
    programs: 'programs',
    docker: 'Docker',
    resources: 'resources',
    virtualisation: 'virtual machines',
    ports: 'NodePorts',
    kubeconfig: 'kubeconfig',
    server: 'cluster',
    proxy: 'proxy',
    mirror: 'mirror',
    images: 'images',
    terminal: 'terminal',
  },
  severities: { missing: 'missing:', warning: 'warning:', info: 'note:' },
  problems: { ...machine, ...cluster },
  seen: (evidence) => `seen: ${evidence}`,
  readOn: (link) => `more: ${link}`,
  ready: (warnings) =>
    warnings === 0
      ? 'Nothing is missing.'
      : `Nothing is missing; ${counted(warnings, 'warning', 'warnings')}.`,
  notReady: (missing, warnings) =>
    `${counted(missing, 'thing is', 'things are')} missing${warnings === 0 ? '' : `; ${counted(warnings, 'warning', 'warnings')}`}.`,
};
