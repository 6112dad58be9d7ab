import type { Messages } from './messages.ts';

export const fr: Messages = {
  languageName: 'Français',
  keys: {
    run: 'exécuter',
    again: 'réexécuter',
    next: 'étape suivante',
    finish: 'terminer',
    edit: 'modifier',
    hint: 'indice',
    back: 'retour',
    skip: 'passer',
    shell: 'shell',
    language: 'langue',
    help: 'aide',
    quit: 'quitter',
    leave: 'quitter',
    stop: 'arrêter',
    scroll: 'défiler',
    page: 'page',
    pane: 'autre volet',
    start: 'commencer',
    select: 'choisir',
    runEdited: 'exécuter',
    cancel: 'annuler',
    close: 'fermer',
  },
  step: (number, total) => `étape ${number} sur ${total}`,
  hintTitle: (number, total) => `Indice ${number} sur ${total}`,
  noMoreHints: 'Il n’y a pas d’autre indice pour cette étape.',
  noHints: 'Cette étape n’a pas d’indice.',
  more: (lines) => `encore ${lines}`,
  ready: 'Entrée exécute cette commande dans votre shell.',
  already: 'Ce que cette étape doit produire est déjà là.',
  alreadyLook: 'Les vérifications sont bonnes. Entrée exécute quand même la commande, pour voir.',
  running: (seconds) => `En cours, ${seconds} s`,
  runningUntil: (seconds) => `En cours jusqu’à ce que les vérifications soient bonnes, ${seconds} s`,
  stopping: 'Arrêt …',
  checking: 'On attend le cluster …',
  done: (seconds) => (seconds === undefined ? 'Fait.' : `Fait en ${seconds} s.`),
  doneByLearner: 'Fait : vous y êtes arrivé par vous-même.',
  failed: 'Pas encore. Corrigez dans votre shell, ou relancez la commande.',
  skipped: 'Étape passée.',
  exercise: 'À vous : faites-le dans votre shell. Les vérifications le verront.',
  justRead: 'Rien à exécuter ici.',
  exit: (code, seconds) =>
    code === null ? `arrêtée par un signal après ${seconds} s` : `code ${code} après ${seconds} s`,
  noOutput: '(aucune sortie)',
  dropped: (lines) => `(${lines} lignes plus anciennes ne sont pas conservées)`,
  checkLabel: (check) => {
    if ('resource' in check) return check.resource;
    if ('http' in check) return check.http;
    if ('logs' in check) return `journaux de ${check.logs}`;
    if ('command' in check) return check.command;
    if ('variable' in check) return `variable ${check.variable}`;
    return `fichier ${check.file}`;
  },
  checkPending: 'on regarde …',
  editing: 'Modifiez la commande',
  resumed: (step) => `Bon retour. Vous en étiez à : ${step}`,
  interrupted: 'Sa commande a été interrompue. Rien de ce qui est fait n’est refait.',
  journalCut: 'Le dernier événement de votre journal a été perdu à l’arrêt du programme.',
  ctrlC: 'Rien n’est en cours. q quitte ; tout est enregistré.',
  helpTitle: 'Touches',
  helpText:
    'Lisez l’étape, exécutez sa commande avec Entrée, et regardez les vérifications passer au vert. ' +
    'Vous pouvez aussi tout faire dans votre propre shell (s) : les vérifications regardent le cluster, pas vos touches. ' +
    'Tout est enregistré en permanence ; partez quand vous voulez.',
  menuTitle: 'Ateliers Kubernetes',
  minutes: (minutes) => `${minutes} min`,
  fresh: 'pas commencé',
  progress: (settled, total) => `${settled} étapes sur ${total}`,
  finished: 'terminé',
  preparing: 'Préparation du cluster …',
  finishTitle: 'Vous y êtes',
  finishSummary: (done, skipped, minutes) =>
    `${done} étapes faites${skipped > 0 ? `, ${skipped} passées` : ''}, en ${minutes} minutes.`,
  left: (lesson, settled, total) =>
    settled === total
      ? `${lesson} : les ${total} étapes sont faites. pilotage reset ${lesson} oublie ce parcours et vide son cluster.`
      : `${lesson} : ${settled} étapes faites sur ${total}. Pour continuer : pilotage start ${lesson}`,
  tooSmall: (columns, rows) => `Ce terminal est trop petit : il faut au moins ${columns}×${rows}.`,
  plainPrompt: (choices) => `[${choices}] `,
  plainUnknown: (answer) => `Il n’y a pas de « ${answer} » ici.`,
};
