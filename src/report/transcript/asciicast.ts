import { printsSecret } from '../../runner/secrets/kubernetes.ts';
import { mask, sliceMasked } from '../../runner/secrets/ranges.ts';
import type { Scene } from './story.ts';
import { sayScene, type Told } from './told.ts';

const size = { width: 80, height: 24 };

/** Seconds that a player waits at most where nothing happens: a learner reads, or sleeps. */
const longestPause = 2;

/** Something at a time, in milliseconds since the epoch: output, or a marker to jump to. */
interface Moment {
  readonly at: number;
  readonly code: 'o' | 'm';
  readonly text: string;
}

/** A run as a recording for asciinema and other players: asciicast, version 2. */
export function asciicastTranscript(told: Told): string {
  const { story, title } = told;
  const start = Date.parse(story.from);
  const header = {
    version: 2,
    ...size,
    timestamp: Math.floor(start / 1000),
    idle_time_limit: longestPause,
    title,
    env: { TERM: 'xterm-256color', SHELL: '/bin/bash' },
  };
  let latest = 0;
  const events = story.scenes
    .flatMap((scene) => momentsOf(scene, told))
    .map(({ at, code, text }) => {
      // Clocks are set back now and then; recordings go on.
      latest = Math.max(latest, (at - start) / 1000);
      return [Number(latest.toFixed(3)), code, text];
    });
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function momentsOf(scene: Scene, told: Told): Moment[] {
  const at = Date.parse(scene.at);
  const said = sayScene(scene, told);
  const line = (text: string, when = at): Moment => ({ at: when, code: 'o', text: `${text}\r\n` });
  if (scene.type === 'step') {
    const text = told.words.step(scene.number, scene.total, told.titleOf(scene.id));
    return [{ at, code: 'm', text }, line(`\r\n\u001B[1;36m── ${text} ──\u001B[0m`)];
  }
  if (scene.type !== 'command') return said === undefined ? [] : [line(`\u001B[2m${said}\u001B[0m`)];
  const ended = at + (scene.end?.ms ?? scene.output.pieces.at(-1)?.ms ?? 0);
  return [
    ...commandMoments(scene, told, at, ended),
    ...(said === undefined ? [] : [line(`\u001B[2m${said}\u001B[0m`, ended)]),
  ];
}

function commandMoments(
  { command, output }: Extract<Scene, { type: 'command' }>,
  { masker, words }: Told,
  at: number,
  ended: number,
): Moment[] {
  const moment = (when: number, text: string): Moment => ({
    at: when,
    code: 'o',
    text: text.replaceAll(/\r?\n/g, '\r\n'),
  });
  const typed = masker.mask(command.trimEnd()).split('\n').join('\n> ');
  const moments = [moment(at, `\u001B[36m$\u001B[0m ${typed}\n`)];
  const all = output.pieces.map(({ text }) => text).join('');
  if (printsSecret(command)) return [...moments, ...(all === '' ? [] : [moment(ended, `${mask}\n`)])];
  const ranges = masker.ranges(all);
  let from = 0;
  for (const { ms, text } of output.pieces) {
    const shown = sliceMasked(all, ranges, from, from + text.length);
    from += text.length;
    if (shown !== '') moments.push(moment(at + ms, shown));
  }
  if (all !== '' && !all.endsWith('\n')) moments.push(moment(ended, '\u001B[0m\n'));
  if (output.missing !== 0)
    moments.push(moment(ended, `\u001B[2m${words.missing(output.missing)}\u001B[0m\n`));
  if (output.tail.length > 0) moments.push(moment(ended, `${masker.mask(output.tail.join('\n'))}\n`));
  return moments;
}
