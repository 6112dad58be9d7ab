import { randomInt } from 'node:crypto';

const moods = [
  'amber',
  'bold',
  'brave',
  'bright',
  'calm',
  'clever',
  'cosy',
  'eager',
  'fair',
  'fond',
  'gentle',
  'glad',
  'happy',
  'keen',
  'kind',
  'lively',
  'lucid',
  'merry',
  'modest',
  'nimble',
  'patient',
  'proud',
  'quick',
  'quiet',
  'ready',
  'sharp',
  'sunny',
  'swift',
  'tidy',
  'warm',
  'wise',
  'witty',
];

const people = [
  'babbage',
  'bell',
  'bohr',
  'boole',
  'curie',
  'darwin',
  'dijkstra',
  'einstein',
  'euler',
  'faraday',
  'fermat',
  'franklin',
  'galileo',
  'gauss',
  'germain',
  'goodall',
  'hamilton',
  'hopper',
  'hypatia',
  'kepler',
  'lamarr',
  'leibniz',
  'lovelace',
  'maxwell',
  'mendel',
  'newton',
  'noether',
  'pasteur',
  'planck',
  'ritchie',
  'shannon',
  'turing',
];

/** A name for a container that was given none: an adjective and a scientist. */
export function inventName(isTaken: (name: string) => boolean): string {
  for (let tries = 0; ; tries += 1) {
    const name = `${moods[randomInt(moods.length)]}_${people[randomInt(people.length)]}${tries < 5 ? '' : randomInt(1000)}`;
    if (!isTaken(name)) return name;
  }
}

export const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
