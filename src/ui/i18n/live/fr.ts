import type { LiveMessages } from './live-messages.ts';

export const live: LiveMessages = {
  title: 'Cluster',
  keys: {
    cluster: 'cluster',
    changes: 'changements',
    details: 'de plus près',
    choose: 'choisir',
    back: 'retour',
    shown: 'masquer le cluster',
    hidden: 'montrer le cluster',
  },
  namespace: (name) => `namespace ${name}`,
  side: { new: 'nouveau', old: 'ancien' },
  notReady: 'pas prêt',
  restarts: (count) => (count === 1 ? '1 redémarrage' : `${count} redémarrages`),
  suspended: 'suspendu',
  count: (ready, wanted, job) =>
    `${ready}/${wanted} ${job ? (ready < 2 ? 'terminé' : 'terminés') : ready < 2 ? 'prêt' : 'prêts'}`,
  noSelector: 'sans sélecteur',
  leads: (ready, all) => {
    if (all === 0) return 'ne sélectionne aucun pod';
    return `→ ${ready === all ? all : `${ready} sur ${all}`} ${ready < 2 ? 'prêt' : 'prêts'}`;
  },
  absent: 'pas encore là',
  awaited: 'attendu',
  looking: 'On regarde …',
  empty: (namespace) => `Ni charge de travail, ni pod, ni service dans le namespace ${namespace}.`,
  unseen: (kinds, why) => (kinds.length === 0 ? why : `Impossible à voir : ${kinds.join(', ')} (${why})`),
  noCluster: 'Cet atelier se passe de cluster : il n’y en a pas à montrer.',
  events: 'Événements',
  noEvents: 'Aucun dont le cluster se souvienne encore.',
  logs: 'Journal',
  noLogs: 'Rien d’écrit pour le moment.',
  noPods: 'Pas de pod, donc pas de journal.',
  gone: 'Il n’existe plus.',
  images: 'image',
  changesTitle: 'Ce que cette étape a changé',
  created: 'créé',
  changed: 'modifié',
  deleted: 'supprimé',
  noChanges: 'Cette étape n’a encore rien changé dans le cluster.',
};
