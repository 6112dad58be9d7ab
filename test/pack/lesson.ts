import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own, with a lesson in it that uses these images. */
export class Place implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), 'pilotage-pack-'));

  lesson(id: string, images: readonly string[], file = 'hello\n'): string {
    const dir = join(this.dir, id);
    mkdirSync(join(dir, 'files'), { recursive: true });
    const lines = [`id: ${id}`, 'version: 1.0.0', 'minutes: 1', `images: [${images.join(', ')}]`, 'steps:'];
    writeFileSync(
      join(dir, 'lesson.yaml'),
      `${lines.join('\n')}\n  - { id: look, look: true, run: cat hello.txt, output: hello }\n`,
    );
    writeFileSync(
      join(dir, 'en.md'),
      '# A lesson\n\nOne step.\n\n<!-- step: look -->\n## Look\n\nWe look.\n',
    );
    writeFileSync(join(dir, 'files', 'hello.txt'), file);
    return dir;
  }

  at(path: string): string {
    return join(this.dir, path);
  }

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
