import type { OutputWords } from './words.ts';

export const output: OutputWords = {
  asideTitle: 'Une commande à vous, dans le même shell (elle ne compte pas pour l’étape) :',
  finding: (text) => `Recherche dans l’historique : ${text}`,
  noMatch: (query) => `« ${query} » n’est pas dans la sortie.`,
  notFollowing: (key) => `sortie non suivie : ${key} va à la fin`,
  copiedCommand: 'La commande est copiée.',
  copied: (lines) => (lines < 2 ? `${lines} ligne copiée.` : `${lines} lignes copiées.`),
  copiedLast: (lines) => `Les ${lines} dernières lignes sont copiées ; il n’y avait pas de place pour plus.`,
  nothingToCopy: 'Il n’y a encore rien à copier.',
  asideEnded: (exit) =>
    exit === null ? 'Votre commande a été arrêtée.' : `Votre commande s’est terminée avec le code ${exit}.`,
  asideLost: (command) => `Votre propre commande a été interrompue : ${command}.`,
  waitingFor: (what, more, seconds) =>
    `En attente de ${what}${more === 0 ? '' : ` et ${more === 1 ? 'd’une autre' : `de ${more} autres`}`} … ${seconds} s`,
  plainAside: (key) =>
    `${key} suivi d’une commande exécute celle-ci dans le même shell : ${key} kubectl get pods`,
  wheel:
    'La molette fait défiler ce qui est sous le pointeur. Maj (Option sur Mac) permet de sélectionner du texte à la souris.',
};
