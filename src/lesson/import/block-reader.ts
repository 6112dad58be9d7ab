import type { Tokens } from 'marked';
import { directive, directivesIn, isDirective } from './directives.ts';
import { blocksOf, fenced, type PlacedToken, placed } from './markdown.ts';
import type { Piece } from './pieces.ts';
import { type Place, type Remark, remark, shown } from './remark.ts';
import { shellBlock } from './shell-blocks.ts';

/** Makes pieces of Markdown, and collects what there is to say about it. */
export class BlockReader {
  readonly pieces: Piece[] = [];
  readonly remarks: Remark[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** `runs`: commands in code blocks are for the learner to run. */
  read(text: string, line: number, runs: boolean): void {
    const blocks = this.blocks(text, line);
    for (const block of blocks) this.block(block, runs);
  }

  /** An exercise: each item of its lists is something to do. */
  readExercise(text: string, line: number): void {
    const before = this.pieces.length;
    for (const block of this.blocks(text, line)) {
      if (block.token.type === 'list') this.items(block.token, block.line);
      else this.block(block, true);
    }
    const made = this.pieces.slice(before);
    if (made.some(({ type }) => type === 'command')) return;
    this.pieces.splice(
      before,
      made.length,
      ...made.map((piece) => (piece.type === 'task' ? { ...piece, isAlone: true } : piece)),
    );
  }

  /** A remark that stands out: `tone` is what Git forges call its kind. */
  readQuoted(text: string, line: number, tone: string): void {
    const from = this.pieces.length;
    this.read(text, line, false);
    const inside = this.pieces.splice(from);
    const said = inside.flatMap((piece) =>
      'markdown' in piece ? piece.markdown : piece.type === 'heading' ? `**${piece.text}**` : [],
    );
    const rows = said.join('\n\n').split('\n');
    const markdown = [`> [!${tone}]`, ...rows.map((row) => `> ${row}`.trimEnd())].join('\n');
    if (said.length > 0) this.add({ ...this.at(line), type: 'prose', markdown });
    this.pieces.push(...inside.filter(({ type }) => type === 'wait' || type === 'interrupt'));
  }

  notes(text: string, line: number): void {
    const prose = this.blocks(text, line).flatMap(({ token, line: at }) =>
      token.type === 'html' ? this.withoutComments(token.raw, at) : token.raw,
    );
    const markdown = prose.join('').trim();
    if (markdown !== '') this.add({ ...this.at(line), type: 'notes', markdown });
  }

  private blocks(text: string, line: number): PlacedToken[] {
    const blocks = blocksOf(text, line);
    if (blocks) return blocks;
    this.remarks.push(
      remark(this.at(line), 'to-do', 'this cannot be read as Markdown, and stays as it is, in a code block'),
    );
    this.add({ ...this.at(line), type: 'prose', markdown: fenced(text) });
    return [];
  }

  private block({ token, line }: PlacedToken, runs: boolean): void {
    if (token.type === 'heading') this.add({ ...this.at(line), type: 'heading', text: token.text });
    else if (token.type === 'code') this.code(token, line, runs);
    else if (token.type === 'list' && runs && hasCommand(token)) this.items(token, line);
    else {
      const markdown = this.withoutComments(token.raw, line).replace(/^\n+|\s+$/g, '');
      if (markdown !== '') this.add({ ...this.at(line), type: 'prose', markdown });
    }
  }

  private code({ lang = '', text, raw }: Tokens.Code, line: number, runs: boolean, task?: string): void {
    const place = this.at(line);
    const [language = '', ...rest] = lang.trim().split(/[\s{]+/);
    if (isDirective(language)) {
      const { piece, said } = directive(language, [...rest, text].join(' ').trim(), place);
      if (piece) this.add(piece);
      if (said) this.remarks.push(said);
      return;
    }
    const shell = shellBlock(language, text);
    if (!shell || !runs) {
      if (shell)
        this.remarks.push(
          remark(
            place,
            'left-out',
            `commands outside of an exercise stay in the prose, and no step runs them: ${shown(text)}`,
          ),
        );
      this.add({ ...place, type: 'output', markdown: fenced(text, language), text, language });
      return;
    }
    // The fence, if there is one, is a line of its own.
    const start = { ...place, line: line + (/^\s*[`~]{3}/.test(raw) ? 1 : 0) };
    if (shell.script.trim() === '') {
      this.add({ ...place, type: 'prose', markdown: fenced(text, language) });
      return;
    }
    this.add({ ...start, type: 'command', script: shell.script, ...(task !== undefined && { task }) });
    if (shell.output !== '')
      this.add({
        ...start,
        type: 'output',
        markdown: fenced(shell.output),
        text: shell.output,
        language: '',
      });
  }

  private items(list: Tokens.List, line: number): void {
    for (const { token, line: at } of placed(list.items, line))
      this.item(token as unknown as Tokens.ListItem, at);
  }

  private item(item: Tokens.ListItem, line: number): void {
    const task: string[] = [];
    let hasRun = false;
    for (const block of placed(item.tokens, line)) {
      const { token, line: at } = block;
      if (token.type === 'code') {
        this.code(token, at, true, task.length > 0 ? task.join('\n\n').trim() : undefined);
        hasRun ||= this.pieces.at(-1)?.type === 'command';
        task.length = 0;
      } else if (token.type === 'list' && hasCommand(token)) {
        this.items(token, at);
        hasRun = true;
      } else if (hasRun || token.type === 'html' || token.type === 'space') this.block(block, true);
      else task.push(this.withoutComments(token.raw, at).trim());
    }
    const markdown = task.join('\n\n').trim();
    if (markdown === '') return;
    this.add({ ...this.at(line), type: 'task', markdown, isAlone: false });
  }

  /** Obeys the comments of a piece of Markdown, and takes them out. Those in code are none. */
  private withoutComments(raw: string, line: number): string {
    return raw.replaceAll(
      /(`+)[\s\S]*?\1|<!--[\s\S]*?-->/g,
      (found, ticks: string | undefined, index: number) => {
        if (ticks !== undefined) return found;
        const at = line + raw.slice(0, index).split('\n').length - 1;
        const { pieces, remarks } = directivesIn(found, this.at(at));
        this.pieces.push(...pieces);
        this.remarks.push(...remarks);
        return '';
      },
    );
  }

  private add(piece: Piece): void {
    this.pieces.push(piece);
  }

  private at(line: number): Place {
    return { file: this.file, line };
  }
}

function hasCommand(list: Tokens.List): boolean {
  return list.items.some((item) =>
    item.tokens.some(
      (token) =>
        token.type === 'code' &&
        shellBlock((token as Tokens.Code).lang ?? '', (token as Tokens.Code).text) !== undefined,
    ),
  );
}
