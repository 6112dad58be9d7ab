/** A line of Markdown, and whether it stands in a code block or a comment, where nothing has a meaning. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly isOpaque: boolean;
}

const fenceStart = /^\s*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}(?!.*`)|~{3,})/;

export function linesOf(text: string, first = 1): Line[] {
  const lastClose = text.lastIndexOf('-->');
  let fence: string | undefined;
  let isComment = false;
  let offset = 0;
  return text.split('\n').map((line, index) => {
    const wasOpaque = fence !== undefined || isComment;
    const start = fence === undefined && !isComment ? fenceStart.exec(line)?.[1] : undefined;
    if (isComment) isComment = !line.includes('-->');
    else if (fence !== undefined) fence = closes(line, fence) ? undefined : fence;
    else if (start !== undefined) fence = start;
    else {
      const opened = line.lastIndexOf('<!--');
      // A comment that is never closed is none.
      isComment = opened >= 0 && !line.includes('-->', opened) && offset + opened < lastClose;
    }
    offset += line.length + 1;
    const isOpaque = wasOpaque || start !== undefined || isComment || line.trimStart().startsWith('<!--');
    return { text: line, number: first + index, isOpaque };
  });
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence[0]?.repeat(trimmed.length);
}
