import type { Language } from '../../base/languages.ts';

/** What an imported lesson says of itself, in its own language. */
export const texts: Readonly<
  Record<Language, { readonly startCluster: string; readonly whyCluster: string }>
> = {
  en: {
    startCluster: 'Start a cluster',
    whyCluster: 'Everything that follows happens on a small cluster of your own.',
  },
  fr: {
    startCluster: 'Démarrer un cluster',
    whyCluster: 'Tout ce qui suit se passe sur un petit cluster à vous.',
  },
  zh: { startCluster: '启动集群', whyCluster: '接下来的操作都在你自己的小集群上进行。' },
};
