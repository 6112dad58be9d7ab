import type { Examination } from '../../cluster/doctor/examine.ts';
import { sayProblem } from './say.ts';
import type { DoctorWords } from './words/words.ts';

/**
 * The examination for machines. What is promised: `format` is raised whenever a field changes its meaning or goes;
 * ids, severities and params stay what they are. `what` and `next` are for people, in the language that was asked for.
 */
export function examinationJson(
  { subject, system, findings, ready }: Examination,
  cluster: string,
  words: DoctorWords,
): string {
  const { platform, arch, distribution, version, name, wsl } = system;
  const value = {
    format: 1,
    ready,
    lesson: subject.uses.lesson,
    cluster,
    language: words.language,
    system: { platform, arch, distribution, version: version ?? null, name, wsl },
    probes: findings.map(({ probe, found }) => ({ id: probe, found })),
    problems: findings.flatMap(({ probe, problems }) =>
      problems.map((one) => ({
        id: one.id,
        severity: one.severity,
        probe,
        params: one.params,
        ...sayProblem(one, words),
        evidence: one.evidence,
        command: one.command ?? null,
        link: one.link ?? null,
      })),
    ),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
