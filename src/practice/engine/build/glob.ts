/**
 * A pattern of COPY or .dockerignore as a regular expression over a path with slashes: `*`, `?` and `[a-z]` within one
 * name, as Go's filepath.Match has them, and `**` for any number of folders.
 */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index] ?? '';
    if (pattern.startsWith('**', index)) {
      const folder = pattern[index + 2] === '/';
      source += folder ? '(?:.*/)?' : '.*';
      index += folder ? 2 : 1;
    } else if (char === '*') {
      source += '[^/]*';
    } else if (char === '?') {
      source += '[^/]';
    } else if (char === '[' && pattern.indexOf(']', index + 2) > 0) {
      const end = pattern.indexOf(']', index + 2);
      source += pattern.slice(index, end + 1).replace(/\\(?=[^\]])/g, '\\\\');
      index = end;
    } else if (char === '\\' && index + 1 < pattern.length) {
      source += quote(pattern[++index] ?? '');
    } else {
      source += quote(char);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function quote(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
}
