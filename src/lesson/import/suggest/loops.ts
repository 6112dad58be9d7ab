/** More than anybody writes out. */
const most = 20;

/** A script with its loops over a few words written out, as far as one sees without running it. */
export function withoutLoops(script: string): string {
  return script.replaceAll(
    /\bfor[ \t]+([A-Za-z_]\w*)[ \t]+in[ \t]+([\w.:/ \t-]+?)[ \t]*[;\n]\s*do\b([\s\S]*?)\bdone\b/g,
    (found, name: string, words: string, body: string) => {
      const values = words.trim().split(/[ \t]+/);
      if (values.length > most) return found;
      return values
        .map((value) => body.replaceAll(new RegExp(`\\$(?:${name}\\b|\\{${name}\\})`, 'g'), value))
        .join('\n');
    },
  );
}
