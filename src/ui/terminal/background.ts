import { isColourless } from '../colours.ts';
import { followsBackground, setBackground } from '../theme.ts';
import type { Background } from '../themes/palettes.ts';
import type { Terminal } from './page.ts';

/** Milliseconds that a terminal has for its answer: it comes while the screen is being loaded, or too late. */
const patience = 200;

/** What colour the ground is; and what terminal it is, which each one answers, so that nobody waits for one that is silent. */
const question = '\u001B]11;?\u001B\\\u001B[c';

/** Both answers: the colour's ends with BEL or ST. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what terminals answer with
const colourAnswer = /\u001B\]11;rgba?:([\da-f/]+)(?:\u0007|\u001B\\)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const lastAnswer = /\u001B\[\?[\d;]*c/;

let asked = false;

/** Where the theme follows the terminal's ground: learns which it is, once. The terminal must be in raw mode. */
export async function followTerminal(terminal: Terminal, env = process.env): Promise<void> {
  if (asked || isColourless() || !followsBackground()) return;
  asked = true;
  const background = backgroundOf(env) ?? (await ask(terminal, env));
  if (background !== undefined) setBackground(background);
}

/** What the environment says: the last field of COLORFGBG is the number of the ground's colour. */
export function backgroundOf({ COLORFGBG = '' }: NodeJS.ProcessEnv): Background | undefined {
  const [, colour] = /;(\d+)$/.exec(COLORFGBG) ?? [];
  if (colour === undefined) return undefined;
  return Number(colour) <= 6 || colour === '8' ? 'dark' : 'light';
}

/** What a terminal's answer means: `ffff/ffff/ffff`, with one to four digits each. */
export function backgroundIn(answer: string): Background | undefined {
  const parts = colourAnswer.exec(answer)?.[1]?.split('/').slice(0, 3);
  if (parts?.length !== 3) return undefined;
  const [red = 0, green = 0, blue = 0] = parts.map(
    (digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark';
}

function ask(terminal: Terminal, { TERM = '' }: NodeJS.ProcessEnv): Promise<Background | undefined> {
  if (TERM === '' || TERM === 'dumb' || TERM === 'linux') return Promise.resolve(undefined);
  const { stdin, stdout } = terminal;
  return new Promise((resolve) => {
    let heard = '';
    const listen = () => {
      for (let chunk = stdin.read(); chunk !== null; chunk = stdin.read()) heard += chunk.toString('latin1');
      if (lastAnswer.test(heard)) finish();
    };
    const finish = () => {
      clearTimeout(timer);
      stdin.off('readable', listen);
      // What somebody typed meanwhile is for the screen.
      const typed = heard.replace(colourAnswer, '').replace(lastAnswer, '');
      if (typed !== '') stdin.unshift(Buffer.from(typed, 'latin1'));
      if (!lastAnswer.test(heard)) swallowLateAnswer(stdin);
      resolve(backgroundIn(heard));
    };
    const timer = setTimeout(finish, patience);
    stdin.on('readable', listen);
    stdout.write(question);
  });
}

/** Over a slow line the colour comes when keys are read already, as which it must not be taken. */
function swallowLateAnswer(stdin: NodeJS.ReadStream): void {
  const read = stdin.read;
  let open = '';
  stdin.read = (size) => {
    const chunk: string | Buffer | null = read.call(stdin, size);
    if (chunk === null) return null;
    const text = open + chunk.toString();
    const start = text.indexOf('\u001B]11;');
    if (start === -1) return chunk;
    const background = backgroundIn(text);
    open = background === undefined ? text.slice(start) : '';
    if (background === undefined) return text.slice(0, start);
    setBackground(background);
    stdin.read = read;
    return text.replace(colourAnswer, '');
  };
}
