import { z } from 'zod';
import { parseDuration } from '../base/duration.ts';
import { languages } from '../base/languages.ts';

/**
 * What `lesson.yaml` may say. `lesson.schema.json` is written from this file, by `npm run build`. The messages are
 * noun phrases: a finding says "`timeout` must be <message>".
 */

const duration = z
  .string('a duration, such as 30s or 2m')
  .refine((text) => parseDuration(text) !== undefined, 'a duration, such as 30s or 2m')
  .meta({ description: 'A duration: 30s, 2m, 1m30s', examples: ['30s', '2m'] });

const pattern = z
  .string()
  .superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault) {
      const message = `a regular expression that JavaScript accepts (${fault})`;
      context.addIssue({ code: 'custom', message });
    }
  })
  .meta({ description: 'A JavaScript regular expression, matched line by line (flag m)', format: 'regex' });

function faultOf(text: string): string | undefined {
  try {
    new RegExp(text, 'm');
    return undefined;
  } catch (error) {
    // "Invalid regular expression: /(/m: Unterminated group": the pattern itself is shown anyway.
    return (error as Error).message.replace(/^.*: /s, '').toLowerCase();
  }
}

/** What a lesson's and a step's id are made of. */
const slug = z
  .string('lower-case words joined by hyphens')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

const variableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, 'the name of a shell variable (letters, digits and _)');

/** What a transcript must not show. */
const secret = z.string().superRefine((text, context) => {
  const inner = /^\/(.+)\/$/.exec(text)?.[1];
  if (inner === undefined && !/^[A-Za-z_]\w*$/.test(text)) {
    const message = 'the name of a shell variable, or a regular expression between slashes';
    context.addIssue({ code: 'custom', message });
  }
  const fault = inner === undefined ? undefined : faultOf(inner);
  if (fault) {
    const message = `a regular expression that JavaScript accepts (${fault})`;
    context.addIssue({ code: 'custom', message });
  }
});

/** A partial object: every key named must match; keys in parentheses are JMESPath expressions. */
const tree = z.unknown().meta({
  description: 'A partial object. Keys in parentheses are JMESPath: "(conditions[0].status)": "True"',
  examples: [{ status: { availableReplicas: 1 } }],
});

const common = {
  timeout: duration
    .optional()
    .describe('How long this check may stay red before its step fails; 2m unless told'),
  once: z.boolean().optional().describe('True once is enough: it need not hold afterwards'),
};

const namespace = z.string().optional().describe("The namespace; the run's own unless told");

const count = z.int().min(0);

const resource = z
  .strictObject({
    resource: z
      .string()
      .regex(/^[a-z0-9.-]+(\/[a-z0-9.-]+)?$/, 'a resource such as "nodes" or "deployments/registry"')
      .meta({
        description: 'What to look at: nodes, pods, deployments/registry, services/web',
        examples: ['deployments/registry', 'nodes'],
      }),
    namespace,
    selector: z.string().optional().describe('A label selector: app=web,tier!=cache'),
    match: tree.optional(),
    count: z
      .union(
        [
          count,
          z.strictObject({
            min: count.optional().describe('At least so many'),
            max: count.optional().describe('At most so many'),
          }),
        ],
        { error: 'a whole number, or a mapping of min and max' },
      )
      .optional()
      .meta({ description: 'How many objects match; at least 1 unless told', examples: [1, { min: 2 }] }),
    absent: z.literal(true).optional().describe('No object matches'),
    ...common,
  })
  .meta({ id: 'resource', title: 'A check of Kubernetes objects' });

const http = z
  .strictObject({
    http: z.string().meta({
      description: "A URL; $VARIABLES are the run's",
      examples: ['http://$NODE:$NODEPORT/'],
    }),
    status: z.int().min(100).max(599).optional().describe('The status code; any 2xx unless told'),
    json: tree.optional(),
    body: pattern.optional(),
    rises: z
      .string()
      .optional()
      .meta({
        description: 'A JMESPath expression whose number must grow between two samples',
        examples: ['hashes'],
      }),
    ...common,
  })
  .meta({ id: 'http', title: 'A check of what a URL answers' });

const logs = z
  .strictObject({
    logs: z
      .string()
      .regex(/^[a-z0-9.-]+\/[a-z0-9.-]+$/, 'a pod or workload such as "deployments/worker"')
      .meta({
        description: 'Whose logs: pods/web, deployments/worker',
        examples: ['deployments/worker'],
      }),
    namespace,
    matches: pattern.optional(),
    unless: pattern
      .optional()
      .describe('What a later line says that takes `matches` back, until another one matches'),
    absent: pattern.optional(),
    since: z
      .enum(['step', 'start'])
      .optional()
      .describe('Lines since the step began (the default), or all there are'),
    ...common,
  })
  .meta({ id: 'logs', title: 'A check of what a pod or workload logged' });

const command = z
  .strictObject({
    command: z.string().describe("A command in the run's shell; it must change nothing"),
    exit: z.int().min(0).max(255).optional().describe('Its exit code; 0 unless told'),
    stdout: pattern.optional(),
    ...common,
  })
  .meta({ id: 'command', title: 'A check of what a command says' });

const variable = z
  .strictObject({
    variable: variableName.meta({ description: "One of the run's shell variables", examples: ['REGISTRY'] }),
    matches: pattern.optional(),
    ...common,
  })
  .meta({ id: 'variable', title: 'A check of a shell variable' });

const file = z
  .strictObject({
    file: z.string().describe("A path, from the run's working directory"),
    matches: pattern.optional(),
    absent: z.literal(true).optional().describe('The file is not there'),
    ...common,
  })
  .meta({ id: 'file', title: 'A check of a file' });

export const checkSchemas = { resource, http, logs, command, variable, file } as const;
export type CheckKind = keyof typeof checkSchemas;
export const checkKinds = Object.keys(checkSchemas) as CheckKind[];

export const checkSchema = z
  .union([resource, http, logs, command, variable, file])
  .meta({ id: 'check', description: `One of: ${checkKinds.join(', ')}` });

export const questionSchema = z
  .strictObject({
    id: slug.meta({
      description: 'The name of the question, as its marker in the prose says',
      examples: ['which-port'],
    }),
    when: z
      .enum(['before', 'after'])
      .optional()
      .describe(
        'before: a guess, to be made before the command is run; after: asked once the step is done, which it is unless told',
      ),
    right: z
      .int()
      .min(1)
      .max(9)
      .meta({ description: 'The number of the right choice, counted from 1', examples: [2] }),
  })
  .meta({ id: 'question', title: 'A question', description: 'What is asked and answered is in the prose' });

export const stepSchema = z
  .strictObject({
    id: slug.meta({
      description: "The name of the step, as its prose's marker says",
      examples: ['deploy-web'],
    }),
    on: z
      .array(z.enum(['practice', 'minikube', 'context']))
      .min(1)
      .optional()
      .describe('The kinds of cluster that this step is for; all unless told'),
    run: z.string().optional().describe('The command, run in bash; state carries over to the next step'),
    until: z.literal('checks').optional().describe('Stop the command once its checks are green'),
    look: z.literal(true).optional().describe('This step only looks; it changes nothing'),
    output: pattern.optional().describe('What the command of a step that looks must print'),
    checks: z.array(checkSchema).optional().describe('What must be true once the step is done'),
    undo: z.string().optional().describe("The command that takes the step's effect back"),
    questions: z
      .array(questionSchema)
      .min(1)
      .optional()
      .describe('What learners are asked; nobody has to answer'),
    timeout: duration.optional().describe('How long the command may run; 10m unless told'),
    retries: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .describe('How often validation runs a command again that failed; the step is then reported as flaky'),
  })
  .meta({ id: 'step', title: 'A step' });

export const lessonSchema = z
  .strictObject({
    id: slug.meta({ description: 'The name of the lesson', examples: ['dockercoins'] }),
    version: z
      .string('a version such as 1.0.0')
      .regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0')
      .meta({ description: 'Raised when learners should know of a change', examples: ['1.0.0'] }),
    minutes: z
      .int()
      .min(1)
      .meta({ description: 'How long a learner takes at reading speed', examples: [45] }),
    languages: z
      .array(z.enum(languages))
      .min(1)
      .optional()
      .meta({ description: 'What it is written in; [en] unless told', examples: [['en', 'fr']] }),
    requires: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'Programs and their versions', examples: [{ kubectl: '>=1.20', curl: '*' }] }),
    variables: z
      .record(variableName, z.string())
      .optional()
      .meta({ description: 'Shell variables that the first step starts with', examples: [{ TAG: 'v0.1' }] }),
    secrets: z
      .array(secret)
      .optional()
      .meta({
        description:
          'Variables whose values transcripts hide, and regular expressions between slashes of what else they hide',
        examples: [['DB_PASSWORD', '/lic-[0-9a-f]{8}/']],
      }),
    steps: z.array(stepSchema).min(1).describe('What happens, in order'),
  })
  .meta({ title: 'A pilotage lesson', description: 'What happens in a lesson; what is said is in en.md' });

export type Check = z.infer<typeof checkSchema>;
export type ResourceCheck = z.infer<typeof resource>;
export type HttpCheck = z.infer<typeof http>;
export type LogsCheck = z.infer<typeof logs>;
export type CommandCheck = z.infer<typeof command>;
export type VariableCheck = z.infer<typeof variable>;
export type FileCheck = z.infer<typeof file>;
export type QuestionFile = z.infer<typeof questionSchema>;
export type Step = z.infer<typeof stepSchema>;
export type LessonFile = z.infer<typeof lessonSchema>;

/** Which kind of check it is: the key that names it. */
export function kindOf(check: Check): CheckKind {
  for (const kind of checkKinds) if (kind in check) return kind;
  throw new TypeError(`a check of no known kind: ${Object.keys(check).join(', ')}`);
}
