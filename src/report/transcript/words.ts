import type { Language } from '../../base/languages.ts';

/** What a transcript says of itself. */
export interface Words {
  readonly when: (from: string, to: string, cluster: string) => string;
  readonly progress: (done: number, skipped: number, total: number) => string;
  readonly masked: (mask: string) => string;
  readonly step: (number: number, total: number, title: string) => string;
  readonly missing: (lines: number | undefined) => string;
  readonly unknownEnd: string;
  readonly exit: (code: number) => string;
  readonly endings: {
    readonly cancelled: string;
    readonly timeout: string;
    readonly checks: string;
    readonly lost: string;
  };
  readonly done: (byLearner: boolean) => string;
  readonly failed: (reason: string) => string;
  readonly skipped: string;
  readonly hint: (number: number) => string;
  readonly answer: (right: boolean) => string;
  readonly reset: string;
  readonly shell: string;
  readonly resumed: (time: string) => string;
  readonly cut: string;
}

const en: Words = {
  when: (from, to, cluster) => `From ${from} to ${to}, on ${cluster}.`,
  progress: (done, skipped, total) =>
    `${done} of ${total} steps done${skipped > 0 ? `, ${skipped} skipped` : ''}.`,
  masked: (mask) => `Secrets are masked: ${mask}`,
  step: (number, total, title) => `Step ${number} of ${total}: ${title}`,
  missing: (lines) => {
    if (lines === undefined) return '… earlier lines were not kept …';
    return lines === 1 ? '… 1 line was not kept …' : `… ${lines} lines were not kept …`;
  },
  unknownEnd: 'The program ended before this command did.',
  exit: (code) => `Exit code ${code}.`,
  endings: {
    cancelled: 'Stopped.',
    timeout: 'Stopped: it took too long.',
    checks: 'Stopped, once the checks were green.',
    lost: 'Interrupted, when the program ended.',
  },
  done: (byLearner) => (byLearner ? 'Done, by hand.' : 'Done.'),
  failed: (reason) => `Not there yet: ${reason}`,
  skipped: 'Skipped.',
  hint: (number) => `Hint ${number} was asked for.`,
  answer: (right) =>
    right ? 'A question was answered, and rightly.' : 'A question was answered, not rightly yet.',
  reset: 'What the step had done was taken back.',
  shell: 'A shell was opened; what happened in it is not recorded.',
  resumed: (time) => `Gone on at ${time}.`,
  cut: 'The last thing that happened could not be saved, and is missing here.',
};

const fr: Words = {
  when: (from, to, cluster) => `Du ${from} au ${to}, sur ${cluster}.`,
  progress: (done, skipped, total) =>
    `${done} ${done < 2 ? 'étape faite' : 'étapes faites'} sur ${total}${
      skipped > 0 ? `, ${skipped} ${skipped < 2 ? 'passée' : 'passées'}` : ''
    }.`,
  masked: (mask) => `Les secrets sont masqués : ${mask}`,
  step: (number, total, title) => `Étape ${number} sur ${total} : ${title}`,
  missing: (lines) => {
    if (lines === undefined) return '… les lignes précédentes n’ont pas été conservées …';
    return lines === 1 ? '… 1 ligne n’a pas été conservée …' : `… ${lines} lignes n’ont pas été conservées …`;
  },
  unknownEnd: 'Le programme s’est arrêté avant cette commande.',
  exit: (code) => `Code de sortie ${code}.`,
  endings: {
    cancelled: 'Arrêtée.',
    timeout: 'Arrêtée : elle durait trop longtemps.',
    checks: 'Arrêtée, une fois les vérifications au vert.',
    lost: 'Interrompue par l’arrêt du programme.',
  },
  done: (byLearner) => (byLearner ? 'Fait, à la main.' : 'Fait.'),
  failed: (reason) => `Pas encore : ${reason}`,
  skipped: 'Étape passée.',
  hint: (number) => `Indice ${number} demandé.`,
  answer: (right) => (right ? 'Question : bonne réponse.' : 'Question : pas encore la bonne réponse.'),
  reset: 'Ce que l’étape avait fait a été défait.',
  shell: 'Un shell a été ouvert ; ce qui s’y est passé n’est pas enregistré.',
  resumed: (time) => `Repris le ${time}.`,
  cut: 'La dernière chose qui s’est passée n’a pas pu être enregistrée : elle manque ici.',
};

const zh: Words = {
  when: (from, to, cluster) => `从 ${from} 到 ${to}，集群：${cluster}。`,
  progress: (done, skipped, total) =>
    `共 ${total} 步，完成 ${done} 步${skipped > 0 ? `，跳过 ${skipped} 步` : ''}。`,
  masked: (mask) => `机密内容已遮盖：${mask}`,
  step: (number, total, title) => `第 ${number} 步，共 ${total} 步：${title}`,
  missing: (lines) => (lines === undefined ? '… 前面的行没有保留 …' : `… 有 ${lines} 行没有保留 …`),
  unknownEnd: '程序在这条命令之前就结束了。',
  exit: (code) => `退出码 ${code}。`,
  endings: {
    cancelled: '已停止。',
    timeout: '已停止：运行时间太长。',
    checks: '检查全部通过后已停止。',
    lost: '程序结束时被中断。',
  },
  done: (byLearner) => (byLearner ? '完成，是自己动手做的。' : '完成。'),
  failed: (reason) => `还没有成功：${reason}`,
  skipped: '已跳过。',
  hint: (number) => `查看了提示 ${number}。`,
  answer: (right) => (right ? '回答了一道题，答对了。' : '回答了一道题，还没有答对。'),
  reset: '这一步做过的已经撤销。',
  shell: '打开了一个 shell；在其中做的事没有记录。',
  resumed: (time) => `${time} 继续。`,
  cut: '最后发生的一件事没能保存，这里缺少它。',
};

const all: Readonly<Record<Language, Words>> = { en, fr, zh };

export function wordsIn(language: Language): Words {
  return all[language];
}
