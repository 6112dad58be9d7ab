import { nearest } from '../../base/nearest.ts';

/** What a comment of the Markdown means to us. */
export type Marker =
  | { readonly type: 'step'; readonly step: string }
  | { readonly type: 'question'; readonly question: string }
  | { readonly type: 'instructor' | 'instructor-end' | 'question-end' | 'end' }
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
  const question = /^question:\s*(\S+)$/.exec(body)?.[1];
  if (question) return { type: 'question', question };
  if (body === 'instructor' || body === 'end') return { type: body };
  if (body === '/instructor') return { type: 'instructor-end' };
  if (body === '/question') return { type: 'question-end' };
  const meant = meantBy(body);
  return meant === undefined ? undefined : { type: 'malformed', meant };
}

/** The marker that a comment was probably meant to be. */
function meantBy(body: string): string | undefined {
  const named = /^([a-z]+)\s*[:=]\s*([a-z0-9-]+)$/i.exec(body);
  const word = named?.[1] && nearest(named[1], ['step', 'question']);
  if (word) return `<!-- ${word}: ${named[2]} -->`;
  const [, kind = '', rest = ''] = /^(step|question)\b[\s:=]*(.*)$/is.exec(body) ?? [];
  if (kind) return `<!-- ${kind.toLowerCase()}: ${/[a-z0-9-]+/i.exec(rest)?.[0].toLowerCase() ?? 'ID'} -->`;
  if (/^end$/i.test(body)) return '<!-- end -->';
  if (!/^\/?\s*[a-z]+$/i.test(body)) return undefined;
  const meant = nearest(body.replace(/\s/g, ''), ['instructor', '/instructor', '/question']);
  return meant && `<!-- ${meant} -->`;
}
