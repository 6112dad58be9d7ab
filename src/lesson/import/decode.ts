import { misreadThroughout } from '../misread.ts';
import { createSource, positionAt, type Source } from '../source.ts';
import { type Outcome, type Remark, remark } from './remark.ts';

/** The text of a file, whatever it was saved as, with what was UTF-8 and was misread put right. */
export function decode(file: string, bytes: Uint8Array): Outcome<string> {
  const { text, saved } = decoded(bytes);
  const source = createSource(file, text.replaceAll('\0', ' '));
  const remarks: Remark[] = [];
  if (saved !== 'utf-8') {
    const place = { file, line: 1 };
    remarks.push(
      remark(
        place,
        'repaired',
        `this file is no UTF-8: it was read as ${saved}`,
        'compare its accents with the original',
      ),
    );
  }
  const mended = withoutMisread(source);
  return { result: mended.result, remarks: [...remarks, ...mended.remarks] };
}

function decoded(bytes: Uint8Array): { text: string; saved: string } {
  for (const saved of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    if (saved === 'utf-16le' && !(bytes[0] === 0xff && bytes[1] === 0xfe)) continue;
    if (saved === 'utf-16be' && !(bytes[0] === 0xfe && bytes[1] === 0xff)) continue;
    try {
      return { text: new TextDecoder(saved, { fatal: true }).decode(bytes), saved };
    } catch {
      // The next one, then.
    }
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), saved: 'windows-1252' };
}

/** One remark a line of the source: it says how many places of it were mended, and shows the first. */
function withoutMisread(source: Source): Outcome<string> {
  const lines = new Map<number, { count: number; first: string; name: string }>();
  const remarks: Remark[] = [];
  let result = '';
  let from = 0;
  for (const { found, index, name, meant } of misreadThroughout(source.text)) {
    const { line } = positionAt(source, index);
    if (index < from) continue;
    if (meant === undefined) {
      const message = `\`${found}\` looks like UTF-8 that was read as ${name}, and cannot be put right`;
      remarks.push(remark({ file: source.file, line }, 'to-do', message, 'take it from the original'));
      continue;
    }
    result += source.text.slice(from, index) + meant;
    from = index + found.length;
    const known = lines.get(line);
    lines.set(line, { count: (known?.count ?? 0) + 1, first: known?.first ?? `${found} → ${meant}`, name });
  }
  result += source.text.slice(from);
  for (const [line, { count, first, name }] of lines) {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    remarks.push(
      remark({ file: source.file, line }, 'repaired', `UTF-8 that was read as ${name}: ${first}${more}`),
    );
  }
  return { result, remarks };
}
