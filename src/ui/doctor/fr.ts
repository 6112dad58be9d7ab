import { sayReason } from '../../engine/reasons/say.ts';
import type { DoctorWords } from './words.ts';

const list = (names: readonly (string | number)[]) => names.join(', ');
/** In French, nought is singular, too. */
const counted = (count: number, one: string, many: string) => `${decimal(count)} ${count < 2 ? one : many}`;
const decimal = (number: number) => String(number).replace('.', ',');

export const fr: DoctorWords = {
  language: 'fr',
  title: (lesson, cluster, system) => `${lesson} sur ${cluster}, ${system}`,
  needs: {
    practice:
      'Le cluster d’entraînement n’a besoin que de Node.js et de bash : il apporte lui-même kubectl, docker, minikube et curl.',
    minikube:
      'minikube a besoin de Docker ou de machines virtuelles, de 2 CPU, de 2 Go de mémoire et de 20 Go de disque.',
    context: 'Un cluster de votre kubeconfig demande kubectl, et Docker si la leçon construit des images.',
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
    images: 'images',
    terminal: 'terminal',
  },
  severities: { missing: 'manque :', warning: 'attention :', info: 'note :' },
  problems: {
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
        `La leçon demande ${program} ${wanted}, ce qui n’est pas un intervalle de versions.`,
      next: () => 'Dites-le à son auteur ; un intervalle s’écrit par exemple >=1.20.',
    },
    'docker-not-in-wsl': {
      what: () => 'Docker Desktop ne sert pas encore cette distribution Linux de WSL.',
      next: () => 'Dans Docker Desktop : Settings, Resources, WSL integration ; activez cette distribution.',
    },
    'docker-is-podman': {
      what: ({ version }) =>
        `docker est Podman ${version} sous un autre nom : des parties des leçons ne fonctionnent pas avec lui.`,
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
        `La leçon utilise le NodePort ${port}, qu’un programme de cette machine occupe déjà.`,
      next: () => 'Cherchez lequel, et arrêtez-le :',
    },
    'kubeconfig-broken': {
      what: ({ path }) => `Le kubeconfig ${path} est illisible : il n’est pas valide.`,
      next: () => 'Corrigez le fichier ; ceci dit où est l’erreur :',
    },
    'kubeconfig-unreadable': {
      what: ({ path }) => `Vous n’avez pas le droit de lire le kubeconfig ${path}.`,
      next: () => 'Voyez à qui il est ; prenez-le, ou nommez-en un autre dans KUBECONFIG :',
    },
    'kubeconfig-public': {
      what: ({ path }) =>
        `D’autres utilisateurs de cette machine peuvent lire le kubeconfig ${path}, avec ses clés.`,
      next: () => 'Gardez-le pour vous :',
    },
    'kubeconfig-listed-missing': {
      what: ({ path }) => `KUBECONFIG nomme ${path}, qui n’existe pas.`,
      next: () => 'kubectl ne s’en plaint pas ; corrigez KUBECONFIG si ce fichier devrait exister.',
    },
    'kubeconfig-several': {
      what: ({ paths }) =>
        `KUBECONFIG nomme ${paths.length} fichiers ; entre deux entrées du même nom, celle du premier compte.`,
      next: () => 'Rien à faire, sauf si un contexte n’est pas celui que vous attendez.',
    },
    'current-context-missing': {
      what: ({ context }) =>
        `Le contexte courant ${context} n’est pas dans le kubeconfig. L’atelier s’en passe.`,
      next: () => 'Choisissez-en un pour votre propre travail :',
    },
    'context-missing': {
      what: ({ context, known }) =>
        `Il n’y a pas de contexte ${context}${known.length === 0 ? '' : ` ; il y a : ${list(known)}`}.`,
      next: () => 'Nommez-en un qui existe, ou utilisez --cluster practice :',
    },
    'context-broken': {
      what: ({ context }) => `Le contexte ${context} est inutilisable.`,
      next: () => 'Faites-le réécrire par son cluster, ou corrigez le kubeconfig :',
    },
    'context-not-local': {
      what: ({ context, server }) =>
        `Le contexte ${context} n’est pas connu comme un cluster de cette machine (${server}). Rien n’y a été envoyé.`,
      next: () => 'pilotage start vous fera d’abord taper son nom, et travaillera dans un namespace à part.',
    },
    'certificate-file-missing': {
      what: ({ context, path }) => `Le contexte ${context} nomme le fichier ${path}, qui n’existe pas.`,
      next: () => 'Faites-le réécrire par son cluster, ou corrigez le kubeconfig :',
    },
    'certificate-unreadable': {
      what: ({ context, path }) => `Le contexte ${context} a un certificat illisible, dans ${path}.`,
      next: () => 'Faites-le réécrire par son cluster, ou corrigez le kubeconfig :',
    },
    'certificate-expired': {
      what: ({ context, on }) => `Le certificat du contexte ${context} a expiré le ${on}.`,
      next: () => 'Faites-en écrire un nouveau par son cluster, ou demandez à son administrateur :',
    },
    'certificate-expires': {
      what: ({ context, on, days }) =>
        `Le certificat du contexte ${context} expire le ${on}, dans ${counted(days, 'jour', 'jours')}.`,
      next: () => 'Faites-le renouveler à temps :',
    },
    'sign-in-program-missing': {
      what: ({ context, program }) =>
        `Le contexte ${context} s’authentifie avec le programme ${program}, qui manque.`,
      next: () => 'Installez-le comme le dit l’administrateur du cluster.',
    },
    'cluster-unreachable': {
      what: ({ context, reason }) =>
        `Le cluster du contexte ${context} est inutilisable : ${sayReason(reason, 'fr')}.`,
      next: () => 'Démarrez-le, ou utilisez --cluster practice :',
    },
    'cluster-not-started': {
      what: ({ context }) => `Le cluster ${context} de minikube existe, et ne tourne pas.`,
      next: () => 'Rien à faire : minikube start est la première étape de la leçon.',
    },
    'version-skew': {
      what: ({ client, server }) =>
        `kubectl est en ${client} et le cluster en ${server} : plus d’une version mineure d’écart n’est pas permise.`,
      next: () => 'Utilisez un kubectl plus proche du cluster :',
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
    'image-absent': {
      what: ({ image, registry }) => `L’image ${image} n’est pas dans ${registry}.`,
      next: () => 'Voyez vous-même, et dites-le à l’auteur de la leçon :',
    },
    'image-denied': {
      what: ({ image, registry }) =>
        `${registry} ne donne pas l’image ${image} : elle n’existe pas, ou demande de s’identifier.`,
      next: () => 'Voyez vous-même, et dites-le à l’auteur de la leçon :',
    },
    'registry-limited': {
      what: ({ registry, images }) =>
        `${registry} refuse pour l’instant d’autres téléchargements depuis votre adresse (limite atteinte) : ${list(images)}.`,
      next: () => 'Attendez quelques heures, changez de réseau, ou identifiez-vous :',
    },
    'registry-limit-near': {
      what: ({ registry, remaining, limit, hours, images }) =>
        `${registry} laisse à votre adresse encore ${remaining} images sur ${limit} en ${hours} h ; la leçon en demande ${images}.`,
      next: () => 'En vous identifiant, vous aurez votre propre limite :',
    },
    'registry-unreachable': {
      what: ({ registry, images }) =>
        `Le registry ${registry} est injoignable ; ces images en viennent : ${list(images)}.`,
      next: () =>
        'Vérifiez le réseau et le proxy, ou utilisez --cluster practice, qui n’a pas besoin de réseau.',
    },
    'registry-troubled': {
      what: ({ registry, status, images }) =>
        `${registry} répond ${status} quand on demande ${list(images)}.`,
      next: () => 'Réessayez plus tard.',
    },
    'terminal-small': {
      what: ({ columns, rows }) =>
        `Le terminal fait ${columns}×${rows} ; l’écran est prévu pour 80×24 ou plus.`,
      next: () => 'Agrandissez la fenêtre ; dans beaucoup de terminaux :',
    },
    'terminal-dumb': {
      what: () => 'Ce terminal (TERM=dumb) n’affiche pas d’écrans.',
      next: () => 'Les leçons y passent en lignes de texte :',
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
  },
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
