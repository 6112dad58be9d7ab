import { updatedVersions } from './api-versions.ts';
import { gone, idioms } from './idioms.ts';
import { rewrittenRuns } from './kubectl-run.ts';

export interface Modern {
  readonly text: string;
  /** What is written otherwise today, and why. */
  readonly done: readonly string[];
  /** What somebody must look at. */
  readonly left: readonly { readonly what: string; readonly next?: string }[];
}

/** A script as one writes it today. `runIsOld`: its `kubectl run` makes Deployments. */
export function modernised(script: string, runIsOld: boolean): Modern {
  const done: string[] = [];
  let text = script;
  for (const { pattern, now, why } of idioms) {
    const after = typeof now === 'string' ? text.replaceAll(pattern, now) : text.replaceAll(pattern, now);
    if (after !== text) done.push(why);
    text = after;
  }
  const runs = runIsOld ? rewrittenRuns(text) : { text, done: [], left: [] };
  const versions = updatedVersions(runs.text);
  const moved = movedHome(versions.text);
  const left = [
    ...runs.left.map((what) => ({ what, next: 'write a manifest, and apply it' })),
    ...gone.filter(([pattern]) => pattern.test(script)).map(([, what, next]) => ({ what, next })),
    ...moved.left,
  ];
  return { text: moved.text, done: [...new Set([...runs.done, ...done, ...versions.done])], left };
}

/** A learner's files are in the working directory, which starts with what is in `files/`, not in a clone at home. */
function movedHome(script: string): Pick<Modern, 'text' | 'left'> {
  const left: { what: string; next: string }[] = [];
  const text = script.replaceAll(
    /^([ \t]*(?:cd|pushd)[ \t]+)(?:~|\$HOME)\/([\w.-]+(?:\/[\w.-]+)*)\/?(?=\s|$)/gm,
    (_, verb: string, path: string) => {
      const inside = path.split('/').slice(1).join('/') || path;
      left.push({
        what: `~/${path} is not there: the command goes to ${inside} in the working directory`,
        next: `put its files below files/${inside}`,
      });
      return `${verb}${inside}`;
    },
  );
  return { text, left };
}
