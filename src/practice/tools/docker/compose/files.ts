import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readAll } from '../../common/streams.ts';
import { DockerError } from '../errors.ts';
import { invalidFiles } from './schema.ts';

/** What compose ends with when there are no files. */
const noFiles = 14;

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

export interface ComposeFile {
  /** Absolute; `-` for standard input. */
  file: string;
  text: string;
}

/** The files named by -f or COMPOSE_FILE, else those of this folder or the nearest one above it. @throws DockerError */
export async function readComposeFiles(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  stdin: () => NodeJS.ReadStream,
): Promise<ComposeFile[]> {
  const named = given.length > 0 ? given : (env.COMPOSE_FILE?.split(path.delimiter) ?? []);
  const files = named.length > 0 ? named : defaultFiles(process.cwd());
  return Promise.all(
    files.map(async (name) => {
      if (name === '-') return { file: '-', text: (await readAll(stdin())).toString() };
      const file = path.resolve(name);
      try {
        return { file, text: await readFile(file, 'utf8') };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const why = code === 'EISDIR' ? 'is a directory' : 'no such file or directory';
        throw new DockerError(`${code === 'EISDIR' ? 'read' : 'open'} ${file}: ${why}`, noFiles);
      }
    }),
  );
}

function defaultFiles(from: string): string[] {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = names.find((name) => existsSync(path.join(folder, name)));
    if (file !== undefined) {
      const override = names
        .map((name) => name.replace(/(\.ya?ml)$/, '.override$1'))
        .find((name) => existsSync(path.join(folder, name)));
      return [file, override].filter((name) => name !== undefined).map((name) => path.join(folder, name));
    }
    if (folder === path.dirname(folder))
      throw new DockerError('no configuration file provided: not found', noFiles);
  }
}

/** @throws DockerError with the line */
export async function parseYaml({ file, text }: ComposeFile): Promise<unknown> {
  const yaml = await import('js-yaml');
  try {
    return yaml.load(text, { schema: yaml.CORE_SCHEMA.withTags(yaml.mergeTag) });
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number } };
    const where = mark === undefined ? '' : `line ${mark.line + 1}: `;
    throw new DockerError(`yaml: ${where}${reason ?? (error as Error).message} (${file})`, invalidFiles);
  }
}
