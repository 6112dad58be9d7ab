import stripAnsi from 'strip-ansi';
import { printsSecret } from '../../runner/secrets/kubernetes.ts';
import { mask } from '../../runner/secrets/ranges.ts';
import type { Scene } from './story.ts';
import { sayScene, type Told, time } from './told.ts';

/** A run as a document to keep: what was done in each step, and what came of it. */
export function markdownTranscript(told: Told): string {
  const { story, words, title } = told;
  const count = (wanted: string) => story.steps.filter(({ status }) => status === wanted).length;
  const facts = [
    words.when(time(story.from), time(story.to), story.cluster),
    words.progress(count('done'), count('skipped'), story.steps.length),
    words.masked(mask),
    ...(story.cut ? [words.cut] : []),
  ];
  const body = story.scenes.flatMap((scene) => tellScene(scene, told));
  return `${[`# ${title}`, '', ...facts.map((fact) => `- ${fact}`), ...body].join('\n')}\n`;
}

function tellScene(scene: Scene, told: Told): string[] {
  const said = sayScene(scene, told);
  const after = said === undefined ? [] : ['', said];
  if (scene.type === 'step') {
    return ['', `## ${told.words.step(scene.number, scene.total, told.titleOf(scene.id))}`];
  }
  return scene.type === 'command' ? [...tellCommand(scene, told), ...after] : after;
}

function tellCommand({ command, output }: Extract<Scene, { type: 'command' }>, told: Told): string[] {
  const { masker, words } = told;
  const hidden = printsSecret(command);
  const shown = (lines: readonly string[]) => {
    const text = stripAnsi(lines.join('\n'));
    return (hidden ? text.replaceAll(/\S.*/g, mask) : masker.mask(text)).split('\n');
  };
  const lines = [
    ...masker
      .mask(command.trimEnd())
      .split('\n')
      .map((line, index) => `${index === 0 ? '$' : '>'} ${line}`),
    ...(output.head.length > 0 ? shown(output.head) : []),
    ...(output.missing === 0 ? [] : [words.missing(output.missing)]),
    ...(output.tail.length > 0 ? shown(output.tail) : []),
  ];
  return ['', ...fenced(lines)];
}

/** A fence longer than any that the lines have. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.map((line) => /^\s*(`*)/.exec(line)?.[1]?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}console`, ...lines, fence];
}
