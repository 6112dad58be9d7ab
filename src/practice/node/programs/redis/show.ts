import type { Reply } from './resp.ts';

/** A reply as redis-cli prints it: with types and quotes for people, plain for other programs. */
export function showReply(reply: Reply, forPeople: boolean, indent = ''): string {
  switch (reply.kind) {
    case 'status':
      return reply.text;
    case 'error':
      return forPeople ? `(error) ${reply.text}` : `${reply.text}\n`;
    case 'integer':
      return forPeople ? `(integer) ${reply.value}` : String(reply.value);
    case 'bulk':
      if (reply.value === null) return forPeople ? '(nil)' : '';
      return forPeople ? quote(reply.value) : Buffer.from(reply.value, 'latin1').toString();
    case 'array':
      return showArray(reply.items ?? [], forPeople, indent);
  }
}

function showArray(items: Reply[], forPeople: boolean, indent: string): string {
  if (!forPeople) return items.map((item) => showReply(item, false)).join('\n');
  if (items.length === 0) return '(empty array)';
  const width = String(items.length).length;
  return items
    .map((item, index) => {
      const number = `${String(index + 1).padStart(width)}) `;
      return `${index === 0 ? '' : indent}${number}${showReply(item, true, indent + ' '.repeat(number.length))}`;
    })
    .join('\n');
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

function quote(text: string): string {
  const escaped = [...text].map((character) => {
    const code = character.charCodeAt(0);
    return (
      escapes[character] ?? (code < 32 || code > 126 ? `\\x${code.toString(16).padStart(2, '0')}` : character)
    );
  });
  return `"${escaped.join('')}"`;
}
