import type { Piece } from './pieces.ts';
import { type Outcome, type Place, type Remark, remark, shown } from './remark.ts';
import type { ObjectName } from './suggest/objects.ts';

/** A step as the source has it: nothing in it is modernised or checked yet. */
export interface Draft extends Place {
  readonly title: string;
  /** Markdown: what is said before and after its command. */
  readonly prose: readonly string[];
  readonly notes: readonly string[];
  readonly script?: string;
  /** Objects that were seen to come with its command. */
  readonly made?: readonly ObjectName[];
  /** Files that were seen to come with it, from the directory that a run begins in. */
  readonly wrote?: readonly string[];
  /** What the source says that the command prints, and in which language that is. */
  readonly expected?: { readonly text: string; readonly language: string };
  /** What the source's own runner waits for, and whether it then ends the command. */
  readonly waits: readonly string[];
  readonly isInterrupted: boolean;
  readonly verify: readonly string[];
}

export interface Page {
  readonly prose: readonly string[];
  readonly notes: readonly string[];
}

export interface Outline {
  readonly intro: Page;
  readonly steps: readonly Draft[];
  readonly closing: Page;
}

type Building = {
  -readonly [Key in keyof Draft]: Draft[Key] extends readonly (infer Item)[] ? Item[] : Draft[Key];
};

interface Group {
  readonly heading: Extract<Piece, { type: 'heading' }> | undefined;
  readonly pieces: readonly Piece[];
}

/** Makes steps of what the groups (slides, sections) of a source ask for; what has none goes with the next that has. */
export function outlineOf(pieces: readonly Piece[]): Outcome<Outline> {
  const remarks: Remark[] = [];
  const steps: Building[] = [];
  let waiting: { prose: string[]; notes: string[] } = { prose: [], notes: [] };
  let intro: Page | undefined;
  for (const group of groupsOf(pieces)) {
    const made = stepsOf(group, remarks);
    const [first] = made.steps;
    if (!first) {
      waiting.prose.push(...(group.heading ? [`### ${group.heading.text}`] : []), ...made.prose);
      waiting.notes.push(...made.notes);
      continue;
    }
    // What stands before the first step is the page that a lesson opens with.
    if (!intro) intro = waiting;
    else {
      first.prose.unshift(...waiting.prose, ...(waiting.prose.length > 0 ? ['---'] : []));
      first.notes.unshift(...waiting.notes);
    }
    waiting = { prose: [], notes: [] };
    steps.push(...made.steps);
  }
  const nothing = { prose: [], notes: [] };
  const outline = intro ? { intro, steps, closing: waiting } : { intro: waiting, steps, closing: nothing };
  return { result: outline, remarks };
}

function groupsOf(pieces: readonly Piece[]): Group[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.type === 'break') groups.push([]);
    else groups.at(-1)?.push(piece);
  }
  return groups.map((all) => {
    const heading = all.find((piece) => piece.type === 'heading');
    return { heading, pieces: all.filter((piece) => piece !== heading) };
  });
}

/** The steps of a group; the prose and the notes are theirs, unless there is no step. */
function stepsOf({ heading, pieces }: Group, remarks: Remark[]): { steps: Building[] } & Page {
  const steps: Building[] = [];
  const loose = { prose: [] as string[], notes: [] as string[] };
  const begin = (place: Place, task: string | undefined, script: string | undefined) => {
    const isFirst = steps.length === 0;
    const named = (isFirst ? heading?.text : undefined) ?? (task && titleFrom(task)) ?? '';
    const title =
      named || (script === undefined ? (heading?.text ?? '') : `\`${shown(script).replaceAll('`', "'")}\``);
    const own = task !== undefined && titleFrom(task) !== title ? [task] : [];
    const before = isFirst ? loose : { prose: [], notes: [] };
    steps.push({
      file: place.file,
      line: place.line,
      title,
      prose: [...before.prose, ...own],
      notes: [...before.notes],
      ...(script !== undefined && { script }),
      waits: [],
      isInterrupted: false,
      verify: [],
    });
  };
  const say = (markdown: string) => (steps.at(-1) ?? loose).prose.push(markdown);
  for (const piece of pieces) {
    const last = steps.at(-1);
    switch (piece.type) {
      case 'heading':
        say(`### ${piece.text}`);
        break;
      case 'prose':
        say(piece.markdown);
        break;
      case 'notes':
        (last ?? loose).notes.push(piece.markdown);
        break;
      case 'command':
        begin(piece, piece.task, piece.script);
        break;
      case 'task':
        if (piece.isAlone) {
          begin(piece, piece.markdown, undefined);
          remarks.push(withoutCommand(piece, piece.markdown));
        } else say(piece.markdown);
        break;
      case 'output':
        say(piece.markdown);
        if (last?.script !== undefined) last.expected ??= { text: piece.text, language: piece.language };
        break;
      case 'verify':
        // A page that only says what to do is proved all the same.
        if (!last) begin(piece, undefined, undefined);
        steps.at(-1)?.verify.push(piece.script);
        break;
      default:
        follow(piece, last, remarks);
    }
  }
  return { steps, ...loose };
}

function withoutCommand(place: Place, task: string): Remark {
  const next = 'give the step a command, a check or a question';
  return remark(place, 'to-do', `nothing to run: ${shown(task)}`, next);
}

/** What the source's own runner does after a command belongs to the step of that command. */
function follow(piece: Piece, step: Building | undefined, remarks: Remark[]): void {
  if (step?.script === undefined)
    remarks.push(remark(piece, 'left-out', `\`${piece.type}\` without a command before it`));
  else if (piece.type === 'wait') step.waits.push(piece.text);
  else if (piece.type === 'interrupt') step.isInterrupted = true;
}

/** The words of a list's item as a heading: its first line, without the colon that led to the command. */
function titleFrom(task: string): string | undefined {
  const [line = ''] = task.split('\n');
  const title = line.replace(/\s*[:：]\s*$/, '').trim();
  return title !== '' && [...title].length <= 90 ? title : undefined;
}
