import { UsageError } from '../../base/errors.ts';
import { examine } from '../../cluster/doctor/examine.ts';
import { usesOf } from '../../cluster/doctor/lesson/uses.ts';
import type { SubjectCluster } from '../../cluster/doctor/subject.ts';
import { ownProfile } from '../../cluster/minikube.ts';
import { loadLesson } from '../../lesson/load.ts';
import { stateHome } from '../../runner/home.ts';
import { examinationJson } from '../../ui/doctor/json.ts';
import { examinationText } from '../../ui/doctor/text.ts';
import { doctorWords } from '../../ui/doctor/words/words.ts';
import { settings } from '../config/settings.ts';
import { lessonDir } from '../lessons.ts';

export interface DoctorOptions {
  readonly cluster?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

/** What this machine misses for a workshop on a cluster, and how it is had. Exit code 3 when something is missing. */
export async function doctorCommand(name: string, options: DoctorOptions): Promise<void> {
  const { values } = await settings({ language: options.lang, cluster: options.cluster });
  const words = doctorWords(values.language);
  const cluster = subjectCluster(values.cluster);
  const lesson = await loadLesson(await lessonDir(name));
  const talks = process.stderr.isTTY && !options.json;
  if (talks) process.stderr.write(words.looking);
  const examination = await examine({ cluster, uses: await usesOf(lesson, cluster.kind) }, stateHome());
  if (talks) process.stderr.write('\r\u001B[K');
  process.stdout.write(
    options.json
      ? examinationJson(examination, values.cluster, words)
      : examinationText(examination, values.cluster, words, process.stdout.columns),
  );
  if (!examination.ready) process.exitCode = 3;
}

/** @throws UsageError */
function subjectCluster(name: string): SubjectCluster {
  const [, kind, rest] = /^(practice$|minikube(?=$|:.)|context(?=:.))(?::(.+))?$/.exec(name) ?? [];
  if (kind === 'practice') return { kind };
  if (kind === 'minikube') return { kind, profile: rest ?? ownProfile };
  if (kind === 'context' && rest !== undefined) return { kind, context: rest };
  throw new UsageError(
    `There is no cluster "${name}".`,
    'Say --cluster practice, --cluster minikube (or minikube:PROFILE), or --cluster context:NAME with a context of your kubeconfig.',
  );
}
