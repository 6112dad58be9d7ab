import type { Language } from '../../base/languages.ts';

type ClusterKind = 'practice' | 'minikube' | 'context';

/** What a lesson's page says beside the lesson. */
export interface PageWords {
  readonly facts: (minutes: number, steps: number, version: string) => string;
  readonly needs: (programs: string) => string;
  readonly contents: string;
  readonly onlyOn: (clusters: readonly ClusterKind[]) => string;
  readonly stop: string;
  readonly hint: (number: number, count: number) => string;
  readonly guess: string;
  readonly question: string;
  readonly answer: string;
  readonly tones: {
    readonly note: string;
    readonly tip: string;
    readonly important: string;
    readonly warning: string;
    readonly caution: string;
  };
}

const en: PageWords = {
  facts: (minutes, steps, version) => `${minutes} minutes · ${steps} steps · version ${version}`,
  needs: (programs) => `You need ${programs}.`,
  contents: 'Contents',
  onlyOn: (clusters) =>
    `Only on ${listed('en', clusters, { practice: 'the practice cluster', minikube: 'minikube', context: 'a cluster of your own' })}.`,
  stop: 'This command goes on until you press Ctrl-C.',
  hint: (number, count) => (count === 1 ? 'Hint' : `Hint ${number}`),
  guess: 'Guess first',
  question: 'Question',
  answer: 'Answer',
  tones: {
    note: 'Note',
    tip: 'Hint',
    important: 'Important',
    warning: 'Warning',
    caution: 'Caution',
  },
};

const fr: PageWords = {
  facts: (minutes, steps, version) => `${minutes} minutes · ${steps} étapes · version ${version}`,
  needs: (programs) => `Il vous faut ${programs}.`,
  contents: 'Sommaire',
  onlyOn: (clusters) =>
    `Seulement sur ${listed('fr', clusters, { practice: 'le cluster d’entraînement', minikube: 'minikube', context: 'un cluster à vous' })}.`,
  stop: 'Cette commande continue jusqu’à ce que vous appuyiez sur Ctrl-C.',
  hint: (number, count) => (count === 1 ? 'Indice' : `Indice ${number}`),
  guess: 'Devinez d’abord',
  question: 'Question',
  answer: 'Réponse',
  tones: {
    note: 'Remarque',
    tip: 'Indice',
    important: 'Important',
    warning: 'Attention',
    caution: 'Danger',
  },
};

const zh: PageWords = {
  facts: (minutes, steps, version) => `${minutes} 分钟 · ${steps} 步 · 版本 ${version}`,
  needs: (programs) => `需要 ${programs}。`,
  contents: '目录',
  onlyOn: (clusters) =>
    `仅适用于${listed('zh', clusters, { practice: '练习集群', minikube: ' minikube', context: '自己的集群' })}。`,
  stop: '这条命令会一直运行，按 Ctrl-C 才停止。',
  hint: (number, count) => (count === 1 ? '提示' : `提示 ${number}`),
  guess: '先猜一猜',
  question: '问题',
  answer: '答案',
  tones: { note: '说明', tip: '提示', important: '重要', warning: '注意', caution: '危险' },
};

const all: Readonly<Record<Language, PageWords>> = { en, fr, zh };

export function pageWords(language: Language): PageWords {
  return all[language];
}

function listed(
  language: Language,
  clusters: readonly ClusterKind[],
  names: Readonly<Record<ClusterKind, string>>,
): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(clusters.map((kind) => names[kind]));
}
