import type { RoomWords } from './words.ts';

const plural = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;
const learners = (count: number) => plural(count, 'personne', 'personnes');
const steps = (count: number) => plural(count, 'étape', 'étapes');

export const fr: RoomWords = {
  title: (lesson) => `Bilan du groupe : ${lesson}`,
  facts: (room, when, version) => `Salle ${room} · ${when} · version ${version}`,
  learners: (count, finished) =>
    `${plural(count, 'participant', 'participants')}, dont ${finished} ${finished < 2 ? 'a' : 'ont'} terminé.`,
  stillOpen: 'La séance n’est pas close : voici où en sont les choses.',
  nobody: 'Personne n’est venu.',
  worst: 'Les étapes à revoir en premier',
  noTrouble: 'Tout le monde est passé par toutes les étapes sans autre aide que leur texte.',
  trouble: (count, of) => `${count} sur ${of} en difficulté`,
  named: (name, what) => `${name} : ${what}`,
  failed: (count) => `échec pour ${count}`,
  hints: (hints, count) => `${plural(hints, 'indice donné', 'indices donnés')} à ${count}`,
  hands: (count) => `main levée par ${count}`,
  skipped: (count) => `passée par ${count}`,
  stuck: (count) => plural(count, 'bloqué', 'bloqués'),
  took: (time) => `faite par une seule personne, en ${time}`,
  times: (median, p90) => `la moitié en ${median} au plus, neuf sur dix en ${p90} au plus`,
  met: (count, reason) => `${learners(count)} : ${reason}`,
  steps: 'Toutes les étapes',
  people: 'Participants',
  finished: 'terminé',
  columns: {
    step: 'Étape',
    trouble: 'Difficulté',
    failed: 'Échec',
    skipped: 'Passée',
    open: 'Pas faite',
    carried: 'Rattrapée',
    hints: 'Indices',
    hands: 'Mains',
    median: 'Médiane',
    p90: 'p90',
    reasons: 'Raisons des échecs',
    learner: 'Participant',
    done: 'Fait',
    failures: 'Échecs',
    time: 'Temps',
    place: 'En est à',
  },
  legend: {
    done: 'faite sans autre aide que le texte',
    troubled: 'faite, non sans mal',
    skipped: 'passée',
    open: 'pas faite',
    carried: 'faite à leur place, pour rattraper',
    ahead: 'pas atteinte',
    elsewhere: 'pas pour leur cluster',
  },
  counted: [
    'Difficulté : l’étape a échoué au moins une fois, ou bien la personne a demandé un indice, levé la main, passé l’étape, ou reste bloquée (elle y a passé plus de temps que neuf sur dix de ceux qui l’ont faite, et plus d’une minute).',
    'Temps : tant que l’étape est à l’écran, de son ouverture jusqu’à ce qu’elle soit faite pour la première fois, sans les pauses du groupe ni le temps où le programme ne tournait pas. Seulement pour ceux qui l’ont faite eux-mêmes.',
    'Rattrapée : faite à la place de la personne, en route vers une autre étape, pour rejoindre le groupe. Elle ne compte dans aucun autre chiffre de l’étape.',
    'Les étapes à revoir sont rangées selon la part de ceux qui ont eu du mal, autant que leur nombre permet d’en être sûr.',
  ],
  duration: (hours, minutes, seconds) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
  },
  certificates: 'Attestations',
  certificate: {
    title: 'Attestation',
    completed: 'a suivi jusqu’au bout l’atelier',
    steps: (done, total, time) => `${done} sur ${steps(total)} de sa propre main, en ${time}.`,
    carried: (count) =>
      `${plural(count, 'étape faite', 'étapes faites')} à sa place pour rejoindre le groupe.`,
    skipped: (count) => `${plural(count, 'étape passée', 'étapes passées')}.`,
    instructor: 'Formateur ou formatrice',
  },
};
