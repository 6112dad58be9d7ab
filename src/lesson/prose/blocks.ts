/** What prose is made of, for whoever shows it: nothing here knows which parser read it. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' };

export const tones = ['note', 'tip', 'important', 'warning', 'caution'] as const;
/** The kinds of admonition that Git forges know. */
export type Tone = (typeof tones)[number];

export type Alignment = 'left' | 'center' | 'right' | undefined;

type Content =
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly Item[];
    }
  | { readonly type: 'code'; readonly language: string | undefined; readonly text: string }
  | {
      readonly type: 'table';
      readonly align: readonly Alignment[];
      readonly header: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | { readonly type: 'admonition'; readonly tone: Tone; readonly children: readonly Block[] }
  | { readonly type: 'rule' };

/** One block of prose; `line`, from 1, is where it starts in its file. */
export type Block = Content & { readonly line: number };
export type Cell = readonly Inline[];

export interface Item {
  /** Whether it is ticked, for an item of a task list. */
  readonly checked?: boolean;
  readonly children: readonly Block[];
}

/** The words alone, without markup. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'break') return ' ';
      return 'text' in inline ? inline.text : plainText(inline.children);
    })
    .join('');
}
