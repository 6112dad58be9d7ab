import { readFileSync } from 'node:fs';
import { inspect, types } from 'node:util';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

/** What node prints when an error ends it: the line that threw, the error, and its own version. */
export function describeCrash(error: unknown, paths: ContainerPaths): string {
  const version = `\nNode.js ${process.version}\n`;
  // What comes from another thread has an error's prototype, and is none itself.
  if (!types.isNativeError(error) && !(error instanceof Error)) {
    return `Uncaught ${inspect(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)\n${version}`;
  }
  // The frames of the thread's own beginning say nothing about the program.
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(
      (line) =>
        !/worker-bootstrap|\/programs\/(?:worker|shared)\/|\/dist\/(?:containers?\.js|chunks\/)|node:(?:internal\/)?vm\b/.test(
          line,
        ),
    );
  // What came from the thread may not be written to.
  const shown = Object.assign(new Error(error.message), error, { stack: frames.join('\n') });
  const place = /\(?(?:file:\/\/)?(\/[^():]+):(\d+):(\d+)\)?$/m.exec(frames.slice(1).join('\n'));
  return `${place ? excerpt(place, paths) : ''}${inspect(shown)}\n${version}`;
}

function excerpt([, file = '', line = '1', column = '1']: RegExpExecArray, paths: ContainerPaths): string {
  try {
    const text = readFileSync(paths.toHost(file), 'utf8').split('\n')[Number(line) - 1] ?? '';
    // Node points at the statement that threw; the frame says where the error was made, a few words on.
    const place = text.lastIndexOf('throw ', Number(column) - 1);
    const indent = place < 0 ? Number(column) - 1 : place;
    return `${file}:${line}\n${text}\n${' '.repeat(indent)}^\n\n`;
  } catch {
    return '';
  }
}
