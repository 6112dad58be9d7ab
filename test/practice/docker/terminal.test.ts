import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import type { BuildEvent, Failure, Progress } from '../../../src/practice/engine/api.ts';
import { terminalBuild } from '../../../src/practice/tools/docker/render/build-terminal.ts';
import { showProgress } from '../../../src/practice/tools/docker/render/progress.ts';

/** What a terminal shows of a text. */
async function screen(text: string): Promise<string[]> {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text.replaceAll('\n', '\r\n'), resolve));
  const lines = Array.from(
    { length: 24 },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
  );
  terminal.dispose();
  return lines.join('\n').trimEnd().split('\n');
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test('a pull in a terminal keeps one line a layer', async () => {
  const report: (Progress | Failure)[] = [
    { status: 'Pulling from library/node', id: '24' },
    { status: 'Pulling fs layer', id: 'aaaaaaaaaaaa' },
    { status: 'Pulling fs layer', id: 'bbbbbbbbbbbb' },
    { status: 'Verifying Checksum', id: 'aaaaaaaaaaaa' },
    { status: 'Pull complete', id: 'aaaaaaaaaaaa' },
    { status: 'Pull complete', id: 'bbbbbbbbbbbb' },
    { status: 'Digest: sha256:1' },
    { status: 'Status: Downloaded newer image for node:24' },
  ];
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  await showProgress(each(report), { write, terminal: true, quiet: false });
  expect(await screen(text)).toEqual([
    '24: Pulling from library/node',
    'aaaaaaaaaaaa: Pull complete',
    'bbbbbbbbbbbb: Pull complete',
    'Digest: sha256:1',
    'Status: Downloaded newer image for node:24',
  ]);
});

test('a build in a terminal is a table of its steps', async () => {
  const events: BuildEvent[] = [
    { step: 1, name: '[internal] load build definition from Dockerfile' },
    { step: 1, status: 'transferring dockerfile: 53B done' },
    { step: 1, ended: 'done', seconds: 0.04 },
    { step: 2, name: '[2/3] WORKDIR /app' },
    { step: 2, ended: 'cached', seconds: 0 },
    { step: 3, name: '[3/3] COPY nope.mjs .' },
    { step: 3, ended: 'error', seconds: 0.2, error: '"/nope.mjs": not found' },
    {
      error: 'failed to solve: not found',
      failed: '[3/3] COPY nope.mjs .',
      log: [],
      excerpt: 'Dockerfile:3',
    },
  ];
  let text = '';
  const show = terminalBuild((part) => {
    text += part;
  }, 80);
  for (const event of events) show(event);
  const lines = await screen(text);
  expect(lines[0]).toMatch(/^\[\+\] Building \d+\.\ds \(2\/3\) {20,}docker:default$/);
  expect(lines.slice(1).map((line) => line.replace(/ {2,}/, ' … '))).toEqual([
    ' => [internal] load build definition from Dockerfile … 0.0s',
    ' => => transferring dockerfile: 53B … 0.0s',
    ' => CACHED [2/3] WORKDIR /app … 0.0s',
    ' => ERROR [3/3] COPY nope.mjs . … 0.2s',
    '------',
    ' > [3/3] COPY nope.mjs .:',
    '------',
    'Dockerfile:3',
  ]);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
});
