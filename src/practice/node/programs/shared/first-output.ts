import type { Link } from '../worker/link.ts';

/** More than this is not held back. */
const most = 256 * 1024;

/**
 * Holds back what a program prints until its code has run through once: one that does not come so far begins anew in a
 * thread of its own, and is not to be seen beginning twice.
 */
export function firstOutput(link: Link): { link: Link; show: () => void } {
  let held: Parameters<Link['output']>[] | undefined = [];
  let size = 0;
  const show = () => {
    const pieces = held ?? [];
    held = undefined;
    for (const piece of pieces) link.output(...piece);
  };
  return {
    show,
    link: {
      ...link,
      output(stream, data) {
        if (!held) return link.output(stream, data);
        size += data.length;
        held.push([stream, typeof data === 'string' ? data : data.slice()]);
        if (size > most) show();
      },
    },
  };
}
