import { examine } from '../../cluster/doctor/examine.ts';
import { usesOf } from '../../cluster/doctor/lesson/uses.ts';
import { loadLesson } from '../../lesson/load.ts';
import { stateHome } from '../../runner/home.ts';
import { examinationJson } from '../../ui/doctor/json.ts';
import { examinationText } from '../../ui/doctor/text.ts';
import { doctorWords } from '../../ui/doctor/words/words.ts';
import { parseClusterName } from '../cluster-name.ts';
import { mirrorIn } from '../config/mirror.ts';
import { settings } from '../config/settings.ts';
import { lessonDir } from '../lessons.ts';

export interface DoctorOptions {
  readonly cluster?: string;
  readonly lang?: string;
  readonly json?: boolean;
  readonly mirror?: string;
}

/** What this machine misses for a workshop on a cluster, and how it is had. Exit code 3 when something is missing. */
export async function doctorCommand(name: string, options: DoctorOptions): Promise<void> {
  const chosen = await settings({
    language: options.lang,
    cluster: options.cluster,
    mirror: options.mirror,
  });
  const { values } = chosen;
  const words = doctorWords(values.language);
  const cluster = parseClusterName(values.cluster);
  const lesson = await loadLesson(await lessonDir(name));
  const talks = process.stderr.isTTY && !options.json;
  if (talks) process.stderr.write(words.looking);
  const examination = await examine(
    { cluster, uses: await usesOf(lesson, cluster.kind), mirror: mirrorIn(chosen) },
    stateHome(),
  );
  if (talks) process.stderr.write('\r\u001B[K');
  process.stdout.write(
    options.json
      ? examinationJson(examination, values.cluster, words)
      : examinationText(examination, values.cluster, words, process.stdout.columns),
  );
  if (!examination.ready) process.exitCode = 3;
}
