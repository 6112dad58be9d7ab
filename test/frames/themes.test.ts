import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { chalk } from '../../src/ui/colours.ts';
import { chooseTheme, theme } from '../../src/ui/theme.ts';
import { setStage, stages } from '../support/stages.ts';

const size = { columns: 80, rows: 24 };
const shown = ['a step that failed', 'a question', 'the steps', 'searching'];

/** What a theme has colours for. On a dark ground, a command is as yellow as what is waited for. */
const uses = ['accent', 'faint', 'good', 'bad', 'wait', 'title', 'emphasis', 'link'] as const;

/** Rows with the names of what their colours mean: `{good ✓} file one.txt`. */
function named(rows: readonly string[]): string {
  let text = rows.join('\n').replaceAll('\u001B[27m', '}').replaceAll('\u001B[7m', '{here ');
  const codes = uses.map((use) => [use, ...theme[use]('|').split('|')] as const);
  const wait = theme.wait('|').split('|')[0] ?? '';
  text = text.replaceAll(theme.code('|').split('|')[0] ?? '', wait);
  for (const [use, open = ''] of codes) text = text.replaceAll(open, `{${use} `);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is left ends a colour
  return text.replaceAll(/\u001B\[\d+m/g, '}');
}

afterEach(() => {
  chalk.level = 0;
  chooseTheme('auto');
});

it('says the same by its colours on a dark ground and on a light one', async () => {
  const parts: string[] = [];
  for (const name of shown) {
    const stage = stages.find((one) => one.name === name);
    if (!stage) throw new Error(`there is no stage ${name}`);
    const set = await setStage(stage, size);
    chalk.level = 3;
    const [dark, light] = (['dark', 'light'] as const).map((ground) => {
      chooseTheme(ground);
      const rows = set.controller.rows(size).map((row) => (typeof row === 'string' ? row : row.before));
      // How long it took says how much room there is beside it.
      return named(rows)
        .replaceAll(/Done(?: in [\d.]+ s)?\.(\})? {2,}/g, 'Done.$1  ')
        .replaceAll(/Done in [\d.]+ s/g, 'Done');
    });
    chalk.level = 0;
    expect(light).toBe(dark);
    parts.push(`── ${name} ${'─'.repeat(size.columns - name.length - 4)}`, dark ?? '', '');
    await set.close();
  }
  await expect(parts.join('\n')).toMatchFileSnapshot(
    join(import.meta.dirname, 'screens', 'themes-80x24.en.txt'),
  );
});
