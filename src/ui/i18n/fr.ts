import { fr as lead } from './lead/fr.ts';
import { fr as learning } from './learning/fr.ts';
import { live } from './live/fr.ts';
import type { Messages } from './messages.ts';
import { output } from './output/fr.ts';
import { fr as room } from './room/fr.ts';

export const fr: Messages = {
  keyNames: { Enter: 'Entrée', Space: 'Espace', Esc: 'Échap' },
  keys: {
    run: 'exécuter',
    again: 'relancer',
    original: 'exécuter l’original',
    next: 'étape suivante',
    finish: 'terminer',
    toOpen: 'aller à la première',
    edit: 'modifier',
    hint: 'indice',
    back: 'retour',
    skip: 'passer',
    mend: 'réparer',
    transcript: 'compte rendu',
    shell: 'shell',
    help: 'aide',
    quit: 'quitter',
    leave: 'quitter',
    stop: 'arrêter',
    scroll: 'défiler',
    pane: 'volet suivant',
    history: 'les précédentes',
    start: 'commencer',
    resume: 'continuer',
    reopen: 'rouvrir',
    select: 'choisir',
    runEdited: 'exécuter',
    aside: 'commande',
    search: 'chercher',
    find: 'chercher',
    findNext: 'suivante',
    findPrevious: 'précédente',
    copy: 'copier',
    endSearch: 'fin de recherche',
    cancel: 'annuler',
    close: 'fermer',
  },
  plainAbout: (word) => ({
    edit: `suivi d’une commande : exécuter celle-ci à la place, ${word('edit')} kubectl get pods`,
    again: `relancer la commande de cette étape ; ${word('again')} 3 : refaire la troisième étape`,
    aside: `suivi d’une commande : l’exécuter dans le même shell, ${word('aside')} kubectl get pods`,
    steps: `toutes les étapes ; ${word('steps')} 3 : aller à la troisième, après celles d’avant`,
    undo: `défaire cette étape ; ${word('undo')} 3 : tout à partir de la troisième`,
    'start-over': 'recommencer l’atelier',
  }),
  about: {
    primary: 'exécuter la commande ; l’étape faite, continuer',
    edit: 'modifier la commande (Alt-Entrée : nouvelle ligne)',
    again: 'relancer la commande de cette étape',
    stop: 'arrêter la commande en cours',
    hint: 'montrer un indice, puis le suivant',
    why: 'ce qui manque aux vérifications, et où regarder',
    steps: 'toutes les étapes : y aller, refaire, défaire, recommencer',
    answer: 'répondre à une question',
    shell: 'votre propre shell, mêmes variables ; exit ramène ici',
    aside: 'exécuter toute commande dans le même shell ; sa sortie vient ici',
    next: 'l’étape suivante, la précédente',
    skip: 'passer cette étape ; aller à une qui n’est plus vraie',
    down: 'faire défiler',
    'page-down': 'faire défiler par pages',
    top: 'aller au début, à la fin',
    pane: 'aller au texte, à la sortie, aux vérifications',
    search: 'chercher dans la sortie ; la suivante, la précédente',
    copy: 'copier la commande ; copier la sortie',
    cluster: 'le cluster en direct ; ce que l’étape y a changé',
    beside: 'sur un grand écran : masquer le cluster à côté de l’étape, le remontrer',
    hand: 'en groupe : lever la main, la baisser',
    room: 'en groupe : messages, rythme, ce qu’il voit de vous ; le rejoindre',
    free: 'pour qui mène le cours : rythme libre, pause, relancer, terminer',
    transcript: 'à la dernière page : écrire dans un fichier ce que vous avez fait',
    doctor: 'dans le menu : ce qui manque à cette machine pour un atelier',
    language: 'changer de langue ; cette page',
    close: 'revenir d’une page comme celle-ci',
    quit: 'quitter ; la prochaine fois, vous reprendrez ici',
  },
  live,
  step: (number, total) => `étape ${number} sur ${total}`,
  stepTitle: (number, total, title) => `Étape ${number} sur ${total} : ${title}`,
  hintTitle: (number, total) => (total === 1 ? 'Indice' : `Indice ${number} sur ${total}`),
  noMoreHints: 'Il n’y a plus d’autre indice pour cette étape.',
  noHints: 'Il n’y a pas d’indice pour cette étape.',
  more: (lines) => (lines === 1 ? 'encore 1 ligne' : `encore ${lines} lignes`),
  ready: 'Entrée exécute cette commande dans votre shell.',
  stopped: 'Arrêtée. Entrée exécute la commande depuis le début.',
  already: 'Rien à faire : le résultat de cette étape est déjà là.',
  alreadyLook: 'Tout est déjà au vert. Entrée exécute quand même la commande, pour voir.',
  running: (seconds) => `En cours … ${seconds} s`,
  runningUntil: (seconds) => `En cours jusqu’à ce que tout soit vert … ${seconds} s`,
  stopping: 'Arrêt …',
  checking: (seconds) => `En attente des vérifications … ${seconds} s`,
  done: (seconds) => (seconds === undefined ? 'Fait.' : `Fait en ${decimal(seconds)} s.`),
  doneByLearner: 'Fait, et par vous-même.',
  failed: (shell) => `Pas encore. Corrigez dans votre shell (${shell}), ou relancez la commande.`,
  skipped: 'Étape passée.',
  exercise: (shell) => `À vous : faites-le dans votre propre shell (${shell}). Les vérifications le verront.`,
  justRead: 'Rien à exécuter ici.',
  noOutput: '(aucune sortie)',
  dropped: (lines) => `(les ${lines} premières lignes ne sont pas conservées)`,
  checkLabel: (check) => {
    if ('resource' in check) return check.resource;
    if ('http' in check) return check.http;
    if ('logs' in check) return `journaux de ${check.logs}`;
    if ('command' in check) return check.command;
    if ('variable' in check) return `variable ${check.variable}`;
    return `fichier ${check.file}`;
  },
  output,
  checkPending: 'on regarde …',
  editing: 'Modifiez la commande :',
  resumed: (step) => `Content de vous revoir. Vous en êtes à : ${step}.`,
  lost: (step, why, more, mend) =>
    `Ce n’est plus le cas : ${step} (${why})${more > 0 ? `, et ${more === 1 ? 'une autre étape' : `${more} autres étapes`}` : ''}. La touche ${mend} y mène.`,
  interrupted: 'Sa commande a été interrompue par l’arrêt du programme. Rien d’autre n’est perdu.',
  journalCut: 'La dernière chose qui s’est passée n’a pas pu être enregistrée : elle est perdue.',
  ctrlC: (quit) => `Rien n’est en cours. ${quit} quitte ; tout est enregistré.`,
  transcriptSaved: (file) => `Écrit : ${file}`,
  transcriptFailed: (why) => `Impossible à écrire : ${why}`,
  spokenMarks: { good: 'bon', bad: 'échec', pending: 'en cours', notYet: 'pas encore', here: 'choisi' },
  tourTitle: 'Avant de commencer',
  tour: ({ enter, shell, help, quit }) => [
    `Lisez de quoi parle l’étape, puis ${enter} exécute sa commande, dans un vrai shell.`,
    `En dessous, les vérifications passent au vert dès que le cluster est comme il faut ; la manière d’y arriver est la vôtre (${shell} ouvre votre propre shell).`,
    `${help} montre toutes les touches, et ${quit} quitte quand vous voulez : tout est enregistré.`,
  ],
  goesOn: (seconds) => `L’étape suivante s’ouvre dans ${seconds} s. N’importe quelle touche vous laisse ici.`,
  helpTitle: 'Aide',
  helpText:
    'Lisez l’étape, exécutez sa commande avec Entrée, et regardez les vérifications passer au vert. ' +
    'Ou faites à votre manière, dans votre propre shell : elles regardent le cluster, pas ce que vous tapez. ' +
    'Partez quand vous voulez : tout est enregistré.',
  menuTitle: 'Ateliers Kubernetes',
  lead,
  learning,
  room,
  tones: {
    note: 'Remarque',
    tip: 'Conseil',
    important: 'Important',
    warning: 'Attention',
    caution: 'Danger',
  },
  clusterNotes: {
    'minikube-direct': ({ node }) =>
      `À partir d’ici, docker parle au moteur qui est dans le nœud de minikube, et les NodePorts répondent à ${node}, l’adresse de ce nœud.`,
    'minikube-forwarded': ({ driver }) =>
      `À partir d’ici, docker parle au moteur qui est dans le nœud de minikube. Avec le pilote ${driver}, cette machine n’atteint pas ce nœud : chaque NodePort est relayé vers le même port de 127.0.0.1 tant que ceci tourne.`,
    'own-namespace': ({ namespace }) =>
      `Ce cluster n’est pas à cette machine seule : tout ce que vous créez va dans un namespace à part, ${namespace}.`,
    'docker-on-node': ({ engine, node }) =>
      `docker parle au moteur de ${engine}, là où est le nœud de ce cluster : 127.0.0.1 est le même pour les deux. Depuis votre shell, les NodePorts répondent à ${node}.`,
    'docker-forwarded': ({ engine, node }) =>
      `Le moteur de docker (${engine}) n’est pas sur les nœuds de ce cluster : tant que ceci tourne, chaque NodePort est relayé pour lui vers le même port de 127.0.0.1. Depuis votre shell, les NodePorts répondent à ${node}.`,
    'docker-relayed': ({ engine, image }) =>
      `Le moteur de docker (${engine}) a son propre 127.0.0.1, et les nœuds de ce cluster sont ses conteneurs : tant que ceci tourne, un conteneur de ${image} relaie chaque NodePort vers le même port, là-bas et au 127.0.0.1 d’ici.`,
    'docker-apart': ({ engine }) =>
      `Aucun NodePort de ce cluster ne répond au moteur de docker (${engine}) à 127.0.0.1 : docker push n’y trouvera pas de registre. Désignez dans DOCKER_HOST un moteur placé sur un nœud, ou utilisez --cluster practice.`,
    'node-chosen': ({ node }) =>
      `PILOTAGE_NODE est défini : depuis votre shell, les NodePorts répondent à ${node}, et rien n’est relayé.`,
  },
  shellGreeting: 'Tapez exit ou Ctrl-D pour revenir à l’atelier.',
  preparing: 'Préparation du cluster …',
  minutes: (minutes) => `${minutes} min`,
  fresh: 'nouveau',
  progress: (settled, total) => `${plural(settled, 'étape', 'étapes')} sur ${total}`,
  finished: 'terminé',
  finishTitle: 'Vous y êtes',
  finishSummary: (done, skipped, minutes) =>
    `${plural(done, 'étape faite', 'étapes faites')}${
      skipped > 0 ? `, ${plural(skipped, 'passée', 'passées')}` : ''
    }${minutes === undefined ? '.' : `, en ${plural(minutes, 'minute', 'minutes')}.`}`,
  unfinishedTitle: 'Presque',
  unfinished: (steps) =>
    `C’était la dernière étape, mais il en reste ${steps === 1 ? 'une' : steps} à faire.`,
  left: (lesson, settled, total, again) =>
    settled === total
      ? `${lesson} : les ${total} étapes sont faites. Pour recommencer : pilotage reset ${lesson}`
      : `${lesson} : ${plural(settled, 'étape', 'étapes')} sur ${total}. Pour continuer : ${again}`,
  tooSmall: (columns, rows) => `Ce terminal est trop petit : il faut au moins ${columns}×${rows}.`,
  checkingPlain: 'En attente des vérifications …',
  plainEdit: (edit) => `${edit} suivi d’une commande exécute celle-ci à la place : ${edit} kubectl get pods`,
  plainPrompt: (choices) => `[${choices}] `,
  plainUnknown: (answer) => `« ${answer} » ne veut rien dire ici.`,
};

/** In French, nought is singular, too. */
function plural(count: number, one: string, many: string): string {
  return `${count} ${count < 2 ? one : many}`;
}

function decimal(number: number): string {
  return String(number).replace('.', ',');
}
