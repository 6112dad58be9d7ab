import { cluster } from './fr-cluster.ts';
import { machine } from './fr-machine.ts';
import { counted } from './fr-words.ts';
import type { DoctorWords } from './words.ts';

export const fr: DoctorWords = {
  language: 'fr',
  looking: 'Examen de cette machine …',
  title: (lesson, cluster, system) => `${lesson} sur ${cluster}, ${system}`,
  needs: {
    practice:
      'Le cluster d’entraînement n’a besoin que de Node.js et de bash : il apporte lui-même kubectl, docker, minikube et curl.',
    minikube:
      'minikube a besoin de Docker ou de machines virtuelles, de 2 CPU, de 2 Go de mémoire et de 20 Go de disque.',
    context: 'Un cluster de votre kubeconfig demande kubectl, et Docker si l’atelier construit des images.',
  },
  probes: {
    node: 'Node.js',
    programs: 'programmes',
    docker: 'Docker',
    resources: 'ressources',
    virtualisation: 'machines virtuelles',
    ports: 'NodePorts',
    kubeconfig: 'kubeconfig',
    server: 'cluster',
    proxy: 'proxy',
    mirror: 'miroir',
    images: 'images',
    terminal: 'terminal',
  },
  severities: { missing: 'manque :', warning: 'attention :', info: 'note :' },
  problems: { ...machine, ...cluster },
  seen: (evidence) => `vu : ${evidence}`,
  readOn: (link) => `pour en savoir plus : ${link}`,
  ready: (warnings) =>
    warnings === 0
      ? 'Il ne manque rien.'
      : `Il ne manque rien ; ${counted(warnings, 'avertissement', 'avertissements')}.`,
  notReady: (missing, warnings) =>
    `Il manque ${counted(missing, 'chose', 'choses')}${
      warnings === 0 ? '' : ` ; ${counted(warnings, 'avertissement', 'avertissements')}`
    }.`,
};
