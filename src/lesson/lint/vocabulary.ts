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

/** Verbs, and how translation programs put them in French and in Chinese. */
const translations: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    get: 'obtenir obtenez obtiens récupérer montrer lister afficher 获取 得到 取得 显示 列出',
    describe: 'décrire décrivez décris 描述',
    create: 'créer créez crée 创建 新建',
    delete: 'supprimer supprimez supprime effacer 删除',
    expose: 'exposer exposez 暴露 公开 曝光',
    run: 'exécuter exécutez lancer lancez courir 运行 执行',
    apply: 'appliquer appliquez applique 应用 申请',
    edit: 'éditer éditez modifier modifiez 编辑',
    scale: 'échelle redimensionner 扩展 缩放 扩容',
    logs: 'journaux journal bûches 日志 原木',
    explain: 'expliquer expliquez 解释 说明',
    label: 'étiqueter étiquette étiquettes 标签',
    build: 'construire construisez 构建 建造 建立',
    push: 'pousser poussez 推送 推',
    pull: 'tirer tirez 拉取 拉',
    tag: 'étiqueter étiquette marquer 标记',
    start: 'démarrer démarrez commencer 启动 开始',
    stop: 'arrêter arrêtez 停止',
    wait: 'attendre attendez 等待',
  }).map(([verb, forms]) => [verb, words(forms)]),
);

/** The verb of a program that a word is the translation of. */
export function translatedVerb(word: string, known: ReadonlySet<string>): string | undefined {
  const lower = word.toLowerCase();
  return Object.keys(translations).find((verb) => known.has(verb) && translations[verb]?.has(lower));
}

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
    `add branch checkout clone commit init merge mv pull push rebase reset restore rm stash switch tag remote/add
    remote/remove credential/approve`,
  ),
};
const changingPrograms = words(
  'chmod chown cp dd install ln mkdir mv rm rmdir tee touch truncate unset export',
);

/** The name of what a command changes anything with, `kubectl delete`; undefined where it only looks. */
export function changeIn(command: SimpleCommand): string | undefined {
  const program = unquoted(command.words[0] ?? '');
  if (changingPrograms.has(program)) return program;
  const known = Object.hasOwn(changing, program) ? changing[program] : undefined;
  if (!known || command.words.some((word) => word.startsWith('--dry-run'))) return undefined;
  const [verb = '', second = ''] = operands(command);
  if (known.has(verb)) return `${program} ${verb}`;
  return known.has(`${verb}/${second}`) ? `${program} ${verb} ${second}` : undefined;
}
