import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { backgroundIn, backgroundOf } from '../../src/ui/terminal/background.ts';
import { parseTheme, themeNames } from '../../src/ui/themes/names.ts';
import { type Background, type PaletteName, palettes } from '../../src/ui/themes/palettes.ts';

type Colour = readonly [red: number, green: number, blue: number];

const grounds: Readonly<Record<Background, Colour>> = { dark: [0, 0, 0], light: [1, 1, 1] };

function colourOf(words: string): Colour | undefined {
  const [, digits = ''] = /#([\da-f]{6})/.exec(words) ?? [];
  if (digits === '') return undefined;
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as unknown as Colour;
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(linear) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As WCAG defines it. */
function contrast(a: Colour, b: Colour): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** What somebody sees who has no red cones, or no green ones (Viénot, Brettel and Mollon, 1999), in linear light. */
const blindness = {
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
} as const;

function seen(colour: Colour, kind: keyof typeof blindness): Colour {
  const light = colour.map(linear);
  return blindness[kind].map((row) =>
    row.reduce<number>((sum, factor, index) => sum + factor * (light[index] ?? 0), 0),
  ) as unknown as Colour;
}

const all = (Object.keys(palettes) as PaletteName[]).flatMap((name) =>
  (['dark', 'light'] as const).map((ground) => [name, ground] as const),
);

describe('the themes', () => {
  it.each(all)('%s on %s: every colour of ours can be read on its ground', (name, ground) => {
    const least = name === 'high-contrast' ? 7 : 4.5;
    for (const [use, words] of Object.entries(palettes[name][ground])) {
      const colour = colourOf(words);
      if (colour)
        expect([use, contrast(colour, grounds[ground])]).toEqual([
          use,
          expect.toSatisfy((is: number) => is >= least),
        ]);
    }
  });

  it('with high contrast dim nothing', () => {
    for (const ground of ['dark', 'light'] as const)
      expect(JSON.stringify(palettes['high-contrast'][ground])).not.toContain('dim');
  });

  it.each(['dark', 'light'] as const)(
    'for the colour-blind: good and bad are far apart on %s, also without red or green cones',
    (ground) => {
      const { good, bad } = palettes['colour-blind'][ground];
      for (const kind of ['protanopia', 'deuteranopia'] as const) {
        const [a, b] = [colourOf(good), colourOf(bad)].map((colour) => seen(colour ?? [0, 0, 0], kind));
        // Blue is what both of them see: it makes the difference.
        expect(Math.abs((a?.[2] ?? 0) - (b?.[2] ?? 0))).toBeGreaterThan(0.5);
      }
    },
  );

  it('have names that say which palette and which ground they are', () => {
    expect(themeNames.map((name) => parseTheme(name))).toEqual([
      { palette: 'standard', background: undefined },
      { palette: 'standard', background: 'dark' },
      { palette: 'standard', background: 'light' },
      { palette: 'high-contrast', background: undefined },
      { palette: 'high-contrast', background: 'dark' },
      { palette: 'high-contrast', background: 'light' },
      { palette: 'colour-blind', background: undefined },
      { palette: 'colour-blind', background: 'dark' },
      { palette: 'colour-blind', background: 'light' },
    ]);
  });
});

describe('the ground of a terminal', () => {
  it.each([
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;default;7', 'light'],
    ['12;8', 'dark'],
    ['0;default', undefined],
    ['', undefined],
  ])('COLORFGBG=%s says %s', (COLORFGBG, ground) => {
    expect(backgroundOf({ COLORFGBG })).toBe(ground);
  });

  it.each([
    ['\u001B]11;rgb:ffff/ffff/ffff\u0007', 'light'],
    ['\u001B]11;rgb:fd/f6/e3\u001B\\', 'light'],
    ['\u001B]11;rgb:1e1e/1e1e/2e2e\u001B\\', 'dark'],
    ['\u001B]11;rgba:0000/0000/0000/ffff\u0007', 'dark'],
    ['\u001B[?62;c', undefined],
  ])('%j says %s', (answer, ground) => {
    expect(backgroundIn(answer)).toBe(ground);
  });
});

/** A terminal that answers; what it was asked; and what is left to read afterwards. */
async function ask(answers: (asked: string) => string, typed = '') {
  // Each test is somebody's first start.
  vi.resetModules();
  const { followTerminal } = await import('../../src/ui/terminal/background.ts');
  const { chalk } = await import('../../src/ui/colours.ts');
  const { themeVersion } = await import('../../src/ui/theme.ts');
  const { level } = chalk;
  chalk.level = 3;
  const stdin = new PassThrough();
  const stdout = new Writable({
    write(chunk, _, done) {
      stdin.write(typed + answers(String(chunk)));
      done();
    },
  });
  const before = themeVersion();
  try {
    await followTerminal({ stdin, stdout } as never, { TERM: 'xterm' });
  } finally {
    chalk.level = level;
  }
  return { stdin, changed: themeVersion() > before, left: String(stdin.read() ?? '') };
}

describe('asking a terminal', () => {
  it('takes its answer, and leaves what was typed meanwhile to the screen', async () => {
    const { changed, left } = await ask(() => '\u001B]11;rgb:ff/ff/ff\u0007j\u001B[?62;22c', 'n');
    expect({ changed, left }).toEqual({ changed: true, left: 'nj' });
  });

  it('waits for no answer once it is known that none comes', async () => {
    expect(await ask(() => '\u001B[?1;2c')).toMatchObject({ changed: false, left: '' });
  });

  it('never takes a late answer for keys', async () => {
    const { stdin, changed } = await ask(() => '');
    expect(changed).toBe(false);
    stdin.write('a\u001B]11;rgb:ff');
    expect(String(stdin.read())).toBe('a');
    stdin.write('/ff/ff\u0007b');
    expect(String(stdin.read())).toBe('b');
    stdin.write('r');
    expect(String(stdin.read())).toBe('r');
  });
});
