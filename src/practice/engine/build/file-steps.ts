import path from 'node:path';
import type { BlobFolder } from '../../node/images/blobs.ts';
import { type LayerEntry, packLayer } from '../../node/images/layer/pack.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { execForm, type Instruction } from '../dockerfile/parse.ts';
import { splitWords } from '../dockerfile/words.ts';
import { unpackSource } from './archive-source.ts';
import type { BuildCache } from './cache.ts';
import { cacheKey } from './cache.ts';
import { expandFor } from './configure.ts';
import { copyEntries, missingFolders } from './copy-entries.ts';
import type { Ignores } from './ignore.ts';
import { digestSources, findSources, type Source } from './source-files.ts';
import type { StageState } from './stage-state.ts';

export interface FileStep {
  state: StageState;
  instruction: Instruction;
  escapeChar: string;
  blobs: BlobFolder;
  cache: BuildCache | undefined;
}

/** Where COPY takes its files from. */
export interface CopySource {
  root: string;
  ignores: Ignores;
}

/** WORKDIR: the directory, made if it is not there. */
export async function workdir(step: FileStep): Promise<'done' | 'cached'> {
  const { state, instruction, escapeChar } = step;
  const folder = expandFor(state, instruction.rest, instruction, escapeChar);
  state.config.WorkingDir = path.posix.resolve(state.config.WorkingDir ?? '/', folder);
  const inside = state.config.WorkingDir.slice(1);
  return addFiles(step, `WORKDIR ${state.config.WorkingDir}`, [], async () =>
    missingFolders(await state.outline(), inside),
  );
}

/** COPY and ADD of what lies in the context, in another stage or in another image. */
export async function copy(step: FileStep, from: CopySource): Promise<'done' | 'cached'> {
  const { state, instruction, escapeChar } = step;
  const words = copyWords(instruction, escapeChar).map((word) =>
    expandFor(state, word, instruction, escapeChar),
  );
  const destination = words.pop() ?? '';
  const sources: Source[] = [];
  for (const word of words) {
    if (instruction.name === 'ADD' && /^(https?|git|ssh):\/\/|^git@/.test(word)) {
      throw new DockerfileError(
        `ADD ${word}: the practice cluster's docker fetches nothing from the internet; download it and COPY it`,
        instruction.lines,
      );
    }
    const found = await findSources(from.root, word, from.ignores);
    if (found.length === 0) {
      const missing = path.posix.join('/', word);
      throw new DockerfileError(`failed to compute cache key: "${missing}": not found`, instruction.lines);
    }
    for (const source of found) {
      const unpacked =
        instruction.name === 'ADD' ? await unpackSource(source, () => state.newFolder()) : undefined;
      sources.push(unpacked ?? source);
    }
  }
  if (sources.length > 1 && !destination.endsWith('/') && destination !== '.') {
    throw new DockerfileError(
      `When using ${instruction.name} with more than one source file, the destination must be a directory and end with a /`,
      instruction.lines,
    );
  }
  const absolute = path.posix.resolve(state.config.WorkingDir ?? '/', destination);
  const target = /(\/|^\.|\/\.)$/.test(destination) ? `${absolute}/` : absolute;
  const mode =
    instruction.flags.chmod === undefined ? undefined : Number.parseInt(instruction.flags.chmod, 8);
  const inputs = [await digestSources(sources), target, mode];
  return addFiles(step, instruction.text, inputs, async () =>
    copyEntries(sources, { root: await state.outline(), destination: target, mode }),
  );
}

/** The words of COPY and ADD, the destination last. @throws DockerfileError when there are fewer than two */
export function copyWords(instruction: Instruction, escapeChar: string): string[] {
  const words = execForm(instruction.rest) ?? splitWords(instruction.rest, escapeChar);
  if (instruction.rest.startsWith('<<')) {
    throw new DockerfileError(
      `${instruction.name} with a here-document is not something that the practice cluster's docker does; put the text into a file`,
      instruction.lines,
    );
  }
  if (words.length < 2) {
    throw DockerfileError.parsing(
      `${instruction.name} requires at least two arguments, but only one was provided. Destination could not be determined`,
      instruction.lines,
    );
  }
  return words;
}

/**
 * Adds the layer that `entries` gives, unless the same was made before of the same inputs.
 * @param options.inPlace the stage's files are so already
 */
export async function addFiles(
  { state, cache, blobs }: FileStep,
  text: string,
  inputs: readonly unknown[],
  entries: () => Promise<LayerEntry[]>,
  { inPlace = false } = {},
): Promise<'done' | 'cached'> {
  const key = cacheKey(state.key, text, inputs);
  const before = await cache?.get(key);
  const layer = before?.layer ?? (await makeLayer(blobs, await entries()));
  const created = before?.created ?? new Date().toISOString();
  await state.addLayer(layer, inPlace && !before);
  state.key = key;
  state.history.push({ created, created_by: `${text} # buildkit`, comment: 'buildkit.dockerfile.v0' });
  if (!before) await cache?.set(key, { created, layer });
  return before ? 'cached' : 'done';
}

function makeLayer(blobs: BlobFolder, entries: readonly LayerEntry[]) {
  const advertised = entries.reduce(
    (sum, entry) => sum + (entry.type === 'file' && 'size' in entry ? entry.size : 0),
    0,
  );
  return packLayer(blobs, entries, { level: 6, advertised });
}
