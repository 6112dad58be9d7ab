import { z } from 'zod';
import { languages } from '../base/languages.ts';
import { parseDuration } from '../base/duration.ts';

/** What `lesson.yaml` may say. `lesson.schema.json` is written from this file, by `npm run build`. */

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'a duration, such as 30s or 2m')
  .describe('A duration: 30s, 2m, 1m30s');

const pattern = z
  .string()
  .refine(isPattern, 'a regular expression that JavaScript accepts')
  .describe('A JavaScript regular expression, matched line by line (flag m)');

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'm');
    return true;
  } catch {
    return false;
  }
}

/** A partial object: every key named must match; keys in parentheses are JMESPath expressions. */
const tree = z
  .unknown()
  .describe('A partial object. Keys in parentheses are JMESPath: "(conditions[0].status)": "True"');

const common = {
  timeout: duration.optional().describe('How long this check may stay red before its step fails; 2m unless told'),
  once: z.boolean().optional().describe('True once is enough: it need not hold afterwards'),
};

const resource = z.strictObject({
  resource: z
    .string()
    .regex(/^[a-z0-9.-]+(\/[a-z0-9.-]+)?$/, 'a resource such as "nodes" or "deployments/registry"')
    .describe('What to look at: nodes, pods, deployments/registry, services/web'),
  namespace: z.string().optional(),
  selector: z.string().optional().describe('A label selector: app=web,tier!=cache'),
  match: tree.optional(),
  count: z
    .union([z.int().min(0), z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })])
    .optional()
    .describe('How many objects match; at least 1 unless told'),
  absent: z.literal(true).optional().describe('No object matches'),
  ...common,
});

const http = z.strictObject({
  http: z.string().describe('A URL; $VARIABLES are the run\'s'),
  status: z.int().min(100).max(599).optional().describe('The status code; any 2xx unless told'),
  json: tree.optional(),
  body: pattern.optional(),
  rises: z.string().optional().describe('A JMESPath expression whose number must grow between two samples'),
  ...common,
});

const logs = z.strictObject({
  logs: z
    .string()
    .regex(/^[a-z0-9.-]+\/[a-z0-9.-]+$/, 'a pod or workload such as "deployments/worker"')
    .describe('Whose logs: pods/web, deployments/worker'),
  namespace: z.string().optional(),
  matches: pattern.optional(),
  absent: pattern.optional(),
  since: z.enum(['step', 'start']).optional().describe('Lines since the step began (the default), or all there are'),
  ...common,
});

const command = z.strictObject({
  command: z.string().describe('A command in the run\'s shell; it must change nothing'),
  exit: z.int().min(0).max(255).optional().describe('Its exit code; 0 unless told'),
  stdout: pattern.optional(),
  ...common,
});

const variable = z.strictObject({
  variable: z.string().regex(/^[A-Za-z_]\w*$/, 'the name of a shell variable'),
  matches: pattern.optional(),
  ...common,
});

const file = z.strictObject({
  file: z.string().describe('A path, from the run\'s working directory'),
  matches: pattern.optional(),
  absent: z.literal(true).optional(),
  ...common,
});

export const checkSchemas = { resource, http, logs, command, variable, file } as const;
export type CheckKind = keyof typeof checkSchemas;
export const checkKinds = Object.keys(checkSchemas) as CheckKind[];

export const checkSchema = z.union([resource, http, logs, command, variable, file]);

export const stepSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  on: z
    .array(z.enum(['practice', 'minikube', 'context']))
    .min(1)
    .optional()
    .describe('The kinds of cluster that this step is for; all unless told'),
  run: z.string().optional().describe('The command, run in bash; state carries over to the next step'),
  until: z.literal('checks').optional().describe('Stop the command once its checks are green'),
  look: z.literal(true).optional().describe('This step only looks; it changes nothing'),
  output: pattern.optional().describe('What the command of a step that looks must print'),
  checks: z.array(checkSchema).optional(),
  undo: z.string().optional().describe('The command that takes the step\'s effect back'),
  timeout: duration.optional().describe('How long the command may run; 10m unless told'),
});

export const lessonSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  minutes: z.int().min(1).describe('How long a learner takes at reading speed'),
  languages: z.array(z.enum(languages)).min(1).optional().describe('What it is written in; [en] unless told'),
  requires: z.record(z.string(), z.string()).optional().describe('Programs and their versions: kubectl: ">=1.20"'),
  variables: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/), z.string())
    .optional()
    .describe('Shell variables that the first step starts with'),
  steps: z.array(stepSchema).min(1),
});

export type Check = z.infer<typeof checkSchema>;
export type ResourceCheck = z.infer<typeof resource>;
export type HttpCheck = z.infer<typeof http>;
export type LogsCheck = z.infer<typeof logs>;
export type CommandCheck = z.infer<typeof command>;
export type VariableCheck = z.infer<typeof variable>;
export type FileCheck = z.infer<typeof file>;
export type Step = z.infer<typeof stepSchema>;
export type LessonFile = z.infer<typeof lessonSchema>;

/** Which kind of check it is: the first of its keys names it. */
export function kindOf(check: Check): CheckKind {
  for (const kind of checkKinds) if (kind in check) return kind;
  throw new TypeError(`a check of no known kind: ${Object.keys(check).join(', ')}`);
}
