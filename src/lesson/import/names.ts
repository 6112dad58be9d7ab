import { commandsIn } from '../lint/commands.ts';
import { objectsInManifests } from './suggest/kubectl.ts';
import { withoutLoops } from './suggest/loops.ts';
import { sorted } from './suggest/words.ts';

/** A text as an id: lower-case words joined by hyphens; '' where nothing of it can be in one. */
export function slug(text: string, most = 40): string {
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let result = '';
  for (const word of words) {
    if (result !== '' && result.length + word.length >= most) break;
    result = result === '' ? word.slice(0, most) : `${result}-${word}`;
  }
  return result;
}

/** An id for a step that says what its command does, the same whatever language it is told in. */
export function stepId(script: string | undefined, title: string, taken: ReadonlySet<string>): string {
  const wanted = (script !== undefined ? fromScript(script) : '') || slug(title) || 'step';
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

function fromScript(script: string): string {
  const commands = commandsIn(withoutLoops(script)).map(sorted);
  // What a script sets or goes to only prepares for what it is about.
  const main = commands.find(({ program }) => !/^(?:export|cd|echo|set|true)$/.test(program)) ?? commands[0];
  const variable = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=/m.exec(script)?.[1];
  if (variable !== undefined && (!main || /[$=(]/.test(script.split('\n')[0] ?? '')))
    return slug(`set ${variable}`);
  if (!main) return '';
  const { program, operands } = main;
  const [made] = objectsInManifests(script);
  if (program === 'kubectl' && made && /^(?:apply|create)$/.test(operands[0] ?? ''))
    return slug(`${operands[0]} ${made.kind.replace(/s$/, '')} ${made.name}`);
  const named = operands
    .filter((word) => !word.startsWith('<'))
    .map((word) => word.replaceAll(/\$\{?\w+\}?/g, ''))
    .slice(0, 3);
  const words = program === 'kubectl' ? named : [program, ...named.slice(0, 2)];
  return slug(words.join(' ').replaceAll(/https?:\/\//g, ''));
}

/** An id as a heading: `expose-web` is "Expose web". */
export function titleOfId(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
