import { imagesInFiles } from '../../../lesson/images/files.ts';
import { imagesNeeded } from '../../../lesson/images/needed.ts';
import type { Lesson } from '../../../lesson/load.ts';
import type { SubjectCluster } from '../subject.ts';

/** What a lesson uses of a machine. */
export interface LessonUses {
  readonly lesson: string;
  /** Programs by name, each with a range of versions. */
  readonly requires: Readonly<Record<string, string>>;
  readonly docker: boolean;
  readonly compose: boolean;
  readonly builds: boolean;
  /** Images that are pulled from elsewhere, by name, sorted. */
  readonly images: readonly string[];
  /** NodePorts that it asks for by number. */
  readonly nodePorts: readonly number[];
}

export async function usesOf(lesson: Lesson, kind: SubjectCluster['kind']): Promise<LessonUses> {
  const steps = lesson.file.steps.filter(({ on }) => on === undefined || on.includes(kind));
  const script = steps
    .map(({ run }) => run ?? '')
    .join('\n')
    .replaceAll('\\\n', ' ');
  const { requires = {} } = lesson.file;
  const manifests = lesson.filesDir === undefined ? '' : (await imagesInFiles(lesson.filesDir)).text;
  const compose = /\bdocker compose\b/.test(script);
  return {
    lesson: lesson.id,
    requires,
    docker: 'docker' in requires || /(^|[\s;&|(])docker\s/m.test(script),
    compose,
    builds:
      /\bdocker (buildx )?build\b/.test(script) || (compose && /\bdocker compose .*\bbuild\b/.test(script)),
    images: await imagesNeeded(lesson, steps),
    nodePorts: portsIn(`${script}\n${manifests}`),
  };
}

function portsIn(text: string): number[] {
  const ports = [...text.matchAll(/(?:--node-port[= ]|\bnodePort:\s*)(3\d{4})\b/g)].map(([, port]) =>
    Number(port),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}
