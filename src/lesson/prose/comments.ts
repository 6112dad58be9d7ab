import { nearest } from '../suggest.ts';

/** What a comment of the Markdown means to us. */
export type Marker =
  | { readonly type: 'step'; readonly step: string }
  | { readonly type: 'instructor' | 'instructor-end' | 'end' }
  /** The rest of the file is in it. */
  | { readonly type: 'unclosed' }
  /** It looks like one of the above and is none. */
  | { readonly type: 'malformed'; readonly meant: string };

export interface Comment {
  /** Where it starts in the text that was searched. */
  readonly index: number;
  /** Undefined for a comment of the author's own. */
  readonly marker: Marker | undefined;
}

/** The comments of a piece of HTML, and what is left of it without them. */
export function commentsOf(html: string): { comments: Comment[]; rest: string } {
  const comments: Comment[] = [];
  const rest = html.replace(/<!--([\s\S]*?)(-->|$)/g, (_, body: string, end: string, index: number) => {
    comments.push({ index, marker: end ? markerOf(body.trim()) : { type: 'unclosed' } });
    return '';
  });
  return { comments, rest };
}

function markerOf(body: string): Marker | undefined {
  const step = /^step:\s*(\S+)$/.exec(body)?.[1];
  if (step) return { type: 'step', step };
  if (body === 'instructor' || body === 'end') return { type: body };
  if (body === '/instructor') return { type: 'instructor-end' };
  const meant = meantBy(body);
  return meant === undefined ? undefined : { type: 'malformed', meant };
}

/** The marker that a comment was probably meant to be. */
function meantBy(body: string): string | undefined {
  const named = /^([a-z]+)\s*[:=]\s*([a-z0-9-]+)$/i.exec(body);
  if (named?.[1] && nearest(named[1], ['step'])) return `<!-- step: ${named[2]} -->`;
  const step = /^step\b[\s:=]*(.*)$/is.exec(body)?.[1];
  if (step !== undefined) return `<!-- step: ${/[a-z0-9-]+/i.exec(step)?.[0].toLowerCase() ?? 'ID'} -->`;
  if (/^end$/i.test(body)) return '<!-- end -->';
  if (!/^\/?\s*[a-z]+$/i.test(body)) return undefined;
  const word = nearest(body.replace(/\s/g, ''), ['instructor', '/instructor']);
  return word && `<!-- ${word} -->`;
}
