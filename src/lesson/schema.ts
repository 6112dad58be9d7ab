import * as z from 'zod';
import { languages } from '../base/languages.ts';
import { checkSchema } from './check-schema.ts';
import { duration, image, pattern, secret, slug, variableName } from './schema-values.ts';

export {
  type Check,
  type CheckKind,
  type CommandCheck,
  checkKinds,
  checkSchema,
  checkSchemas,
  type FileCheck,
  type HttpCheck,
  kindOf,
  type LogsCheck,
  type ResourceCheck,
  type VariableCheck,
} from './check-schema.ts';

/**
 * What `lesson.yaml` may say. `lesson.schema.json` is written from this file, by `npm run build`. The messages are
 * noun phrases: a finding says "`timeout` must be <message>".
 */

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
      .meta({
        description: 'The kinds of cluster that this step is for; all unless told',
        examples: [['practice', 'minikube']],
      }),
    run: z
      .string()
      .optional()
      .meta({
        description: 'The command, run in bash; what it leaves in the shell is there in the next step',
        examples: ['kubectl create deployment web --image=nginx:1.29'],
      }),
    until: z.literal('checks').optional().describe('Stop the command once its checks are green'),
    look: z.literal(true).optional().describe('This step only looks; it changes nothing'),
    output: pattern.optional().meta({
      description: 'What some line that the command prints must match',
      examples: ['^web-\\S+\\s+1/1'],
    }),
    checks: z
      .array(checkSchema)
      .optional()
      .meta({
        description: 'What must be true once the step is done',
        examples: [[{ resource: 'deployments/web', match: { status: { availableReplicas: 1 } } }]],
      }),
    undo: z
      .string()
      .optional()
      .meta({
        description: "The command that takes the step's effect back",
        examples: ['kubectl delete deployment web'],
      }),
    resume: z
      .string()
      .optional()
      .meta({
        description:
          'The command that starts again what the step left running in the background, which ends with the program: run when a run is gone on with in which the step is done',
        examples: ['kubectl port-forward service/web 8080:80 > forward.log &'],
      }),
    questions: z
      .array(questionSchema)
      .min(1)
      .optional()
      .meta({
        description: 'What learners are asked; nobody has to answer',
        examples: [[{ id: 'which-port', when: 'before', right: 2 }]],
      }),
    timeout: duration.optional().describe('How long the command may run; 10m unless told'),
    retries: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .meta({
        description:
          'How often validation runs a command again that failed; the step is then reported as flaky',
        examples: [2],
      }),
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
    images: z
      .array(image)
      .optional()
      .meta({
        description:
          'Images that are pulled, and that no command and no file names as a whole: what a variable or sed makes of a name',
        examples: [['nginx:1.29']],
      }),
    steps: z
      .array(stepSchema)
      .min(1)
      .meta({
        description: 'What happens, in order',
        examples: [[{ id: 'see-nodes', look: true, run: 'kubectl get nodes', output: 'Ready' }]],
      }),
  })
  .meta({ title: 'A pilotage lesson', description: 'What happens in a lesson; what is said is in en.md' });

export type QuestionFile = z.infer<typeof questionSchema>;
export type Step = z.infer<typeof stepSchema>;
export type LessonFile = z.infer<typeof lessonSchema>;
