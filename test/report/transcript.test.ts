import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runFiles } from '../../src/runner/home.ts';
import { pilotage, temporaryHome } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-transcript-'));
const homes: (() => Promise<void>)[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(homes.map((remove) => remove()));
});

/** A lesson of one step and what else it says; what is answered in plain mode; and where its run is. */
async function ran(id: string, answers: string, more = '') {
  const dir = join(folder, id);
  const { home, env, remove } = temporaryHome();
  homes.push(remove);
  mkdirSync(dir);
  writeFileSync(
    join(dir, 'lesson.yaml'),
    `id: ${id}\nversion: 1.0.0\nminutes: 1\n${more}steps:\n  - id: one\n    run: echo first\n    look: true\n`,
  );
  writeFileSync(join(dir, 'en.md'), '# A lesson\n\nIntro.\n\n<!-- step: one -->\n## The first\n\nText.\n');
  const { stderr } = await pilotage(['start', dir, '--plain'], { env, input: answers });
  expect(stderr).toBe('');
  const transcript = (...args: string[]) => pilotage(['transcript', dir, ...args], { env });
  return { dir, env, home, transcript, files: runFiles(join(home, 'runs', `${id}@practice`)) };
}

/** The events of a recording, which must be one that players take. */
function events(cast: string): [number, string, string][] {
  const [header, ...lines] = cast
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 80, height: 24, timestamp: expect.any(Number) });
  for (const [index, event] of lines.entries()) {
    expect(event).toEqual([expect.any(Number), expect.stringMatching(/^[om]$/), expect.any(String)]);
    expect(event[0]).toBeGreaterThanOrEqual(index === 0 ? 0 : lines[index - 1][0]);
    // Every line end takes the cursor back, too.
    expect(event[2]).not.toMatch(/(?<!\r)\n/);
  }
  return lines;
}

const played = (cast: string) =>
  events(cast)
    .filter(([, code]) => code === 'o')
    .map(([, , text]) => text)
    .join('');

describe.concurrent('the transcript of a run', () => {
  it('is a document: steps by their titles, commands, what they printed, and how it went', async () => {
    const { transcript } = await ran('document', 'e printf "a\\\\rb\\\\n"; false\n\n\n');
    const { exit, stdout, stderr } = await transcript();
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')).toBe(
      [
        '# A lesson',
        '',
        '- From TIME to TIME, on practice.',
        '- 1 of 1 steps done.',
        '- Secrets are masked: ••••••',
        '',
        '## Step 1 of 1: The first',
        '',
        '```console',
        '$ printf "a\\\\rb\\\\n"; false',
        'b',
        '```',
        '',
        'Exit code 1.',
        '',
        '✗ Not there yet: the command ended with exit code 1: b',
        '',
        '```console',
        '$ echo first',
        'first',
        '```',
        '',
        '✓ Done.',
        '',
      ].join('\n'),
    );
  });

  it('is a recording that a player plays: in order, with markers, in the time that it took', async () => {
    const { transcript } = await ran(
      'played',
      'e echo begin; sleep 1; printf "\\\\033[31mred\\\\033[0m"\n\n',
    );
    const { exit, stdout } = await transcript('--format', 'asciicast');
    expect(exit).toBe(0);
    const all = events(stdout);
    expect(all.filter(([, code]) => code === 'm').map(([, , text]) => text)).toEqual([
      'Step 1 of 1: The first',
    ]);
    const at = (wanted: string) => all.find(([, , text]) => text.includes(wanted))?.[0] ?? Number.NaN;
    expect(at('red\u001B[0m') - at('begin\r\n')).toBeGreaterThan(0.9);
    expect(played(stdout)).toContain('\u001B[31mred\u001B[0m\u001B[0m\r\n');
  });

  it('says in the language of the run what it says', async () => {
    const { transcript, env, dir } = await ran('worded', '\n');
    expect((await pilotage(['start', dir, '--plain', '--lang', 'fr'], { env, input: 'q\n' })).exit).toBe(0);
    expect((await transcript()).stdout).toContain('- Les secrets sont masqués : ••••••');
    expect((await transcript()).stdout).toContain('Étape 1 sur 1');
  });

  it('has the beginning and the end of a flood, and says how much is missing between', async () => {
    const { transcript, files } = await ran('flood', 'e seq 1 100000\n');
    const { stdout } = await transcript();
    expect(stdout).toMatch(/\n1\n2\n3\n/);
    const [, before, missing, after] =
      /\n(\d+)\n… (\d+) lines were not kept …\n(\d+)\n/.exec(stdout)?.map(Number) ?? [];
    expect(Number(before) + Number(missing) + 1).toBe(after);
    expect(stdout).toMatch(/\n99999\n100000\n```/);
    expect(readFileSync(files.recording).length).toBeLessThan(200_000);
    const text = played((await transcript('--format', 'asciicast')).stdout);
    expect(text).toContain(`… ${missing} lines were not kept …`);
    expect(text).toMatch(/99999\r\n100000\r\n/);
  });

  it('makes do with the journal where the output was not kept, and with what a cut left of both', async () => {
    const { transcript, files } = await ran('cut', 'e seq 1 30\n');
    rmSync(files.recording);
    const { stdout } = await transcript();
    expect(stdout).toContain('… earlier lines were not kept …\n11\n12\n');
    appendFileSync(files.journal, '{"seq":');
    writeFileSync(files.recording, '{"of":3,"ms":1,"te');
    const after = await transcript();
    expect(after.exit).toBe(0);
    expect(after.stdout).toContain('could not be saved');
    expect(after.stdout).toContain('\n30\n```');
  });

  it('masks secrets in commands and outputs, wherever they come up again', async () => {
    const answers = [
      'e export API_TOKEN=abcdef-123456; echo "saved"',
      'r',
      'e echo "it is $API_TOKEN, of lic-00ff00ff, in $LICENCE"; false',
    ];
    const { transcript } = await ran(
      'secret',
      `${answers.join('\n')}\n`,
      "variables: { LICENCE: named-by-the-lesson }\nsecrets: [LICENCE, '/lic-[0-9a-f]{8}/']\n",
    );
    for (const format of ['md', 'asciicast']) {
      const { stdout } = await transcript('--format', format);
      expect(stdout).toContain('export API_TOKEN=••••••');
      expect(stdout).toContain('it is ••••••, of ••••••, in ••••••');
      expect(stdout).not.toMatch(/abcdef-123456|lic-00ff00ff|named-by-the-lesson/);
    }
  });

  it('is the latest run where none is named, goes to a file, and says what is missing without the lesson', async () => {
    const { env, home } = await ran('named', '\n');
    const file = join(home, 'transcript.md');
    const { exit, stdout, stderr } = await pilotage(['transcript', '-o', file], { env });
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain('pilotage transcript FOLDER');
    expect(readFileSync(file, 'utf8')).toContain('## Step 1 of 1: one');
    const wrong = await pilotage(['transcript', 'nope'], { env });
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('No run of "nope" was begun.\nThose that there are: named@practice.');
    const format = await pilotage(['transcript', '--format', 'pdf'], { env });
    expect(format.exit).toBe(2);
    expect(format.stderr).toContain('md or asciicast');
    const other = await pilotage(['start', uiLesson('straight'), '--plain'], { env, input: 'q\n' });
    expect(other.exit).toBe(0);
    expect((await pilotage(['transcript'], { env })).stdout).toContain('# straight');
  });
});
