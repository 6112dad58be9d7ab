import type { BuildEvent } from '../../../engine/api.ts';
import { failure } from './build-plain.ts';

interface Line {
  text: string;
  seconds: number;
}

/** A build as BuildKit leaves it in a terminal: one table, written when it is over, since it is over at once. */
export function terminalBuild(write: (text: string) => void, columns: number): (event: BuildEvent) => void {
  const names = new Map<number, string>();
  const statuses = new Map<number, string[]>();
  const lines: Line[] = [];
  const started = performance.now();
  let steps = 0;
  const table = (finished: boolean) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const head = `[+] Building ${seconds}s (${finished ? steps : steps - 1}/${steps})${finished ? ' FINISHED' : ''}`;
    const rows = lines.map(({ text, seconds: took }) => alongside(text, `${took.toFixed(1)}s`, columns));
    write(`${[alongside(head, 'docker:default', columns), ...rows].join('\n')}\n`);
    lines.length = 0;
  };
  return (event) => {
    if ('name' in event) {
      steps++;
      names.set(event.step, event.name);
    } else if ('status' in event) {
      statuses.set(event.step, [...(statuses.get(event.step) ?? []), event.status.replace(/ done$/, '')]);
    } else if ('ended' in event) {
      const mark = event.ended === 'cached' ? 'CACHED ' : event.ended === 'error' ? 'ERROR ' : '';
      lines.push({ text: ` => ${mark}${names.get(event.step)}`, seconds: event.seconds });
      for (const status of statuses.get(event.step) ?? [])
        lines.push({ text: ` => => ${status}`, seconds: 0 });
    } else if ('image' in event) {
      table(true);
    } else {
      table(false);
      write(failure(event));
    }
  };
}

function alongside(left: string, right: string, columns: number): string {
  const room = Math.max(20, columns - right.length - 1);
  return `${left.slice(0, room).padEnd(room)} ${right}`;
}
