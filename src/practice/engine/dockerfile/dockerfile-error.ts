/** Something is wrong at a place of a Dockerfile. */
export class DockerfileError extends Error {
  /** First and last line, from 1; undefined where it is about the whole file. */
  readonly lines: readonly [first: number, last: number] | undefined;

  /** What the failing step itself says, where that is less than the message. */
  readonly atStep: string | undefined;

  constructor(message: string, lines?: readonly [first: number, last: number], atStep?: string) {
    super(message);
    this.name = 'DockerfileError';
    this.lines = lines;
    this.atStep = atStep;
  }

  static parsing(message: string, lines: readonly [first: number, last: number]): DockerfileError {
    return new DockerfileError(`dockerfile parse error on line ${lines[0]}: ${message}`, lines);
  }
}

/** The lines that an error is about, with some around them, as BuildKit shows them. */
export function excerpt(file: string, text: string, [first, last]: readonly [number, number]): string {
  const all = text.split('\n');
  const padding = first === last ? 4 : 2;
  let from = first;
  let to = Math.min(last, all.length);
  for (let shown = 0; shown < padding; shown++) {
    if (from > 1) {
      from--;
      shown++;
    }
    if (to < all.length) {
      to++;
      shown++;
    }
  }
  const lines = all.slice(from - 1, to).map((line, index) => {
    const number = from + index;
    const mark = number >= first && number <= last ? '>>>' : '   ';
    return ` ${String(number).padStart(3)} | ${mark} ${line}`;
  });
  const rule = '--------------------';
  return [`${file}:${first}`, rule, ...lines, rule].join('\n');
}
