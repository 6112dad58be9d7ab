import { posix } from 'node:path';
import { z } from 'zod';
import { errorAt } from '../finding.ts';
import { FindingsError } from '../lesson-error.ts';
import { createSource } from '../source.ts';
import { parseYaml } from '../yaml/parse.ts';
import { BlockReader } from './block-reader.ts';
import { decode } from './decode.ts';
import type { Piece, Reading } from './pieces.ts';
import { type Remark, remark, shown } from './remark.ts';

/** The files of a scenario's folder, by their paths from it. */
export type ScenarioFiles = ReadonlyMap<string, Uint8Array>;

const part = z.looseObject({
  title: z.string().optional(),
  text: z.string().optional(),
  verify: z.string().optional(),
});
type Part = z.infer<typeof part>;

const indexSchema = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  details: z.looseObject({
    intro: part.optional(),
    steps: z.array(part).optional(),
    finish: part.optional(),
  }),
});

const known = new Set(['title', 'text', 'verify']);

/** A scenario of Killercoda. @throws FindingsError where its index.json is none */
export function readScenario(index: string, files: ScenarioFiles): Reading {
  const { details, ...about } = parseIndex(index, files);
  const reader = new ScenarioReader(index, files);
  if (about.description) reader.say(about.description);
  if (details.intro) reader.part(details.intro, 'intro');
  for (const [at, step] of (details.steps ?? []).entries()) reader.part(step, `step ${at + 1}`);
  if (details.finish) reader.part(details.finish, 'finish');
  for (const name of Object.keys({ ...about, ...details })) {
    if (/^(?:title|description|intro|steps|finish)$/.test(name)) continue;
    reader.remarks.push(remark({ file: index, line: 1 }, 'left-out', `\`${name}\` of index.json`));
  }
  return { title: about.title, pieces: reader.pieces, remarks: reader.remarks };
}

function parseIndex(index: string, files: ScenarioFiles): z.infer<typeof indexSchema> {
  const source = createSource(index, decode(index, files.get('index.json') ?? new Uint8Array()).result);
  const next = 'Name the folder of a scenario, with its index.json.';
  // JSON is YAML, and that parser knows where something is wrong.
  const { parsed, findings } = parseYaml(source);
  if (!parsed) throw new FindingsError(findings, next);
  const { data, error } = indexSchema.safeParse(parsed.value);
  if (data) return data;
  const path = error.issues[0]?.path.join('.') ?? '';
  const message =
    path === '' ? 'this is no index of a scenario' : `\`${path}\` is not what a scenario has there`;
  throw new FindingsError(
    [errorAt(source, 0, 'scenario', message, 'see what Killercoda says of index.json')],
    next,
  );
}

class ScenarioReader {
  readonly pieces: Piece[] = [];
  readonly remarks: Remark[] = [];
  private readonly index: string;
  private readonly files: ScenarioFiles;

  constructor(index: string, files: ScenarioFiles) {
    this.index = index;
    this.files = files;
  }

  say(markdown: string): void {
    this.pieces.push({ file: this.index, line: 1, type: 'prose', markdown });
  }

  part(page: Part, name: string): void {
    this.pieces.push({ file: this.index, line: 1, type: 'break' });
    if (page.title) this.pieces.push({ file: this.index, line: 1, type: 'heading', text: page.title });
    const text = this.fileOf(page.text, name);
    if (text) this.markdown(text.file, text.text, page.title);
    const script = this.fileOf(page.verify, name);
    if (script) this.pieces.push({ file: script.file, line: 1, type: 'verify', script: script.text });
    for (const [key, value] of Object.entries(page)) {
      if (known.has(key)) continue;
      const next = 'what it prepares must be a step, or a file below files/';
      this.remarks.push(
        remark(
          { file: this.index, line: 1 },
          'to-do',
          `\`${key}\` of ${name}: ${shown(JSON.stringify(value))}`,
          next,
        ),
      );
    }
  }

  private fileOf(path: string | undefined, name: string): { file: string; text: string } | undefined {
    if (path === undefined) return undefined;
    const bytes = this.files.get(posix.normalize(path));
    const file = posix.join(posix.dirname(this.index.replaceAll('\\', '/')), path);
    if (!bytes) {
      this.remarks.push(
        remark(
          { file: this.index, line: 1 },
          'to-do',
          `${name} names ${path}, and there is no such text here`,
        ),
      );
      return undefined;
    }
    const { result, remarks } = decode(file, bytes);
    this.remarks.push(...remarks);
    return { file, text: createSource(file, result).text };
  }

  private markdown(file: string, text: string, title: string | undefined): void {
    const reader = new BlockReader(file);
    reader.read(withTypedBlocks(text), 1, true);
    this.remarks.push(...reader.remarks);
    const pieces = reader.pieces.filter((piece) => piece.type !== 'heading' || piece.text !== title);
    this.pieces.push(
      ...pieces.flatMap((piece) => (piece.type === 'prose' ? this.withCommands(piece) : [piece])),
    );
  }

  /** `code`{{exec}} within prose is run when it is clicked. */
  private withCommands(piece: Extract<Piece, { type: 'prose' }>): Piece[] {
    const click = /(`([^`\n]+)`)\{\{(?:exec|execute)(?: [^}]*)?\}\}/g;
    const markdown = piece.markdown.replaceAll(click, '$1').replaceAll(/\{\{(?:copy|open)[^}]*\}\}/g, '');
    const commands = [...piece.markdown.matchAll(click)].map(({ 2: script = '', index }): Piece => {
      const line = piece.line + piece.markdown.slice(0, index).split('\n').length - 1;
      return { file: piece.file, line, type: 'command', script };
    });
    return [{ ...piece, markdown }, ...commands];
  }
}

/** Code blocks end in what a click does: `{{exec}}`, `{{copy}}`. What is run is a command, whatever it says it is. */
function withTypedBlocks(text: string): string {
  const lines = text.split('\n');
  let start: number | undefined;
  for (const [at, line] of lines.entries()) {
    const [, fence, what = ''] = /^\s*(```+|~~~+)(?:\{\{(\w+)[^}]*\}\})?\s*$/.exec(line) ?? [];
    const opens = /^\s*(?:```+|~~~+)[^`]*$/.test(line);
    if (start === undefined) {
      if (opens) start = at;
      continue;
    }
    if (fence === undefined) continue;
    if (what !== '') lines[at] = line.replace(/\{\{.*$/, '');
    if (/^exec/.test(what)) lines[start] = (lines[start] ?? '').replace(/^(\s*(?:```+|~~~+)).*$/, '$1bash');
    start = undefined;
  }
  return lines.join('\n');
}
