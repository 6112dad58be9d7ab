import type * as z from 'zod';
import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../../lesson/finding.ts';
import { type Written, wrongValue } from '../../lesson/rules/values.ts';
import { expectation } from '../../lesson/rules/words.ts';
import { keyOffsetAt, type Path } from '../../lesson/yaml/locate.ts';
import { type Clash, clashesOf, fixedIntents, intents } from '../../ui/keys/keymap.ts';
import { type ConfigFile, configSchema } from './schema.ts';

/** What a config file says, if it can be used, or everything that is wrong with it. */
export function checkConfig(written: Written): { file?: ConfigFile; findings: Finding[] } {
  const { data, error } = configSchema.safeParse(written.parsed.value, { error: expectation });
  if (error) return { findings: error.issues.flatMap((issue) => explain(written, issue)) };
  const findings = clashesOf(data.keys ?? {}).map((clash) => explainClash(written, clash));
  return findings.length > 0 ? { findings } : { file: data as ConfigFile, findings };
}

function explain(written: Written, issue: z.core.$ZodIssue): Finding[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(written, path, key));
  if (path.length === 0) {
    const message = 'this file must be a mapping of settings to their values';
    return [
      errorAt(written.source, written.parsed.root.offset, 'wrong-value', message, 'such as theme: dark'),
    ];
  }
  // A list was meant where one is written: what is wrong with its entries is said of them.
  const inner = issue.code === 'invalid_union' ? issue.errors.find((all) => all.some(isInside)) : undefined;
  if (inner) return inner.flatMap((one) => explain(written, { ...one, path: [...path, ...one.path] }));
  return [wrongValue(written, path, issue)];
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0;
}

function unknownKey({ source, parsed }: Written, path: Path, key: string): Finding {
  const known: readonly string[] = path.length === 0 ? Object.keys(configSchema.shape) : intents;
  const meant = nearest(key, known);
  const fix = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${meant}\`?`;
  return errorAt(source, keyOffsetAt(parsed.root, path, key), 'unknown-key', `unknown key \`${key}\``, fix);
}

function explainClash({ source, parsed }: Written, { key, intent, other }: Clash): Finding {
  const message = `\`${key}\` is the key for \`${other}\` already`;
  const offset = keyOffsetAt(parsed.root, ['keys'], intent);
  const fix = fixedIntents.includes(other)
    ? 'it keeps that meaning: choose another one'
    : `choose another one, or give \`${other}\` another key, too`;
  return errorAt(source, offset, 'key-clash', message, fix);
}
