import type { Language } from '../../../base/languages.ts';
import type { ProbeId, ProblemParams, Severity } from '../../../cluster/doctor/problem.ts';
import type { SubjectCluster } from '../../../cluster/doctor/subject.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { zh } from './zh.ts';

/** What is said of one kind of problem: what is wrong, and what to do, before the command that does it. */
export interface ProblemWords<Params> {
  readonly what: (params: Params) => string;
  readonly next: (params: Params) => string;
}

export type Catalogue<Problems> = { readonly [Id in keyof Problems]: ProblemWords<Problems[Id]> };

/** Everything that the doctor says, in one language. A problem that a catalogue has no words for does not compile. */
export interface DoctorWords {
  readonly language: Language;
  /** While the machine is examined. */
  readonly looking: string;
  readonly title: (lesson: string, cluster: string, system: string) => string;
  /** What this kind of cluster needs of a machine. */
  readonly needs: Readonly<Record<SubjectCluster['kind'], string>>;
  readonly probes: Readonly<Record<ProbeId, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly problems: Catalogue<ProblemParams>;
  readonly seen: (evidence: string) => string;
  readonly readOn: (link: string) => string;
  readonly ready: (warnings: number) => string;
  readonly notReady: (missing: number, warnings: number) => string;
}

const catalogues: Readonly<Record<Language, DoctorWords>> = { en, fr, zh };

export function doctorWords(language: Language): DoctorWords {
  return catalogues[language];
}
