import type { ImageFact } from '../gather/images.ts';
import type { PullLimit } from '../gather/registry.ts';
import { type Finding, type Problem, problem } from '../problem.ts';

const limits = 'https://docs.docker.com/docker-hub/usage/pulls/';

/** Whether the lesson's images are there to be pulled, and whether this address may still do so. */
export function judgeImages(facts: readonly ImageFact[]): Finding {
  const found: string[] = [];
  const problems: Problem[] = [];
  for (const { image, answer } of facts) {
    const { name, registry } = image;
    const link =
      registry === 'docker.io' ? `https://hub.docker.com/search?q=${name.split(/[:@]/)[0]}` : undefined;
    const command = `docker pull ${name}`;
    if (answer.kind === 'there' || answer.kind === 'had') found.push(name);
    if (answer.kind === 'absent') {
      problems.push(
        problem('missing', 'image-absent', { image: name, registry }, `${name}: HTTP 404`, { command, link }),
      );
    }
    if (answer.kind === 'denied') {
      const evidence = `${name}: HTTP ${answer.status}`;
      problems.push(
        problem('missing', 'image-denied', { image: name, registry }, evidence, { command, link }),
      );
    }
  }
  for (const [registry, group] of byRegistry(facts)) problems.push(...judgeRegistry(registry, group, found));
  return { found, problems };
}

function judgeRegistry(registry: string, facts: readonly ImageFact[], found: string[]): Problem[] {
  const problems: Problem[] = [];
  const having = (kind: ImageFact['answer']['kind']) => facts.filter(({ answer }) => answer.kind === kind);
  const names = (group: readonly ImageFact[]) => group.map(({ image }) => image.name);
  const limited = having('limited');
  if (limited.length > 0) {
    const mend = { command: 'docker login', link: limits };
    const params = { registry, images: names(limited) };
    problems.push(problem('missing', 'registry-limited', params, `${registry}: HTTP 429`, mend));
  }
  const unreachable = having('unreachable');
  const [first] = unreachable;
  if (first?.answer.kind === 'unreachable') {
    const params = { registry, images: names(unreachable) };
    problems.push(problem('missing', 'registry-unreachable', params, first.answer.error));
  }
  const troubled = having('troubled');
  const [worst] = troubled;
  if (worst?.answer.kind === 'troubled') {
    const { status } = worst.answer;
    const params = { registry, status, images: names(troubled) };
    problems.push(problem('warning', 'registry-troubled', params, `${registry}: HTTP ${status}`));
  }
  const there = having('there');
  const limit = least(there);
  if (limit === undefined) return problems;
  const hours = Math.round(limit.seconds / 3600);
  found.push(`${registry} ${limit.remaining}/${limit.limit} (${hours} h)`);
  if (limit.remaining < there.length) {
    const { remaining } = limit;
    const params = { registry, remaining, limit: limit.limit, hours, images: there.length };
    const evidence = `ratelimit-remaining: ${remaining};w=${limit.seconds}`;
    const mend = { command: 'docker login', link: limits };
    problems.push(problem('warning', 'registry-limit-near', params, evidence, mend));
  }
  return problems;
}

function least(facts: readonly ImageFact[]): PullLimit | undefined {
  return facts
    .flatMap(({ answer }) => (answer.kind === 'there' && answer.limit ? [answer.limit] : []))
    .sort((a, b) => a.remaining - b.remaining)[0];
}

function byRegistry(facts: readonly ImageFact[]): Map<string, ImageFact[]> {
  return Map.groupBy(facts, ({ image }) => image.registry);
}
