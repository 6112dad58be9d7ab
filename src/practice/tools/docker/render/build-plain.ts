import type { BuildEvent } from '../../../engine/api.ts';

/** A build as BuildKit prints it where there is no terminal. */
export function plainBuild(write: (text: string) => void): (event: BuildEvent) => void {
  write('#0 building with "default" instance using docker driver\n');
  return (event) => {
    if ('name' in event) write(`\n#${event.step} ${event.name}\n`);
    else if ('status' in event) write(`#${event.step} ${event.status}\n`);
    else if ('ended' in event) write(`#${event.step} ${ending(event)}\n`);
    else if ('error' in event) write(failure(event));
  };
}

function ending(event: Extract<BuildEvent, { ended: string }>): string {
  if (event.ended === 'error') return `ERROR: ${event.error}`;
  return event.ended === 'cached' ? 'CACHED' : `DONE ${event.seconds.toFixed(1)}s`;
}

/** What stands below a build that failed, in front of its error. */
export function failure({ failed, log, excerpt }: Extract<BuildEvent, { failed: unknown }>): string {
  const step =
    failed === null ? '' : `------\n > ${failed}:\n${log.map((line) => `${line}\n`).join('')}------\n`;
  return step + (excerpt === null ? '' : `${excerpt}\n`);
}
