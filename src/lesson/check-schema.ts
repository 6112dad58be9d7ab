import * as z from 'zod';
import { duration, pattern, variableName } from './schema-values.ts';

/** What a check in `lesson.yaml` may say: a schema a kind. */

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

const namespace = z
  .string()
  .optional()
  .meta({ description: "The namespace; the run's own unless told", examples: ['kube-system'] });

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
    selector: z
      .string()
      .optional()
      .meta({ description: 'A label selector', examples: ['app=web', 'app=web,tier!=cache'] }),
    match: tree.optional(),
    count: z
      .union(
        [
          count,
          z.strictObject({
            min: count.optional().meta({ description: 'At least so many', examples: [2] }),
            max: count.optional().meta({ description: 'At most so many', examples: [5] }),
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
    status: z
      .int()
      .min(100)
      .max(599)
      .optional()
      .meta({ description: 'The status code; any 2xx unless told', examples: [404] }),
    json: tree.optional(),
    body: pattern
      .optional()
      .meta({ description: 'What a line of the answer matches', examples: ['<title>DockerCoins'] }),
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
    matches: pattern
      .optional()
      .meta({ description: 'What some line matches', examples: ['^RNG running on port 80$'] }),
    unless: pattern.optional().meta({
      description: 'What a later line says that takes `matches` back, until another one matches',
      examples: ['^ERROR:'],
    }),
    absent: pattern.optional().meta({ description: 'What no line matches', examples: ['panic|fatal'] }),
    since: z
      .enum(['step', 'start'])
      .optional()
      .describe('Lines since the step began (the default), or all there are'),
    ...common,
  })
  .meta({ id: 'logs', title: 'A check of what a pod or workload logged' });

const command = z
  .strictObject({
    command: z.string().meta({
      description: "A command in the run's shell; it must change nothing",
      examples: ['docker image inspect $REGISTRY/web:v1 2>&1'],
    }),
    exit: z
      .int()
      .min(0)
      .max(255)
      .optional()
      .meta({ description: 'Its exit code; 0 unless told', examples: [1] }),
    stdout: pattern
      .optional()
      .meta({ description: 'What a line of its standard output matches', examples: ['^v0\\.1$'] }),
    ...common,
  })
  .meta({ id: 'command', title: 'A check of what a command says' });

const variable = z
  .strictObject({
    variable: variableName.meta({ description: "One of the run's shell variables", examples: ['REGISTRY'] }),
    matches: pattern.optional().meta({
      description: 'What its value matches; any, but not none, unless told',
      examples: ['^127\\.0\\.0\\.1:3\\d{4}$'],
    }),
    ...common,
  })
  .meta({ id: 'variable', title: 'A check of a shell variable' });

const file = z
  .strictObject({
    file: z
      .string()
      .meta({ description: "A path, from the run's working directory", examples: ['web/index.html'] }),
    matches: pattern.optional().meta({ description: 'What a line of it matches', examples: ['^FROM nginx'] }),
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

export type Check = z.infer<typeof checkSchema>;
export type ResourceCheck = z.infer<typeof resource>;
export type HttpCheck = z.infer<typeof http>;
export type LogsCheck = z.infer<typeof logs>;
export type CommandCheck = z.infer<typeof command>;
export type VariableCheck = z.infer<typeof variable>;
export type FileCheck = z.infer<typeof file>;

/** Which kind of check it is: the key that names it. */
export function kindOf(check: Check): CheckKind {
  for (const kind of checkKinds) if (kind in check) return kind;
  throw new TypeError(`a check of no known kind: ${Object.keys(check).join(', ')}`);
}
