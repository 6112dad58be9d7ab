/** An image that a command or a file names. */
export interface ImageName {
  readonly name: string;
  /** Where it stands in the text that was searched. */
  readonly index: number;
}

/** The images of a Dockerfile, a compose file or a manifest. */
export function imagesInFile(path: string, text: string): ImageName[] {
  if (/(^|\/)(Dockerfile|Containerfile)[^/]*$/.test(path)) return fromLines(text);
  if (!/\.ya?ml$/.test(path)) return [];
  return [...text.matchAll(/^(\s*(?:- )?image:\s*)(['"]?)([^\s'"#{}]+)\2\s*(?:#.*)?$/gm)].map((match) => ({
    name: match[3] ?? '',
    index: match.index + (match[1]?.length ?? 0) + (match[2]?.length ?? 0),
  }));
}

function fromLines(text: string): ImageName[] {
  const stages = new Set<string>();
  const images: ImageName[] = [];
  for (const match of text.matchAll(/^(FROM\s+(?:--\S+\s+)*)(\S+)(?:\s+AS\s+(\S+))?/gim)) {
    const [, before = '', name = '', stage] = match;
    if (!stages.has(name) && name !== 'scratch') images.push({ name, index: match.index + before.length });
    if (stage) stages.add(stage);
  }
  return images;
}

/** The tag or digest of an image name; undefined where it has none, or where a variable may bring it. */
export function tagOf(name: string): { tag: string | undefined; known: boolean } {
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (name.includes('@')) return { tag: name.slice(name.indexOf('@') + 1), known: true };
  const colon = /:([^:}]*)$/.exec(last.replaceAll(/\$\{[^}]*\}/g, '$X'));
  if (colon) return { tag: colon[1], known: !colon[1]?.includes('$') };
  return { tag: undefined, known: !last.includes('$') };
}
