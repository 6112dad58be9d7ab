import type { Range } from './ranges.ts';

/** Values of `data` and `stringData` in Secrets that a text shows, as YAML or as JSON. */
export function secretData(text: string): Range[] {
  const starts = [...text.matchAll(/["']?\bapiVersion["']?\s*:/g)].map(({ index }) => index);
  const ends = [...starts.slice(1), text.length];
  return starts.flatMap((start, index) => {
    const object = text.slice(start, ends[index]);
    if (!/["']?\bkind["']?\s*:\s*["']?Secret\b/.test(object)) return [];
    return [...yamlValues(object), ...jsonValues(object)].map((range) => moved(range, start));
  });
}

function yamlValues(object: string): Range[] {
  const ranges: Range[] = [];
  for (const head of object.matchAll(/^([ \t]*)(?:data|stringData):[ \t]*$/gm)) {
    const indent = head[1]?.length ?? 0;
    let at = head.index + head[0].length + 1;
    let keys: number | undefined;
    for (const line of object.slice(at).split('\n')) {
      const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if (line.trim() !== '' && own <= indent) break;
      keys ??= own;
      // The name of a key stays; the lines of a block below one are all value.
      const name = own === keys ? /^\s*["']?[\w.-]+["']?:(?=\s|$)[ \t]*/.exec(line)?.[0] : undefined;
      ranges.push({ start: at + (name?.length ?? own), end: at + line.trimEnd().length });
      at += line.length + 1;
    }
  }
  return ranges.filter(({ start, end }) => end > start && !/^[|>][-+]?$/.test(object.slice(start, end)));
}

function jsonValues(object: string): Range[] {
  const ranges: Range[] = [];
  for (const head of object.matchAll(/"(?:data|stringData)"\s*:\s*\{([^{}]*)\}/g)) {
    const body = head.index + head[0].indexOf('{') + 1;
    for (const entry of (head[1] ?? '').matchAll(/:\s*"((?:[^"\\]|\\.)*)"/g)) {
      const start = body + entry.index + entry[0].length - 1 - (entry[1]?.length ?? 0);
      ranges.push({ start, end: start + (entry[1]?.length ?? 0) });
    }
  }
  return ranges.filter(({ start, end }) => end > start);
}

/** Values that a command puts into a Secret: `kubectl create secret generic db --from-literal=key=x`. */
export function secretLiterals(text: string): Range[] {
  return [...text.matchAll(/\bcreate\s+secret\b(?:\\\n|[^\n;|&])*/g)].flatMap((command) =>
    [
      ...command[0].matchAll(
        /--from-literal[=\s]+(?:"[^"=]+=([^"]*)"|'[^'=]+=([^']*)'|[^\s=]+=("[^"]*"|'[^']*'|\S+))/g,
      ),
    ].map((literal) => {
      const secret = literal[1] ?? literal[2] ?? literal[3] ?? '';
      const start = command.index + literal.index + literal[0].lastIndexOf(secret);
      return { start, end: start + secret.length };
    }),
  );
}

const asks = [
  // kubectl get secret db -o jsonpath='{.data.password}' | base64 -d
  /\bget\b(?:\s+[^\s|;&]+){0,6}?\s+secrets?(?:[\s/,]|$).*(?:jsonpath|template|custom-columns|base64|\bjq\b|\byq\b|--raw)/s,
  /\bcreate\s+token\b/,
  /\bconfig\s+view\b.*--raw.*(?:jsonpath|template)/s,
  /\bget-login-password\b|\bprint-(?:access|identity)-token\b|\bget-access-token\b/,
];

/** Whether all that a command prints is secret: nothing in it tells a password from a word. */
export function printsSecret(command: string): boolean {
  return asks.some((pattern) => pattern.test(command));
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
