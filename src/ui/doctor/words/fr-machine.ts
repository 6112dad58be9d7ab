import type { MachineProblems } from '../../../cluster/doctor/problem.ts';
import { counted, decimal, list } from './fr-words.ts';
import type { Catalogue } from './words.ts';

export const machine: Catalogue<MachineProblems> = {
  'node-too-old': {
    what: ({ version, wanted }) => `Node.js ${version} est trop ancien : il faut ${wanted}.`,
    next: () => 'Installez une version plus récente :',
  },
  'program-missing': {
    what: ({ program }) => `${program} n’est pas installé.`,
    next: ({ program }) => `Installez ${program} :`,
  },
  'program-broken': {
    what: ({ program }) => `${program} est installé, mais ne fonctionne pas.`,
    next: ({ program }) => `Réinstallez ${program} :`,
  },
  'program-silent': {
    what: ({ program, seconds }) => `${program} n’a pas donné sa version en ${seconds} s.`,
    next: () => 'Essayez-le à la main ; s’il reste bloqué là aussi, réinstallez-le :',
  },
  'program-too-old': {
    what: ({ program, version, wanted }) => `${program} ${version} ne convient pas : il faut ${wanted}.`,
    next: () => 'Installez une autre version :',
  },
  'version-unknown': {
    what: ({ program, wanted }) => `${program} ne dit pas sa version ; il faudrait ${wanted}.`,
    next: () => 'Vérifiez qu’il est assez récent.',
  },
  'requirement-unclear': {
    what: ({ program, wanted }) =>
      `L’atelier demande ${program} ${wanted}, ce qui n’est pas un intervalle de versions.`,
    next: () => 'Dites-le à son auteur ; un intervalle s’écrit par exemple >=1.20.',
  },
  'docker-not-in-wsl': {
    what: () => 'Docker Desktop ne sert pas encore cette distribution Linux de WSL.',
    next: () => 'Dans Docker Desktop : Settings, Resources, WSL integration ; activez cette distribution.',
  },
  'docker-is-podman': {
    what: ({ version }) =>
      `docker est Podman ${version} sous un autre nom : des parties des ateliers ne fonctionnent pas avec lui.`,
    next: () => 'Installez Docker :',
  },
  'plugin-missing': {
    what: ({ plugin }) => `docker n’a pas le plugin ${plugin}.`,
    next: ({ plugin }) => `Installez ${plugin} :`,
  },
  'docker-stopped': {
    what: ({ endpoint }) => `Aucun moteur Docker ne répond à ${endpoint}.`,
    next: () => 'Démarrez-le :',
  },
  'docker-not-allowed': {
    what: ({ endpoint }) => `Vous n’avez pas le droit de parler au moteur Docker de ${endpoint}.`,
    next: () =>
      'Rejoignez son groupe, et reconnectez-vous pour toutes les autres fenêtres (qui en est peut devenir root) :',
  },
  'docker-host-dead': {
    what: ({ host }) => `DOCKER_HOST vaut ${host}, où aucun moteur Docker ne répond.`,
    next: () => 'Revenez au moteur de cette machine, ou démarrez celui qui est visé :',
  },
  'docker-context-missing': {
    what: ({ context }) => `docker utilise le contexte ${context}, qui n’existe pas.`,
    next: () => 'Revenez au contexte habituel :',
  },
  'docker-silent': {
    what: ({ seconds }) => `Le moteur Docker n’a pas répondu en ${seconds} s.`,
    next: () => 'Redémarrez-le :',
  },
  'docker-failing': {
    what: () => 'docker ne peut pas utiliser son moteur.',
    next: () => 'Voyez ce qu’il dit, et redémarrez le moteur :',
  },
  'docker-elsewhere': {
    what: ({ endpoint }) =>
      `Le moteur Docker est sur une autre machine, ${endpoint} : son 127.0.0.1 n’est pas le vôtre.`,
    next: () => 'Revenez au moteur de cette machine :',
  },
  'cpus-few': {
    what: ({ cpus, wanted }) =>
      `Il y a ${counted(cpus, 'CPU', 'CPU')} ; minikube ne démarre pas avec moins de ${wanted}.`,
    next: () => 'Donnez-en plus à Docker ou à la machine virtuelle, ou utilisez --cluster practice.',
  },
  'memory-small': {
    what: ({ megabytes, wanted }) =>
      `Il y a ${megabytes} Mo de mémoire ; minikube ne démarre pas avec moins de ${wanted}.`,
    next: () => 'Donnez-en plus à Docker ou à la machine virtuelle, ou utilisez --cluster practice.',
  },
  'memory-taken': {
    what: ({ megabytes, wanted }) => `${megabytes} Mo de mémoire sont libres ; minikube en veut ${wanted}.`,
    next: () => 'Fermez ce qui ne sert pas, ou utilisez --cluster practice.',
  },
  'disk-low': {
    what: ({ path, gigabytes, wanted }) =>
      `${decimal(gigabytes)} Go sont libres dans ${path} ; il en faudrait ${decimal(wanted)} ou plus.`,
    next: () => 'Faites de la place :',
  },
  'virtualisation-off': {
    what: () => 'Ce processeur n’offre pas de machines virtuelles, ou son firmware les désactive.',
    next: () => 'minikube fonctionne quand même avec Docker.',
  },
  'virtualisation-not-allowed': {
    what: ({ device }) =>
      `Vous n’avez pas accès à ${device} : minikube ne peut donc pas créer de machine virtuelle.`,
    next: () => 'Avec Docker, il n’en a pas besoin ; sinon, rejoignez le groupe :',
  },
  'node-ports-taken': {
    what: ({ ports }) =>
      `Ports NodePort déjà occupés : ${list(ports)}. Un cluster qui tourne ici peut les avoir lui-même.`,
    next: () => 'Qui les occupe :',
  },
  'node-port-wanted': {
    what: ({ port }) =>
      `L’atelier utilise le NodePort ${port}, qu’un programme de cette machine occupe déjà.`,
    next: () => 'Cherchez lequel, et arrêtez-le :',
  },
  'proxy-without-exception': {
    what: ({ proxy, missing }) => `Ce qui va vers ${list(missing)} passerait par le proxy ${proxy}.`,
    next: () => 'Déclarez le cluster comme exception :',
  },
  'proxy-cases-differ': {
    what: ({ name, lower, upper }) =>
      `${name} vaut ${lower}, mais ${name.toUpperCase()} vaut ${upper} : chaque programme lit l’un ou l’autre.`,
    next: () => 'Mettez-les d’accord :',
  },
  'proxy-no-url': {
    what: ({ name, value }) => `${name} vaut ${value}, qui n’est pas l’adresse d’un proxy.`,
    next: () => 'Corrigez-la, ou supprimez-la :',
  },
  'terminal-small': {
    what: ({ columns, rows }) =>
      `Le terminal fait ${columns}×${rows} ; l’écran est prévu pour 80×24 ou plus.`,
    next: () => 'Agrandissez la fenêtre ; dans beaucoup de terminaux :',
  },
  'terminal-dumb': {
    what: () => 'Ce terminal (TERM=dumb) n’affiche pas d’écrans.',
    next: () => 'Les ateliers s’y déroulent en lignes de texte :',
  },
  'locale-not-utf8': {
    what: ({ locale }) =>
      `La locale est ${locale}, qui n’est pas en UTF-8 : accents et symboles peuvent être faux.`,
    next: () => 'Choisissez-en une qui le soit :',
  },
  'colours-few': {
    what: ({ term, colours }) =>
      `Ce terminal dit ne pas avoir ${colours <= 2 ? 'de couleurs' : `plus de ${colours} couleurs`} (TERM=${term}).`,
    next: () => 'S’il peut mieux :',
  },
  'true-colour-off': {
    what: ({ program }) => `${program} transmet 256 couleurs, et non toutes.`,
    next: () => 'Si le terminal autour peut mieux :',
  },
  'windows-console': {
    what: () => 'C’est l’ancienne console de Windows : il y manque des caractères et des couleurs.',
    next: () => 'Utilisez Windows Terminal :',
  },
};
