import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/base/languages.ts';
import { inspectLesson, type Lesson } from '../../src/lesson/inspect.ts';
import { chineseFaults } from '../support/chinese.ts';
import { frenchFaults } from '../support/french.ts';

const lessonsDir = resolve(dirname(fileURLToPath(import.meta.url)), '../../lessons');
const ids = readdirSync(lessonsDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

async function read(id: string): Promise<Lesson> {
  const { lesson, findings } = await inspectLesson(resolve(lessonsDir, id));
  expect(findings).toEqual([]);
  if (!lesson) throw new Error(`no lesson ${id}`);
  return lesson;
}

describe.each(ids)('the lesson %s', (id) => {
  test('has commands that bash can read', async () => {
    const { file } = await read(id);
    for (const command of file.steps.flatMap((step) => [
      step.run ?? '',
      step.undo ?? '',
      step.resume ?? '',
    ])) {
      const { stderr } = spawnSync('bash', ['-n'], { input: command, encoding: 'utf8' });
      expect(stderr, command).toBe('');
    }
  });

  test('proves what a step changes, and can take it back', async () => {
    const { file } = await read(id);
    for (const step of file.steps) {
      if (step.look) expect(Boolean(step.output ?? step.checks), step.id).toBe(true);
      else
        expect([step.checks?.length, step.undo], step.id).toEqual([expect.any(Number), expect.any(String)]);
    }
  });

  test('is there in every language that the program speaks', async () => {
    const { prose } = await read(id);
    expect([...prose.keys()]).toEqual([...languages]);
  });

  test('writes Chinese as it is written', async () => {
    const { dir } = await read(id);
    const markdown = await readFile(resolve(dir, 'zh.md'), 'utf8');
    const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/^> /gm, '');
    expect(chineseFaults(prose)).toEqual([]);
  });

  test('writes French as it is written', async () => {
    const { dir } = await read(id);
    const markdown = await readFile(resolve(dir, 'fr.md'), 'utf8');
    const prose = markdown.replaceAll(/^```[\s\S]*?^```$|`[^`]*`/gm, '`');
    expect(frenchFaults(prose)).toEqual([]);
  });

  test('gives a hint at every step', async () => {
    const { prose } = await read(id);
    for (const { sections, language } of prose.values()) {
      for (const section of sections.values()) {
        expect(section.hints.length, `${language}: ${section.step}`).toBeGreaterThan(0);
      }
    }
  });

  test('says the same in every language: its code is the same, and so are its parts', async () => {
    const { dir, prose } = await read(id);
    const of = async (language: string) => sectionsOf(await readFile(resolve(dir, `${language}.md`), 'utf8'));
    const english = await of('en');
    for (const language of prose.keys()) {
      const other = await of(language);
      for (const [step, text] of english)
        expect(shape(other.get(step) ?? ''), `${language}: ${step}`).toEqual(shape(text));
    }
  });

  test('mentions no command of the step in another form than the one that runs', async () => {
    const { file, prose, dir } = await read(id);
    for (const language of prose.keys()) {
      const sections = sectionsOf(await readFile(resolve(dir, `${language}.md`), 'utf8'));
      for (const step of file.steps) {
        for (const code of shape(sections.get(step.id) ?? '').code) {
          // Another verb of docker is another command, which a hint may name.
          const start = /^(docker \S+|minikube|curl|export)( |$)/.exec(code)?.[1];
          if (start && step.run?.includes(start))
            expect(step.run, `${language}: ${step.id}: ${code}`).toContain(code);
        }
      }
    }
  });
});

test('the drills break the same DockerCoins that its own workshop builds', async () => {
  const sources = async (id: string) => {
    const folder = resolve(lessonsDir, id, 'files/dockercoins');
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => resolve(entry.parentPath, entry.name));
    const texts = names.map(async (name) => [relative(folder, name), await readFile(name, 'utf8')] as const);
    return Object.fromEntries(await Promise.all(texts));
  };
  expect(await sources('when-it-breaks')).toEqual(await sources('dockercoins'));
});

test('the map of what is learnt where names steps that are there', async () => {
  const map = (await readFile(resolve(lessonsDir, 'README.md'), 'utf8')).split('\n### ').slice(1);
  const cells = map.flatMap((table) =>
    [...table.matchAll(/^\|.*\| (.*) \|$/gm)].map(([, last = '']) => last),
  );
  expect(cells.length).toBeGreaterThan(40);
  const lessons = await Promise.all(ids.map(read));
  for (const place of cells.filter((cell) => cell !== 'step').flatMap((cell) => cell.split('; '))) {
    const [id = '', said = ''] = place.split(': ');
    const steps = lessons.find((lesson) => lesson.id === id)?.file.steps.map((step) => step.id);
    // Anything that is no name is a remark: "for instructors".
    const named = said.split(/, | to /).filter((word) => /^[a-z]+(-[a-z]+)*$/.test(word));
    expect(steps, place).toEqual(expect.arrayContaining(named));
  }
});

/** By step; the text before the first under "". */
function sectionsOf(markdown: string): Map<string, string> {
  const [before = '', ...parts] = markdown.split(/^<!-- step: (.*) -->$/m);
  const sections = new Map([['', before]]);
  for (let at = 0; at + 1 < parts.length; at += 2) sections.set(parts[at] ?? '', parts[at + 1] ?? '');
  return sections;
}

function shape(text: string) {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    code: [...text.matchAll(/(?<!`)`([^`]+)`(?!`)/g)]
      .map(([, code]) => code?.replace(/\s+/g, ' ') ?? '')
      .sort(),
    hints: count(/^> \[!TIP\]$/gm),
    notes: count(/^<!-- instructor -->$/gm),
    blocks: count(/^```/gm),
    points: count(/^- /gm),
    strong: count(/\*\*[^*]+\*\*/g),
  };
}
