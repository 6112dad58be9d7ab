import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What each part may import besides itself: those below it. */
const below: Record<string, string[]> = {
  base: [],
  lesson: ['base'],
  engine: ['lesson', 'base'],
  shell: ['engine', 'lesson', 'base'],
  cluster: ['engine', 'lesson', 'base'],
  runner: ['shell', 'cluster', 'engine', 'lesson', 'base'],
  pack: ['cluster', 'engine', 'lesson', 'base'],
  practice: ['cluster', 'base'],
  ui: ['runner', 'shell', 'cluster', 'engine', 'lesson', 'base'],
  report: ['runner', 'engine', 'lesson', 'base'],
  hub: ['runner', 'engine', 'lesson', 'base'],
  cli: ['ui', 'report', 'hub', 'runner', 'pack', 'practice', 'shell', 'cluster', 'engine', 'lesson', 'base'],
};

/** Packages that only some folders may import. */
const homes: Record<string, string[]> = {
  ink: ['src/ui/'],
  react: ['src/ui/'],
  execa: ['src/shell/', 'src/practice/tools/'],
  pg: ['src/hub/store/'],
  preact: ['src/hub/dashboard/'],
  '@kubernetes/client-node': ['src/cluster/', 'src/practice/tools/'],
};

interface Import {
  file: string;
  line: number;
  target: string;
}

const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).sort();
const imports = files.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    target: match[1] ?? match[2] ?? match[3] ?? '',
  }));
}

function part(path: string): string {
  return path.split('/')[1] ?? '';
}

describe('the layout', () => {
  it('is read: there are sources, and imports between them', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('has only the parts that the design names', () => {
    expect([...new Set(files.map(part))].filter((name) => !(name in below))).toEqual([]);
  });

  it('imports one way only', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      const to = part(normalize(join(dirname(file), target)));
      return to !== part(file) && part(file) in below && !below[part(file)]?.includes(to) && to !== '';
    });
    expect(wrong.filter(({ target }) => !target.endsWith('package.json'))).toEqual([]);
  });

  it('keeps the engine pure', () => {
    expect(imports.filter(({ file, target }) => part(file) === 'engine' && !target.startsWith('.'))).toEqual(
      [],
    );
    const impure = files.filter(
      (file) =>
        part(file) === 'engine' &&
        /\b(Date\.now|new Date\(\)|process\.|setTimeout|Math\.random)/.test(read(file)),
    );
    expect(impure).toEqual([]);
  });

  it('keeps packages in their places', () => {
    const wrong = imports.filter(({ file, target }) => {
      const name = Object.keys(homes).find((home) => target === home || target.startsWith(`${home}/`));
      return name !== undefined && !homes[name]?.some((home) => file.startsWith(home));
    });
    expect(wrong).toEqual([]);
  });

  it('ends the process in the command line only', () => {
    // Inside a container's thread it is the container that ends.
    const thread = 'src/practice/node/programs/worker/';
    const outside = files.filter((file) => part(file) !== 'cli' && !file.startsWith(thread));
    expect(outside.filter((file) => /\bprocess\.exit\(/.test(read(file)))).toEqual([]);
  });

  it('has no file that is too long to read', () => {
    const long = files
      .map((file) => [file, read(file).split('\n').length] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
