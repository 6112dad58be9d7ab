import { nodeAt } from '../../yaml/locate.ts';
import { commandsIn } from '../commands.ts';
import type { Found, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { changeIn } from '../vocabulary.ts';

const stepOffset = ({ root }: Subject, index: number, key = 'id'): number =>
  nodeAt(root, ['steps', index, key])?.offset ?? 0;

/** What a step must have so that somebody notices when it stops working. */
export const changeWithoutCheck: Rule = {
  id: 'change-without-check',
  severity: 'error',
  what: 'A step runs a command that is not marked as only looking, and has no check.',
  why: 'Nobody notices when its command no longer does what it did: the step is done as soon as the command ends.',
  wrong: '- id: deploy-web\n  run: kubectl create deployment web --image=nginx:1.29',
  right:
    '- id: deploy-web\n  run: kubectl create deployment web --image=nginx:1.29\n  checks:\n    - resource: deployments/web\n      match: { status: { availableReplicas: 1 } }',
  *find(subject) {
    for (const [index, step] of subject.file.steps.entries()) {
      if (step.run === undefined || step.look || step.checks?.length) continue;
      yield {
        source: subject.source,
        offset: stepOffset(subject, index),
        message: `step \`${step.id}\` runs a command and checks nothing`,
        fix: 'give it `checks:`, or `look: true` and an `output:` if it changes nothing',
      };
    }
  },
};

export const lookWithoutOutput: Rule = {
  id: 'look-without-output',
  severity: 'error',
  what: 'A step that only looks does not say what its command must print.',
  why: 'A command that prints something else, or an error, would pass for one that works.',
  wrong: '- id: see-pods\n  look: true\n  run: kubectl get pods',
  right: "- id: see-pods\n  look: true\n  run: kubectl get pods\n  output: '^web-\\S+ +1/1 +Running'",
  *find(subject) {
    for (const [index, step] of subject.file.steps.entries()) {
      if (!step.look || step.run === undefined || step.output !== undefined || step.checks?.length) continue;
      yield {
        source: subject.source,
        offset: stepOffset(subject, index),
        message: `step \`${step.id}\` looks, and nothing says what it must see`,
        fix: 'give it an `output:`, a pattern that one line of what it prints matches',
      };
    }
  },
};

export const lookThatChanges: Rule = {
  id: 'look-that-changes',
  severity: 'error',
  what: 'A step that says it only looks runs a command that changes something.',
  why: 'Its effect is not checked, and learners who skip it, because it only looks, are stuck later.',
  wrong: '- id: see-pods\n  look: true\n  run: kubectl delete pod web',
  right:
    '- id: delete-pod\n  run: kubectl delete pod web\n  checks:\n    - resource: pods/web\n      absent: true',
  *find(subject) {
    for (const script of subject.scripts) {
      const step = subject.file.steps[script.step];
      const looks = script.what === 'check' || (script.what === 'run' && step?.look);
      if (!looks) continue;
      for (const command of commandsIn(script.text)) {
        const change = changeIn(command);
        if (change === undefined) continue;
        const who = script.what === 'check' ? 'a check of step' : 'step';
        const found: Found = {
          source: subject.source,
          offset: script.at(command.index),
          message: `${who} \`${script.id}\` says that it only looks, but \`${change}\` changes something`,
          fix:
            script.what === 'check'
              ? 'look at the effect instead: a check may run many times'
              : 'take `look: true` out and check the effect',
        };
        yield found;
      }
    }
  },
};

export const resumeWithoutCheck: Rule = {
  id: 'resume-without-check',
  severity: 'warning',
  what: 'A step starts something again when a run is gone on with, and no check of it says whether that runs.',
  why: 'Nobody is told when it does not come up: only checks are looked at then, and none that is `once`.',
  wrong: '- id: forward\n  run: bash forward.sh\n  resume: bash forward.sh\n  checks: [{ variable: PORT }]',
  right:
    '- id: forward\n  run: bash forward.sh\n  resume: bash forward.sh\n  checks: [{ http: http://127.0.0.1:$PORT/ }]',
  *find(subject) {
    for (const [index, { id, resume, checks = [] }] of subject.file.steps.entries()) {
      // What a variable or an object is says nothing of a process.
      const asks = checks.some((check) => !check.once && ('http' in check || 'command' in check));
      if (resume === undefined || asks) continue;
      yield {
        source: subject.source,
        offset: stepOffset(subject, index, 'resume'),
        message: `the \`resume\` of step \`${id}\` starts something, and no check asks whether it runs`,
        fix: 'give the step a check of what it answers, `http` or `command`, that is not `once`',
      };
    }
  },
};
