import type { LearningWords } from './words.ts';

export const fr: LearningWords = {
  keys: {
    why: 'pourquoi ?',
    steps: 'étapes',
    answer: 'répondre',
    go: 'y aller',
    justOpen: 'ouvrir seulement',
    redo: 'refaire',
    undo: 'défaire',
    doctor: 'diagnostic',
    startOver: 'recommencer',
    yes: 'oui',
  },
  guessTitle: 'Devinez d’abord',
  quizTitle: 'Une question',
  howToAnswer: (choices) => `Répondez avec les touches 1 à ${choices}, ou continuez simplement.`,
  guessed: (choice) => `Vous dites ${choice}. On va voir ; d’ici là, un autre chiffre change votre réponse.`,
  right: 'C’est juste.',
  wrong: (right) => `Pas tout à fait : la bonne réponse est la ${right}.`,
  questionWaits: (choices) =>
    `Une question à ce sujet : 1 à ${choices} pour répondre, Entrée pour continuer sans.`,

  whyTitle: 'Pourquoi pas encore ?',
  whyGreen: 'Il ne manque rien : toutes les vérifications de cette étape sont au vert.',
  whyNothing: 'Cette étape n’a pas de vérification : elle est faite dès que vous continuez.',
  whyCommand: 'La commande elle-même :',
  whyLook: (shell) => `Pour le voir vous-même, dans votre shell (${shell}) :`,
  whyPending: 'On ne sait encore rien : la vérification regarde toujours.',

  problemTitle: 'Impossible de continuer',
  problemNext: (key) => `Dans le menu, ${key} choisit un autre cluster.`,
  doctorTitle: 'Cette machine est-elle prête ?',
  stepsTitle: 'Étapes',
  stepsPlain: (go, again, undo) =>
    `Avec le numéro d’une étape : ${go} 3 y va, ${again} 3 la refait, ${undo} 3 défait tout à partir de là.`,
  here: 'vous êtes ici',
  open: 'à faire',
  done: 'faite',
  lost: 'plus vraie',
  skipped: 'passée',
  jumpTitle: (title) => `Aller à : ${title}`,
  jumpText: (commands) =>
    commands === 1
      ? 'Une commande des étapes précédentes s’exécute d’abord. Ctrl-C l’arrête.'
      : `Les ${commands} commandes des étapes précédentes s’exécutent d’abord, l’une après l’autre. Ctrl-C les arrête.`,
  onlyYou: 'sans commande : vous seul pouvez la faire ; elle reste à faire',
  redoTitle: (title) => `Refaire : ${title}`,
  redoText: 'Ces commandes s’exécutent, l’une après l’autre :',
  undoTitle: (title) => `Défaire jusqu’à : ${title}`,
  undoText: 'Ces commandes défont ce que les étapes ont fait, en partant de la dernière :',
  noUndo: 'rien à défaire',
  nothingDone: 'Rien n’a été fait.',
  startOverTitle: 'Recommencer l’atelier',
  startOverText: 'Tout ce parcours est oublié, et ceci est supprimé :',
  startOverCluster: 'le cluster d’entraînement de ce parcours, avec tout ce qu’il contient',
  startOverFiles: (folder) => `le dossier de travail ${folder}, avec vos fichiers`,
  deletes: (object) => `supprime ${object}`,
  leaves: (object) => `garde ${object}, qui existait avant et a été modifié`,
  nothingRunsYet: 'Il n’y a rien à défaire : cette étape n’a pas été exécutée.',
  underWay: (number, total, title) => `${number} sur ${total} : ${title} … Ctrl-C arrête.`,
  arrived: 'Vous y voilà : toutes les étapes précédentes sont faites.',
  stoppedAt: (title) => `Arrêté à : ${title}. Les étapes suivantes n’ont pas été exécutées.`,
  undoFailed: (title, line) => `« ${title} » n’a pas pu être défaite : ${line}`,
  busy: 'Une commande est en cours. Ctrl-C l’arrête.',

  questionsRight: (right, answered) =>
    `${right} ${right < 2 ? 'bonne réponse' : 'bonnes réponses'} sur ${answered}.`,
  whatNext: 'Et maintenant ?',
  transcript: (command) => `Tout ce que vous avez fait, à garder : ${command}`,
  again: (command) => `Encore une fois depuis le début : ${command}`,
  thisTime: 'Cette fois :',
};
