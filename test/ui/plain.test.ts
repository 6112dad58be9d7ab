import { PassThrough, Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseKeys } from '../../src/ui/keys/keymap.ts';
import { openPlain, runPlain } from '../../src/ui/plain/plain.ts';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';

let run: TestRun;

afterEach(() => run.close());

/** Goes through a lesson with answers that are there from the start, and gives all that is said. */
async function talk(lesson: string, answers: string): Promise<string> {
  run = await openRun(uiLesson(lesson));
  return resume(answers);
}

function resume(answers: string): Promise<string> {
  return converse([[/^/, answers]]);
}

/** Answers each time that something was said; afterwards there are no more answers. */
async function converse(exchange: readonly (readonly [wanted: RegExp, answer: string])[]): Promise<string> {
  const input = new PassThrough();
  const left = [...exchange];
  let said = '';
  let heard = 0;
  const listen = () => {
    for (let next = left[0]; next?.[0].test(said.slice(heard)); next = left[0]) {
      left.shift();
      heard = said.length;
      input.write(next[1]);
    }
    if (left.length === 0) input.end();
  };
  const output = new Writable({
    write(chunk, _, done) {
      said += chunk;
      listen();
      done();
    },
  });
  listen();
  await runPlain(run.session, openPlain(input, output));
  return said;
}

const statuses = () => run.session.state.steps.map(({ status }) => status);

/** What one says in a tour of the screen, in answer to what. */
const tour = [
  [/\n\[.*\] $/, '\n'],
  [/✓ (Done|Fait|完成).*\n\[.*\] $/, '\n'],
  [/COLOUR=blue\n\[.*\] $/, 'x\n'],
  [/○ .*answer\.txt.*\n\[.*\] $/, 'h\n'],
  [/echo 42.*\n\[.*\] $/, 'h\n'],
  [/\n\[.*\] $/, 'x\n'],
  [/\$ false\n\[.*\] $/, '\n'],
  [/✗[\s\S]*\n\[.*\] $/, 'zut\n'],
  [/\n\[.*\] $/, 'x\n'],
  [/sleep 300\n\[.*\] $/, 'x\n'],
  [/kubernetes\.io[\s\S]*\n\[.*\] $/, '\n'],
] as const;

const steady = (text: string) =>
  text
    .replaceAll(/(Done|Fait)( (in|en) [\d.,]+ s)?\./g, '$1.')
    .replaceAll(/完成，用时 [\d.]+ 秒。/g, '完成。');

describe('the plain mode', () => {
  it('tells a workshop as lines', async () => {
    run = await openRun(uiLesson('tour'));
    const said = steady(await converse(tour));
    await expect(said).toMatchFileSnapshot('../frames/screens/plain.en.txt');
  });

  it('tells it in French', async () => {
    run = await openRun(uiLesson('tour'), 'fr');
    const said = steady(await converse(tour));
    await expect(said).toMatchFileSnapshot('../frames/screens/plain.fr.txt');
  });

  it('tells it in Chinese', async () => {
    run = await openRun(uiLesson('tour'), 'zh');
    const said = steady(await converse(tour));
    await expect(said).toMatchFileSnapshot('../frames/screens/plain.zh.txt');
  });

  it('runs a command of the learner’s own after a colon, in the shell of the run', async () => {
    const said = await talk('tour', ': GREETING=bonjour; echo mine\n:exit 3\n:\n\nq\n');
    expect(said).toMatch(/\nmine\n[\s\S]*Your command ended with exit code 3\.\n/);
    expect(said).toContain(': and a command runs that command in the same shell: : kubectl get pods');
    expect(said).toMatch(/\nbonjour, world\n✓ Done/);
  });

  it('completes a lesson on Enter alone, as often as it takes', async () => {
    const said = await talk('straight', '\n'.repeat(100));
    expect(said).toContain('count is 3');
    expect(said).toContain('See you.');
    expect(said).toMatch(/straight: all 4 steps done\. To begin again: pilotage reset straight\n$/);
  });

  it('ends and keeps everything when its input ends', async () => {
    await talk('straight', '\n\n\n');
    await run.reopen();
    const said = await resume('');
    expect(said).toContain('Welcome back. You are at: Two.');
    expect(said).toMatch(/straight: 2 of 4 steps\. To go on: pilotage start straight\n$/);
  });

  it('writes no escape sequence, draws over no line, and says each thing once', async () => {
    run = await openRun(uiLesson('output'));
    run.session.openStep('colours');
    const said = await resume('\nq\n');
    expect(said).toContain('red and bold green\n');
    expect(said).toContain('\n100%\nstill here\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(said).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
    expect(said.match(/Done/g)).toHaveLength(1);
  });

  it('ends the line of a command that does not', async () => {
    run = await openRun(uiLesson('output'));
    run.session.openStep('unfinished');
    expect(await resume('\nq\n')).toMatch(/\nno line end\n✓ Done/);
  });

  it('runs another command, goes back, and says what it does not understand', async () => {
    const said = await talk('tour', 'e echo "my own"\nx\nb\ne\nfoo\nq\n');
    expect(said).toContain('\n$ echo "my own"\nmy own\n');
    expect(said.match(/== Step 1 of 6: Say hello ==/g)).toHaveLength(2);
    expect(said).toContain('e and a command runs that command instead');
    expect(said).toContain('"foo" means nothing here.');
  });

  it('takes the names of what keys do, and says them where a chosen key cannot be typed on a line', async () => {
    chooseKeys({ hint: ['Ctrl-T'], quit: ['Alt-q', '5'] });
    try {
      const said = await talk('tour', 'hint\nedit echo own\naside echo aside\nlanguage\nquit\n');
      expect(said).toContain('hint hint');
      expect(said).toContain('5 leave]');
      expect(said).toContain('Hint 1 of 2');
      expect(said).toContain('\n$ echo own\nown\n');
      expect(said).toContain('\naside\n');
      expect(said).toContain('Étape 1 sur 6');
    } finally {
      chooseKeys({});
    }
  });

  it('catches up with a step after a yes, and says what runs', async () => {
    const said = await talk('questions', 'o\no 3\n\nq\n');
    expect(said).toContain('o 3 goes there, r 3 does it again, u 3 takes back all from there on');
    expect(said).toMatch(/\nGo to: All that prose can be\n[\s\S]*\$ touch one\.txt two\.txt\n/);
    expect(said).toMatch(/\n\[Enter yes, x just open it, q cancel\] \n1 of 2: /);
    expect(said).toMatch(/\n2 of 2: [\s\S]*== Step 3 of 3[\s\S]*Here you are/);
    expect(statuses()).toEqual(['done', 'done', 'reading']);
  });

  it('just opens a step, or nothing, where that is the answer', async () => {
    const said = await talk('questions', 'o 3\nx\nb\no 3\nq\no 9\nq\n');
    expect(said).toContain('== Step 3 of 3');
    expect(said).toContain('Nothing was done.');
    expect(said).toContain('"o 9" means nothing here.');
    expect(statuses()).toEqual(['reading', 'reading', 'reading']);
  });

  it('does a step again, and takes steps back, after a yes', async () => {
    const said = await talk('questions', 'u\no 3\n\nr 2\n\nu\n\nq\n');
    expect(said).toContain('There is nothing to take back: this step has not run.');
    expect(said).toMatch(
      /\nDo it again: Two files\n[^$]*\$ rm one\.txt two\.txt\n[^$]*\$ touch one\.txt two\.txt\n/,
    );
    expect(said.match(/== Step 2 of 3/g)).toHaveLength(3);
    expect(said).toMatch(/\nTake back, down to: Two files\n[^$]*\$ rm one\.txt two\.txt\n/);
    expect(run.session.state.steps[1]).toMatchObject({ status: 'reading', attempts: 0 });
  });

  it('goes to the step that it was started at', async () => {
    run = await openRun(uiLesson('questions'));
    const input = new PassThrough();
    const output = new PassThrough();
    input.end('\nq\n');
    await runPlain(run.session, openPlain(input, output), { at: 'prose' });
    const said = String(output.read());
    expect(said).toMatch(/Go to: All that prose[\s\S]*Here you are/);
    expect(statuses()).toEqual(['done', 'done', 'reading']);
  });

  it('has a help that is about lines', async () => {
    const said = await talk('tour', '?\nq\n');
    for (const line of [
      /^e +with a command: run that one instead, e kubectl get pods$/m,
      /^r +run the command of this step again; r 3: do the third step again$/m,
      /^u +take this step back; u 3: all from the third on$/m,
      /^R +start the workshop over$/m,
      /^n b +the next step/m,
    ])
      expect(said).toMatch(line);
    // Nobody has a terminal here.
    expect(said).not.toMatch(/Ctrl-C|your own shell, same variables|Alt-Enter/);
  });

  it('goes to what is still open before it ends', async () => {
    run = await openRun(uiLesson('straight'));
    run.session.openStep('four');
    const said = await resume('\n'.repeat(20));
    expect(said).toMatch(/3 are still open/);
    expect(said).toContain('straight: all 4 steps done.');
  });
});
