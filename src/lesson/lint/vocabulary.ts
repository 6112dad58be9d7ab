import { operands, type SimpleCommand, unquoted } from './commands.ts';

const words = (text: string) => new Set(text.split(/\s+/));

/** The programs whose verbs are known, and all of their verbs. */
export const verbs: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl:
    words(`annotate api-resources api-versions apply attach auth autoscale certificate cluster-info completion
    config convert cordon cp create debug delete describe diff drain edit events exec explain expose get help kustomize
    label logs options patch plugin port-forward proxy replace rollout run scale set taint top uncordon version wait`),
  minikube:
    words(`addons cache completion config cp dashboard delete docker-env help image ip kubectl license logs mount
    node options pause podman-env profile service ssh ssh-host ssh-key start status stop tunnel unpause
    update-check update-context version`),
  docker:
    words(`attach build builder buildx commit compose config container context cp create diff events exec export
    help history image images import info init inspect kill load login logout logs manifest network node pause plugin
    port ps pull push rename restart rm rmi run save scout search secret service stack start stats stop swarm system tag
    top trust unpause update version volume wait`),
};

/** Verbs that change something, by program; a second word where only some of a verb's do. */
const changing: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl:
    words(`annotate apply autoscale cordon cp create delete drain edit expose label patch replace run scale set
    taint uncordon rollout/restart rollout/undo rollout/pause rollout/resume certificate/approve certificate/deny
    config/set config/set-context config/use-context config/delete-context`),
  minikube: words('delete pause start stop unpause node/add node/delete addons/enable addons/disable'),
  docker:
    words(`build commit compose/build compose/down compose/push compose/rm compose/up create import kill load login
    logout pause pull push rename restart rm rmi run start stop tag unpause update image/prune image/rm system/prune
    volume/create volume/rm volume/prune network/create network/rm container/rm buildx/build`),
  git: words(
    'add branch checkout clone commit init merge mv pull push rebase reset restore rm stash switch tag',
  ),
};
const changingPrograms = words(
  'chmod chown cp dd install ln mkdir mv rm rmdir tee touch truncate unset export',
);

/** The name of what a command changes anything with, `kubectl delete`; undefined where it only looks. */
export function changeIn(command: SimpleCommand): string | undefined {
  const program = unquoted(command.words[0] ?? '');
  if (changingPrograms.has(program)) return program;
  const known = changing[program];
  if (!known || command.words.some((word) => word.startsWith('--dry-run'))) return undefined;
  const [verb = '', second = ''] = operands(command);
  if (known.has(verb)) return `${program} ${verb}`;
  return known.has(`${verb}/${second}`) ? `${program} ${verb} ${second}` : undefined;
}
