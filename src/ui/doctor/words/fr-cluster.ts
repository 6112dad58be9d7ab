import type { ClusterProblems } from '../../../cluster/doctor/problem.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import { counted, list } from './fr-words.ts';
import type { Catalogue } from './words.ts';

export const cluster: Catalogue<ClusterProblems> = {
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
    next: () => 'Rien à faire : minikube start est la première étape de l’atelier.',
  },
  'version-skew': {
    what: ({ client, server }) =>
      `kubectl est en ${client} et le cluster en ${server} : plus d’une version mineure d’écart n’est pas permise.`,
    next: () => 'Utilisez un kubectl plus proche du cluster :',
  },
  'image-absent': {
    what: ({ image, registry }) => `L’image ${image} n’est pas dans ${registry}.`,
    next: () => 'Voyez vous-même, et dites-le à l’auteur de l’atelier :',
  },
  'image-denied': {
    what: ({ image, registry }) =>
      `${registry} ne donne pas l’image ${image} : elle n’existe pas, ou demande de s’identifier.`,
    next: () => 'Voyez vous-même, et dites-le à l’auteur de l’atelier :',
  },
  'registry-limited': {
    what: ({ registry, images }) =>
      `${registry} refuse pour l’instant d’autres téléchargements depuis votre adresse (limite atteinte) : ${list(images)}.`,
    next: () =>
      'Attendez quelques heures, changez de réseau, passez par un miroir dans la salle (--mirror), ou identifiez-vous :',
  },
  'registry-limit-near': {
    what: ({ registry, remaining, limit, hours, images }) =>
      `${registry} laisse à votre adresse encore ${remaining} images sur ${limit} en ${hours} h ; l’atelier en demande ${images}.`,
    next: () => 'En vous identifiant, vous aurez votre propre limite :',
  },
  'mirror-unreachable': {
    what: ({ mirror }) => `Le miroir ${mirror} ne répond pas.`,
    next: () =>
      'Vérifiez son adresse, et que vous êtes bien sur son réseau ; sinon, c’est un pare-feu, ou un Wi-Fi qui isole ses invités.',
  },
  'mirror-lacks': {
    what: ({ mirror, images }) => `Le miroir ${mirror} n’a pas ${list(images)}.`,
    next: () =>
      'Ces images viendront de leur registre ; la personne qui gère le miroir peut refaire le paquet de l’atelier.',
  },
  'mirror-unused': {
    what: ({ mirror, who }) => `${who} ne s’adresse pas encore au miroir ${mirror}.`,
    next: () => 'Faites-le passer d’abord par lui :',
  },
  'mirror-too-late': {
    what: ({ mirror, profile }) =>
      `Le ${profile} de minikube a été créé sans le miroir ${mirror}, et n’en accepte un qu’à sa création.`,
    next: () => 'Recréez-le ; ce qui y tourne sera perdu :',
  },
  'mirror-for-nodes': {
    what: ({ mirror, context }) =>
      `On ne peut pas voir d’ici si les nœuds de ${context} s’adressent au miroir ${mirror}.`,
    next: () =>
      'Avec containerd, un fichier hosts.toml pour docker.io sur chaque nœud les fait passer d’abord par lui.',
  },
  'registry-unreachable': {
    what: ({ registry, images }) =>
      `Le registre ${registry} est injoignable ; ces images en viennent : ${list(images)}.`,
    next: () =>
      'Vérifiez le réseau et le proxy, ou utilisez --cluster practice, qui n’a pas besoin de réseau.',
  },
  'registry-troubled': {
    what: ({ registry, status, images }) => `${registry} répond ${status} quand on demande ${list(images)}.`,
    next: () => 'Réessayez plus tard.',
  },
};
