import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bin, pilotage } from '../support/program.ts';

const patience = { timeout: 120_000 };

const yaml = `id: three
version: 1.0.0
minutes: 1
steps:
  - id: first
    run: echo first >> log.txt
    checks: [{ file: log.txt, matches: ^first$ }]
  - id: second
    run: COLOUR=red
    checks: [{ variable: COLOUR, matches: ^red$ }]
  - id: third
    run: echo $COLOUR >> log.txt
    checks: [{ file: log.txt, matches: ^red$ }]
`;
const prose = ['first', 'second', 'third'].map((id) => `<!-- step: ${id} -->\n## ${id}\n\nWords.\n`);

describe('pilotage watch', () => {
  let folder: string;
  let lesson: string;
  let child: ChildProcess;
  let said = '';
  let more: () => void = () => {};

  /** Resolves to what was said up to and with the pattern since the last call. */
  async function until(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(said);
      if (found) {
        const part = said.slice(0, found.index + found[0].length);
        said = said.slice(part.length);
        return part;
      }
      await new Promise<void>((resolve) => {
        more = resolve;
      });
    }
  }

  /** What it has among the temporary files. */
  const left = () => readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('pilotage-'));

  /** As editors do: another file takes its place. */
  function save(file: string, text: string): void {
    writeFileSync(join(folder, 'draft'), text);
    renameSync(join(folder, 'draft'), join(lesson, file));
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilotage-watch-test-'));
    lesson = join(folder, 'three');
    mkdirSync(join(folder, 'tmp'));
    mkdirSync(lesson);
    save('lesson.yaml', yaml);
    save('en.md', `# Three\n\n${prose.join('\n')}`);
    said = '';
    child = spawn(process.execPath, [bin, 'watch', lesson], {
      env: { ...process.env, TMPDIR: join(folder, 'tmp') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      said += text;
      more();
    });
  });
  afterEach(async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true });
  });

  it('runs what is affected by a change, from the state before it', patience, async () => {
    expect(await until(/all 3 steps work/)).toMatch(/✓ first .*\n.*✓ second .*\n.*✓ third /);

    save(
      'lesson.yaml',
      yaml.replace(
        '>> log.txt\n    checks: [{ file: log.txt, matches: ^red$',
        '>> log.txt\n    checks: [{ file: log.txt, matches: ^blue$',
      ),
    );
    const failed = await until(/third: nothing in the file log\.txt matches \^blue\$/);
    expect(failed).toContain('from step 3, third');
    expect(failed).not.toContain('✓ second');

    // What the first two did is there, once: else their files would say it twice.
    const counted = yaml.replace(
      /run: echo \$COLOUR.*\n.*\n$/,
      'run: wc -l < log.txt\n    output: ^1$\n    look: true\n',
    );
    save('lesson.yaml', counted);
    expect(await until(/all 3 steps work/)).toContain('from step 3, third');

    save('lesson.yaml', counted.replaceAll('red', 'green'));
    expect(await until(/all 3 steps work/)).toMatch(/from step 2, second\n.*✓ second .*\n.*✓ third /);
  });

  it(
    'says what lint finds, keeps going on files that are broken, and runs nothing for words',
    patience,
    async () => {
      await until(/all 3 steps work/);
      save('lesson.yaml', yaml.replace('steps:', 'steps'));
      const broken = await until(/Not run: mend this first\./);
      expect(broken).toContain('lesson.yaml:5:7: error: not valid YAML');

      rmSync(join(lesson, 'lesson.yaml'));
      expect(await until(/Not run: mend this first\./)).toContain('there is no lesson.yaml here');

      save('lesson.yaml', yaml);
      expect(await until(/all 3 steps work/)).not.toContain('✓ first');
      save('en.md', `# Three\n\n${prose.join('\n').replace('Words.', '[More](nowhere.md).')}`);
      const words = await until(/all 3 steps work/);
      expect(words).toContain('there is no nowhere.md here');
      expect(words).not.toContain('from step');
    },
  );

  it('leaves nothing behind when it is interrupted in the middle of a step', patience, async () => {
    await until(/all 3 steps work/);
    save('lesson.yaml', yaml.replace('COLOUR=red', 'COLOUR=red; sleep 300'));
    await until(/second: running/);
    const [home] = left();
    const { pid } = JSON.parse(
      readFileSync(join(folder, 'tmp', home ?? '', 'run', 'cluster', 'practice', 'host.json'), 'utf8'),
    );
    child.kill('SIGINT');
    const [exit] = await once(child, 'exit');
    expect(exit).toBe(0);
    expect(left()).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('wants a lesson', async () => {
    const { exit, stderr } = await pilotage(['watch', folder]);
    expect(stderr).toContain('neither a folder with a lesson.yaml nor one of those that ship');
    expect(exit).toBe(2);
  });
});
