/** What became of something in the source. */
export const fates = ['converted', 'modernised', 'repaired', 'suggested', 'left-out', 'to-do'] as const;
export type Fate = (typeof fates)[number];

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One line of an import's report. */
export interface Remark extends Place {
  readonly fate: Fate;
  readonly message: string;
  /** What the author should do about it. */
  readonly next?: string;
}

/** What a stage made of its input, and what there is to say about that. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly remarks: readonly Remark[];
}

export function remark({ file, line }: Place, fate: Fate, message: string, next?: string): Remark {
  return { file, line, fate, message, ...(next !== undefined && { next }) };
}

/** The beginning of a text, on one line. */
export function shown(text: string, most = 60): string {
  const [line = '', ...rest] = text.trim().split('\n');
  const cut = [...line.trim()].slice(0, most).join('');
  return cut.length < line.trim().length || rest.length > 0 ? `${cut}…` : cut;
}
