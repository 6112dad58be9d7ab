import type { RoomWords } from './words.ts';

export const fr: RoomWords = {
  keys: { raise: 'lever la main', lower: 'baisser la main', room: 'groupe', catchUp: 'rejoindre' },
  connected: 'groupe',
  connecting: 'groupe : connexion',
  offline: 'groupe : hors ligne',
  refused: 'groupe : non connecté',
  ended: 'groupe : terminé',
  handUp: 'main levée',
  unread: (messages) => (messages === 1 ? '1 message' : `${messages} messages`),

  welcome: (name, key) =>
    `Vous êtes dans le groupe sous le nom de ${name}. Il voit les étapes terminées et les vérifications qui ne passent pas, ni vos commandes ni leurs sorties ; ${key} en dit plus.`,
  awaits: (step) => `En attente : l’enseignant n’a pas encore ouvert l’étape suivante, « ${step} ».`,
  paused: 'L’enseignant a mis le cours en pause. Vous pouvez continuer cette étape ; la suivante attendra.',
  goesOn: 'Le cours reprend.',
  opened: (step) => `L’enseignant vient d’ouvrir l’étape « ${step} ».`,
  free: 'À partir de maintenant, chacun avance à son rythme.',
  message: (text, toAll) => `${toAll ? 'L’enseignant, à tous' : 'L’enseignant, à vous'} : ${text}`,
  nudge: (hand) =>
    `L’enseignant demande où vous en êtes. ${hand} lève la main, si un coup de main est le bienvenu.`,
  called: (step, key) => `Le groupe en est à « ${step} ». ${key} vous y emmène quand vous voulez.`,
  roomEnded: 'Le cours est terminé. Vous pouvez continuer seul, aussi longtemps que vous voulez.',
  raised: (before) =>
    before === undefined || before === 0
      ? 'Votre main est levée. L’enseignant voit votre dernière commande et ce qu’elle a affiché, secrets masqués.'
      : `Votre main est levée ; ${before} avant la vôtre. L’enseignant voit votre dernière commande et ce qu’elle a affiché, secrets masqués.`,
  lowered: 'Votre main est baissée.',
  taken: 'L’enseignant a répondu à votre main levée, et l’a baissée.',

  title: 'Le groupe',
  stateConnected: 'Vous êtes connecté au groupe.',
  stateOffline:
    'Le groupe est injoignable pour le moment. Tout continue de fonctionner ; ce que vous faites sera envoyé plus tard, tout seul.',
  stateRefused: 'Le groupe ne prend plus rien de ce parcours. Vous pouvez continuer seul.',
  pace: (step) =>
    step === undefined ? 'Chacun avance à son rythme.' : `Le groupe va jusqu’à l’étape « ${step} ».`,
  hand: (before) => {
    if (before === undefined)
      return 'Votre main est levée ; elle sera visible dès que le groupe sera joignable.';
    return before === 0
      ? 'Votre main est levée, et vous êtes le prochain.'
      : `Votre main est levée ; avant la vôtre : ${before}.`;
  },
  messagesTitle: 'Messages',
  noMessages: 'Aucun pour le moment.',
  toYou: 'à vous',
  toAll: 'à tous',
  sentTitle: 'Ce que le groupe voit de vous',
  sent: [
    'Votre nom ; l’étape où vous êtes, depuis quand, et si elle est terminée ; les vérifications qui ne passent pas, et pourquoi ; le nombre d’indices demandés, et vos réponses aux questions.',
    'Ni vos commandes, ni ce qu’elles affichent, ni aucun fichier. Seulement quand vous levez la main : votre dernière commande et les dernières lignes qu’elle a affichées, mots de passe et jetons masqués.',
  ],
  unsent: (events) =>
    events === 1 ? 'Pas encore envoyé : 1 événement.' : `Pas encore envoyés : ${events} événements.`,
};
