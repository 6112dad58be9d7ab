import type { RulePage } from '../../lesson/lint/rule.ts';

/** What there is to know about a rule, as Markdown. */
export function rulePageText({ id, what, why, wrong, right }: RulePage): string {
  return `# ${id}\n\n${what}\n\n${why}\n\n## Wrong\n\n${code(wrong)}\n\n## Right\n\n${code(right)}\n`;
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
