import type { ImageFact } from '../gather/images.ts';
import { isInMirror, type MirrorFacts, type MirrorUser } from '../gather/mirror.ts';
import { mendMirror } from '../mend/mirror.ts';
import { type Finding, type Mend, type Problem, problem, type Severity } from '../problem.ts';
import type { System } from '../system.ts';

/**
 * Whether a mirror has the lesson's images, and whether what pulls them asks it.
 * @param elsewhere what is known of the images without it
 */
export function judgeMirror(facts: MirrorFacts, elsewhere: readonly ImageFact[], system: System): Finding {
  const { address: mirror, answers, users } = facts;
  const having = answers.filter(({ answer }) => answer.kind === 'there');
  const found = [`${mirror} ${having.length}/${answers.length}`];
  const problems: Problem[] = [];
  const silent = answers.find(({ answer }) => answer.kind === 'unreachable')?.answer;
  if (silent?.kind === 'unreachable' && having.length === 0) {
    return { found: [], problems: [problem('warning', 'mirror-unreachable', { mirror }, silent.error)] };
  }
  const lacking = answers.filter(({ answer }) => answer.kind !== 'there').map(({ image }) => image.name);
  if (lacking.length > 0) {
    const statuses = [...new Set(answers.flatMap(({ answer }) => statusOf(answer.kind)))].join(', ');
    const evidence = `${mirror}: ${statuses === '' ? 'no answer' : `HTTP ${statuses}`}`;
    problems.push(problem('warning', 'mirror-lacks', { mirror, images: lacking }, evidence));
  }
  // Where the images are nowhere else to be had, nothing goes on without it.
  const isNeeded = elsewhere.some(
    ({ image, answer }) => !['there', 'had'].includes(answer.kind) && isInMirror(facts, image),
  );
  for (const user of having.length > 0 ? users : []) {
    if (user.asksIt) continue;
    problems.push(
      judgeUser(mirror, user, isNeeded ? 'missing' : 'warning', mendMirror(mirror, user, system)),
    );
  }
  return { found, problems };
}

function judgeUser(mirror: string, user: MirrorUser, severity: Severity, mend: Mend): Problem {
  switch (user.kind) {
    case 'nodes':
      return problem('info', 'mirror-for-nodes', { mirror, context: user.context }, '', mend);
    case 'docker': {
      const evidence = `docker info: ${user.engine.mirrors.join(', ') || '-'}`;
      return problem(severity, 'mirror-unused', { mirror, who: 'Docker' }, evidence, mend);
    }
    case 'minikube': {
      const { profile } = user;
      if (user.isMade) return problem(severity, 'mirror-too-late', { mirror, profile }, '', mend);
      return problem(severity, 'mirror-unused', { mirror, who: `minikube (${profile})` }, '', mend);
    }
    case 'kind':
    case 'k3d':
      return problem(severity, 'mirror-unused', { mirror, who: `${user.kind} (${user.cluster})` }, '', mend);
  }
}

function statusOf(kind: string): string[] {
  const statuses: Record<string, string> = { absent: '404', denied: '401', limited: '429', troubled: '5xx' };
  return statuses[kind] === undefined ? [] : [statuses[kind]];
}

/** What is known of images, those that the mirror has being there. */
export function withMirror(elsewhere: readonly ImageFact[], facts: MirrorFacts | undefined): ImageFact[] {
  return elsewhere.map((one) =>
    facts && one.answer.kind !== 'had' && isInMirror(facts, one.image)
      ? { ...one, answer: { kind: 'had' } }
      : one,
  );
}
