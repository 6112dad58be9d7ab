import { posix } from 'node:path';
import * as z from 'zod';
import { errorAt } from '../finding.ts';
import { FindingsError } from '../lesson-error.ts';
import { createSource, positionAt } from '../source.ts';
import { keyOffsetAt, offsetAt, type Path } from '../yaml/locate.ts';
import { parseYaml } from '../yaml/parse.ts';
import { BlockReader } from './block-reader.ts';
import { decode } from './decode.ts';
import type { Piece, Reading } from './pieces.ts';
import { type Place, type Remark, remark, shown } from './remark.ts';

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

interface Index {
  readonly data: z.infer<typeof indexSchema>;
  /** The line of a key of the mapping at a path. */
  lineOf(path: Path, key?: string): number;
}

/** A scenario of Killercoda. @throws FindingsError where its index.json is none */
export function readScenario(file: string, files: ScenarioFiles): Reading {
  const index = parseIndex(file, files);
  const { details, ...about } = index.data;
  const reader = new ScenarioReader(file, files, index);
  if (about.description) reader.say(about.description);
  if (details.intro) reader.part(details.intro, ['details', 'intro']);
  for (const [at, step] of (details.steps ?? []).entries()) reader.part(step, ['details', 'steps', at]);
  if (details.finish) reader.part(details.finish, ['details', 'finish']);
  reader.leaveOut(about, [], /^(?:title|description)$/);
  reader.leaveOut(details, ['details'], /^(?:intro|steps|finish)$/);
  return { title: about.title, pieces: reader.pieces, remarks: reader.remarks };
}

function parseIndex(file: string, files: ScenarioFiles): Index {
  const source = createSource(file, decode(file, files.get('index.json') ?? new Uint8Array()).result);
  const next = 'Name the folder of a scenario, with its index.json.';
  // JSON is YAML, and that parser knows where something is wrong.
  const { parsed, findings } = parseYaml(source);
  if (!parsed) throw new FindingsError(findings, next);
  const { root, value } = parsed;
  const lineAt = (offset: number) => positionAt(source, offset).line;
  const { data, error } = indexSchema.safeParse(value);
  if (data)
    return {
      data,
      lineOf: (path, key) => lineAt(key === undefined ? offsetAt(root, path) : keyOffsetAt(root, path, key)),
    };
  const path = error.issues[0]?.path ?? [];
  const message =
    path.length === 0
      ? 'this is no index of a scenario'
      : `\`${path.join('.')}\` is not what a scenario has there`;
  const finding = errorAt(
    source,
    offsetAt(root, path),
    'scenario',
    message,
    'see what Killercoda says of index.json',
  );
  throw new FindingsError([finding], next);
}

class ScenarioReader {
  readonly pieces: Piece[] = [];
  readonly remarks: Remark[] = [];
  private readonly index: string;
  private readonly files: ScenarioFiles;
  private readonly lineOf: Index['lineOf'];

  constructor(index: string, files: ScenarioFiles, { lineOf }: Index) {
    this.index = index;
    this.files = files;
    this.lineOf = lineOf;
  }

  say(markdown: string): void {
    this.pieces.push({ ...this.at([], 'description'), type: 'prose', markdown });
  }

  part(page: Part, path: Path): void {
    const place = this.at(path);
    this.pieces.push({ ...place, type: 'break' });
    if (page.title) this.pieces.push({ ...place, type: 'heading', text: page.title });
    const text = this.fileOf(page.text, this.at(path, 'text'));
    if (text) this.markdown(text.file, text.text, page.title);
    const script = this.fileOf(page.verify, this.at(path, 'verify'));
    if (script) this.pieces.push({ file: script.file, line: 1, type: 'verify', script: script.text });
    for (const [key, value] of Object.entries(page)) {
      if (known.has(key)) continue;
      const next = 'what it prepares must be a step, or a file below files/';
      this.remarks.push(
        remark(this.at(path, key), 'to-do', `\`${key}\`: ${shown(JSON.stringify(value))}`, next),
      );
    }
  }

  leaveOut(mapping: object, path: Path, used: RegExp): void {
    for (const key of Object.keys(mapping).filter((name) => !used.test(name)))
      this.remarks.push(remark(this.at(path, key), 'left-out', `\`${key}\` of the scenario`));
  }

  private at(path: Path, key?: string): Place {
    return { file: this.index, line: this.lineOf(path, key) };
  }

  private fileOf(path: string | undefined, place: Place): { file: string; text: string } | undefined {
    if (path === undefined) return undefined;
    const bytes = this.files.get(posix.normalize(path));
    const file = posix.join(posix.dirname(this.index.replaceAll('\\', '/')), path);
    if (!bytes) {
      this.remarks.push(
        remark(place, 'to-do', `there is no text ${path} here`, 'bring it, and import again'),
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
