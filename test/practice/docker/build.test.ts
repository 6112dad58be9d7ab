import { chmod, mkdir, mkdtemp, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../../src/practice/node/images/types.ts';
import { type RunningEngine, runEngine } from './running-engine.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await runEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

interface Built {
  /** Lines of the steps, with what became of each. */
  steps: string[];
  image: Image | undefined;
  error: string | undefined;
  excerpt: string | null | undefined;
  context: string;
}

/** A context with these files; `x/` is a folder. */
async function contextOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(engine.folder, 'context-'));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) await writeFile(file, content);
  }
  return folder;
}

async function build(
  dockerfile: string,
  files: Record<string, string> = {},
  options: Record<string, unknown> = {},
): Promise<Built> {
  const context =
    (options.context as string | undefined) ?? (await contextOf({ ...files, Dockerfile: dockerfile }));
  if (options.context) await writeFile(path.join(context, 'Dockerfile'), dockerfile);
  const target = {
    context,
    dockerfile: path.join(context, 'Dockerfile'),
    tags: [],
    args: {},
    labels: {},
    noCache: false,
    pull: false,
    ...options,
  };
  const answer = await fetch(`${engine.url}/docker/build`, {
    method: 'POST',
    body: JSON.stringify({ targets: [target] }),
  });
  const built: Built = { steps: [], image: undefined, error: undefined, excerpt: undefined, context };
  const names = new Map<number, string>();
  for (const line of (await answer.text()).trim().split('\n')) {
    const event = JSON.parse(line);
    if (event.name) names.set(event.step, event.name);
    else if (event.ended) built.steps.push(`${names.get(event.step)}: ${event.ended}`);
    else if (event.image) built.image = engine.images.resolve(event.image)?.image;
    else if (event.error) Object.assign(built, { error: event.error, excerpt: event.excerpt });
  }
  return built;
}

/** The files of an image, on this machine. */
async function filesOf({ image, error }: Built): Promise<(name: string) => Promise<string>> {
  expect(error).toBeUndefined();
  const root = await mkdtemp(path.join(engine.folder, 'root-'));
  if (image) await engine.images.unpack(image, root);
  return (name) =>
    readFile(path.join(root, name), 'utf8').catch((failure: NodeJS.ErrnoException) => `${failure.code}`);
}

describe('the configuration', () => {
  test('of every instruction that makes it', async () => {
    const { image, error } = await build(`
# syntax=docker/dockerfile:1
FROM node:24-alpine AS base
ARG VERSION=1.2
ENV A=1 B="two words" C=$VERSION \\
    # between the lines
    D=\${A}-\${NONE:-none}
ENV OLD style is one value
LABEL org.example.title="An example" version=$VERSION
EXPOSE 80 443/tcp 53/udp 8000-8001
USER node
VOLUME ["/data", "/cache"]
STOPSIGNAL SIGQUIT
WORKDIR /srv
WORKDIR app/$VERSION
HEALTHCHECK --interval=30s --retries=3 CMD wget -q localhost || exit 1
ENTRYPOINT ["node"]
CMD ["server.mjs", "--port=80"]
`);
    expect(error).toBeUndefined();
    expect(image?.config).toMatchObject({
      User: 'node',
      WorkingDir: '/srv/app/1.2',
      Entrypoint: ['node'],
      Cmd: ['server.mjs', '--port=80'],
      ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '53/udp': {}, '8000/tcp': {}, '8001/tcp': {} },
      Volumes: { '/data': {}, '/cache': {} },
      StopSignal: 'SIGQUIT',
      Labels: { 'org.example.title': 'An example', version: '1.2' },
      Healthcheck: { Test: ['CMD-SHELL', 'wget -q localhost || exit 1'], Interval: 30e9, Retries: 3 },
    });
    expect(image?.config.Env?.slice(-5)).toEqual([
      'A=1',
      'B=two words',
      'C=1.2',
      'D=-none',
      'OLD=style is one value',
    ]);
  });

  test('shell forms get a shell, the one that SHELL names', async () => {
    const plain = await build('FROM busybox\nCMD echo $HOME "and more"');
    expect(plain.image?.config.Cmd).toEqual(['/bin/sh', '-c', 'echo $HOME "and more"']);
    const other = await build('FROM busybox\nSHELL ["/bin/ash", "-ec"]\nENTRYPOINT run me');
    expect(other.image?.config.Entrypoint).toEqual(['/bin/ash', '-ec', 'run me']);
  });

  test('an entry point forgets the command of the base image, not one’s own', async () => {
    const inherited = await build('FROM redis:7\nENTRYPOINT ["mine"]');
    expect(inherited.image?.config.Cmd).toBeUndefined();
    const own = await build('FROM redis:7\nCMD ["own"]\nENTRYPOINT ["mine"]');
    expect(own.image?.config.Cmd).toEqual(['own']);
  });

  test('build arguments: given, defaulted, from before FROM, and hidden by ENV', async () => {
    const dockerfile = `ARG BASE=busybox
ARG SHARED=outside
FROM $BASE
ARG SHARED
ARG GIVEN=default
ARG HIDDEN=arg
ENV HIDDEN=env
LABEL shared=$SHARED given=$GIVEN hidden=$HIDDEN nothing=\${BASE:+seen} arch=$TARGETARCH
`;
    const { image } = await build(dockerfile, {}, { args: { GIVEN: 'from the command line' } });
    expect(image?.config.Labels).toEqual({
      shared: 'outside',
      given: 'from the command line',
      hidden: 'env',
      nothing: '',
      arch: '',
    });
    const alpine = await build(dockerfile, {}, { args: { BASE: 'alpine', SHARED: 'given' } });
    expect(alpine.image?.config.Labels?.shared).toBe('given');
    expect(alpine.image?.layers).not.toEqual(image?.layers);
  });
});

describe('COPY', () => {
  const files = { 'a.txt': 'a', 'b.txt': 'b', 'sub/c.txt': 'c', 'sub/deep/d.txt': 'd' };

  test('files to a folder, to a name, and wildcards', async () => {
    const built = await build(
      `FROM busybox
WORKDIR /app
COPY a.txt .
COPY a.txt renamed
COPY a.txt /other/
COPY *.txt wild/
COPY ["b.txt", "with space"]
COPY a.txt /tmp
COPY a.tx? /question/
`,
      files,
    );
    const read = await filesOf(built);
    expect(await read('app/a.txt')).toBe('a');
    expect(await read('app/renamed')).toBe('a');
    expect(await read('other/a.txt')).toBe('a');
    expect(await read('app/wild/a.txt')).toBe('a');
    expect(await read('app/wild/b.txt')).toBe('b');
    expect(await read('app/with space')).toBe('b');
    // An existing folder is copied into, slash or not.
    expect(await read('tmp/a.txt')).toBe('a');
    expect(await read('question/a.txt')).toBe('a');
  });

  test('a folder gives its content', async () => {
    const read = await filesOf(await build('FROM busybox\nCOPY sub /into\nCOPY . /all/', files));
    expect(await read('into/c.txt')).toBe('c');
    expect(await read('into/deep/d.txt')).toBe('d');
    expect(await read('all/sub/deep/d.txt')).toBe('d');
  });

  test('through a link that the base image has, or a RUN before it made', async () => {
    const lines = [
      'FROM node:24-slim',
      'COPY a.txt /bin/tool',
      'RUN cp /bin/tool /tmp/copy && mkdir /tmp/real && ln -s real /tmp/link',
      'COPY b.txt /tmp/link/',
      'RUN cat /tmp/copy /tmp/real/b.txt > /tmp/both',
    ];
    const read = await filesOf(await build(lines.join('\n'), files));
    expect(await read('usr/bin/tool')).toBe('a');
    expect(await read('tmp/real/b.txt')).toBe('b');
    expect(await read('tmp/both')).toBe('ab');
  });

  test('modes are kept, links too, and --chmod wins', async () => {
    const context = await contextOf({ 'run.sh': '#!/bin/sh\n', Dockerfile: '' });
    await chmod(path.join(context, 'run.sh'), 0o755);
    await symlink('run.sh', path.join(context, 'link'));
    const built = await build(
      'FROM busybox\nCOPY run.sh link /x/\nCOPY --chmod=600 --chown=1:1 run.sh /y',
      {},
      { context },
    );
    const root = await mkdtemp(path.join(engine.folder, 'root-'));
    if (built.image) await engine.images.unpack(built.image, root);
    expect((await stat(path.join(root, 'x/run.sh'))).mode & 0o777).toBe(0o755);
    expect(await readFile(path.join(root, 'x/link'), 'utf8')).toBe('#!/bin/sh\n');
    expect((await stat(path.join(root, 'y'))).mode & 0o777).toBe(0o600);
  });

  test('from another stage, by name and number, and from an image', async () => {
    const built = await build(
      `FROM busybox AS Source
COPY a.txt /made/one
FROM busybox
COPY b.txt /two
FROM source
COPY --from=source /made/ /from-name/
COPY --from=1 /two /from-number
COPY --from=nginx /usr/share/nginx/html/index.html /page
`,
      files,
    );
    const read = await filesOf(built);
    expect(await read('from-name/one')).toBe('a');
    expect(await read('from-number')).toBe('b');
    expect(await read('page')).toContain('Welcome to nginx!');
    expect(await read('made/one')).toBe('a');
    expect(built.steps).toContain('[stage-2 2/4] COPY --from=source /made/ /from-name/: done');
  });

  test('only the stages that are needed are built, up to the one asked for', async () => {
    const dockerfile =
      'FROM busybox AS one\nCOPY a.txt /\nFROM nosuch AS two\nFROM one AS three\nCOPY b.txt /\n';
    const built = await build(dockerfile, files);
    expect(built.error).toBeUndefined();
    const one = await build(dockerfile, files, { stage: 'one' });
    expect(await (await filesOf(one))('b.txt')).toBe('ENOENT');
    expect((await build(dockerfile, files, { stage: 'nope' })).error).toContain(
      'target stage "nope" could not be found',
    );
  });

  test('.dockerignore keeps files out, and lets some back in', async () => {
    const ignored = {
      ...files,
      '.dockerignore': '# comment\n*.txt\n!b.txt\nsub/deep\n**/*.log\n',
      'x.log': 'x',
      'sub/y.log': 'y',
      'node_modules/z.js': 'z',
    };
    const read = await filesOf(await build('FROM busybox\nCOPY . /all/', ignored));
    expect(await read('all/a.txt')).toBe('ENOENT');
    expect(await read('all/b.txt')).toBe('b');
    expect(await read('all/sub/c.txt')).toBe('c');
    expect(await read('all/sub/deep/d.txt')).toBe('ENOENT');
    expect(await read('all/sub/y.log')).toBe('ENOENT');
    expect(await read('all/node_modules/z.js')).toBe('z');
    const missing = await build('FROM busybox\nCOPY a.txt /', ignored);
    expect(missing.error).toContain('"/a.txt": not found');
  });

  test('nothing outside the context can be had', async () => {
    await writeFile(path.join(engine.folder, 'secret'), 'secret');
    const up = await build('FROM busybox\nCOPY ../secret /');
    expect(up.error).toContain('"/secret": not found');
    const context = await contextOf({ Dockerfile: '' });
    await symlink(engine.folder, path.join(context, 'out'));
    const through = await build('FROM busybox\nCOPY out/secret /', {}, { context });
    expect(through.error).toContain('"/out/secret": not found');
  });
});

describe('the cache', () => {
  test('keeps what did not change, from the first change on does it again', async () => {
    const dockerfile = 'FROM busybox\nWORKDIR /app\nCOPY a.txt .\nCOPY b.txt .\n';
    const first = await build(dockerfile, { 'a.txt': '1', 'b.txt': '1' });
    const { context } = first;
    const again = await build(dockerfile, {}, { context });
    expect(again.steps.slice(-4, -1).every((step) => step.endsWith(': cached'))).toBe(true);
    expect(again.image?.id).toBe(first.image?.id);
    await writeFile(path.join(context, 'a.txt'), '2');
    const changed = await build(dockerfile, {}, { context });
    expect(changed.steps.slice(-4, -1)).toEqual([
      '[2/4] WORKDIR /app: cached',
      '[3/4] COPY a.txt .: done',
      '[4/4] COPY b.txt .: done',
    ]);
    expect(changed.image?.id).not.toBe(first.image?.id);
    const without = await build(dockerfile, {}, { context, noCache: true });
    expect(without.steps.slice(-4, -1).every((step) => step.endsWith(': done'))).toBe(true);
  });

  test('an untagged image stays behind without a name', async () => {
    const dockerfile = 'FROM busybox\nCOPY a.txt /\n';
    const first = await build(dockerfile, { 'a.txt': '1' }, { tags: ['moving:v1'] });
    await writeFile(path.join(first.context, 'a.txt'), '2');
    const second = await build(dockerfile, {}, { context: first.context, tags: ['moving:v1'] });
    expect(engine.images.find('moving:v1')?.id).toBe(second.image?.id);
    expect(engine.images.resolve(first.image?.id ?? '')?.tags).toEqual([]);
  });
});

describe('a Dockerfile that is wrong says where', () => {
  test.each([
    [
      'FROM busybox\nCOPI a b\n',
      'dockerfile parse error on line 2: unknown instruction: COPI (did you mean COPY?)',
      'Dockerfile:2',
    ],
    [
      'FROM busybox\nCOPY a\n',
      'dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
      'Dockerfile:2',
    ],
    ['FROM busybox\nEXPOSE http\n', 'invalid containerPort: http', 'Dockerfile:2'],
    ['FROM $NOTHING\n', 'base name ($NOTHING) should not be blank', 'Dockerfile:1'],
    ['COPY a b\n', 'dockerfile parse error on line 1: no build stage in current context', 'Dockerfile:1'],
    [
      'FROM busybox extra\n',
      'dockerfile parse error on line 1: FROM requires either one or three arguments',
      'Dockerfile:1',
    ],
    [
      'FROM busybox\nCOPY --form=x a b\n',
      'dockerfile parse error on line 2: unknown flag: --form',
      'Dockerfile:2',
    ],
    [
      'FROM busybox\nENV A\n',
      'dockerfile parse error on line 2: ENV must have two arguments',
      'Dockerfile:2',
    ],
    [
      `FROM busybox\nENV A=\${A\n`,
      `failed to process "\${A": syntax error: bad substitution in \${A`,
      'Dockerfile:2',
    ],
    [
      'FROM nosuch:1\n',
      'nosuch:1: failed to resolve source metadata for docker.io/library/nosuch:1: docker.io/library/nosuch:1: not found',
      'Dockerfile:1',
    ],
    [
      'FROM Busy\n',
      'failed to parse stage name "Busy": invalid reference format: repository name (library/Busy) must be lowercase',
      'Dockerfile:1',
    ],
    [
      'FROM busybox\n\nRUN apk add \\\n  curl\n',
      'process "/bin/sh -c apk add   curl" did not complete successfully: exit code: 127',
      'Dockerfile:3',
    ],
    [
      'FROM busybox\nADD https://example.org/x /x\n',
      "ADD https://example.org/x: the practice cluster's docker fetches nothing from the internet; download it and COPY it",
      'Dockerfile:2',
    ],
  ])('%j', async (dockerfile, message, place) => {
    const { error, excerpt, image } = await build(dockerfile);
    expect(error).toBe(`failed to solve: ${message}`);
    expect(excerpt?.split('\n')[0]).toBe(place);
    expect(image).toBeUndefined();
  });

  test('RUN that fails shows what it printed', async () => {
    const folder = await contextOf({ Dockerfile: 'FROM busybox\nRUN echo one && echo two >&2 && exit 3\n' });
    const { code, err } = await engine.docker(`build --progress plain ${folder}`);
    expect(code).toBe(1);
    expect(err).toMatch(/^#\d+ \d\.\d{3} one\n#\d+ \d\.\d{3} two\n#\d+ ERROR: process/m);
    expect(err).toMatch(/ > \[2\/2\] RUN echo one .*:\n\d\.\d{3} one\n\d\.\d{3} two\n------\n/);
    expect(err).toContain(
      'ERROR: failed to solve: process "/bin/sh -c echo one && echo two >&2 && exit 3" did not complete successfully: exit code: 3\n',
    );
  });

  test('an empty one, and one that is not there', async () => {
    expect((await build('# nothing\n')).error).toBe('failed to solve: the Dockerfile cannot be empty');
    const context = await contextOf({});
    const absent = await build('', {}, { context, dockerfile: path.join(context, 'Nope') });
    expect(absent.error).toBe(
      'failed to solve: failed to read dockerfile: open Nope: no such file or directory',
    );
  });

  test('the place is shown with the lines around it', async () => {
    const { excerpt } = await build('FROM busybox\nWORKDIR /app\nCOPY nope.js .\nEXPOSE 80\n');
    expect(excerpt).toBe(`Dockerfile:3
--------------------
   1 |     FROM busybox
   2 |     WORKDIR /app
   3 | >>> COPY nope.js .
   4 |     EXPOSE 80
   5 |${'     '}
--------------------`);
  });
});

test('ADD unpacks an archive, COPY does not', async () => {
  const context = await contextOf({ Dockerfile: '' });
  const archive = pack();
  archive.entry({ name: 'inside/file' }, 'unpacked');
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(part as Buffer);
  await writeFile(path.join(context, 'files.tar'), Buffer.concat(parts));
  const read = await filesOf(
    await build('FROM busybox\nADD files.tar /added/\nCOPY files.tar /copied/', {}, { context }),
  );
  expect(await read('added/inside/file')).toBe('unpacked');
  expect(await read('added/files.tar')).toBe('ENOENT');
  expect(await read('copied/files.tar')).toContain('unpacked');
});

test('an image of nothing but files', async () => {
  const built = await build('FROM scratch\nCOPY a.txt /a\nCMD ["/a"]', { 'a.txt': 'a' });
  expect(built.image?.layers).toHaveLength(1);
  expect(built.image?.config.Cmd).toEqual(['/a']);
});

test('docker build prints what BuildKit prints where there is no terminal', async () => {
  const context = await contextOf({
    'server.mjs': '1',
    Dockerfile: 'FROM node:24-alpine\nWORKDIR /app\nCOPY server.mjs .\n',
  });
  const { code, out, err } = await engine.docker(`build -t web:v1 ${context}`);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  const plain = err.replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST').replaceAll(/DONE \d+\.\ds/g, 'DONE 0.0s');
  expect(plain).toBe(`#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 51B done
#1 DONE 0.0s

#2 [internal] load metadata for docker.io/library/node:24-alpine
#2 DONE 0.0s

#3 [internal] load .dockerignore
#3 transferring context: 2B done
#3 DONE 0.0s

#4 [internal] load build context
#4 transferring context: 1B done
#4 DONE 0.0s

#5 [1/3] FROM docker.io/library/node:24-alpine@DIGEST
#5 DONE 0.0s

#6 [2/3] WORKDIR /app
#6 DONE 0.0s

#7 [3/3] COPY server.mjs .
#7 DONE 0.0s

#8 exporting to image
#8 exporting layers done
#8 writing image DIGEST done
#8 naming to docker.io/library/web:v1 done
#8 DONE 0.0s
`);
  const quiet = await engine.docker(`build -q ${context}`);
  expect(quiet).toEqual({ code: 0, out: `${engine.images.find('web:v1')?.id}\n`, err: '' });
  const history = await engine.docker('history web:v1');
  expect(history.out).toMatch(
    /^IMAGE {10}CREATED .*\n[0-9a-f]{12} .* COPY server\.mjs \. # buildkit .* 1B .* buildkit\.dockerfile\.v0\n<missing>/,
  );
});

test('docker build: what is wrong with its arguments', async () => {
  const { docker } = engine;
  expect(await docker('build /nope')).toEqual({
    code: 1,
    out: '',
    err: 'ERROR: unable to prepare context: path "/nope" not found\n',
  });
  expect((await docker('build -t BAD:: .')).err).toBe(
    'ERROR: invalid tag "BAD::": invalid reference format\n',
  );
  const piped = await docker('build -q -', { input: 'FROM busybox\nLABEL piped=yes\n' });
  expect(engine.images.resolve(piped.out.trim())?.image.config.Labels).toEqual({ piped: 'yes' });
});

describe('RUN', () => {
  /** What a container of the image prints. */
  const run = (image: Image | undefined, command: string) =>
    engine.docker(`run --rm ${image?.id} ${command}`);

  test('changes files, takes them away, and sees variables and the work directory', async () => {
    const { image, error } = await build(
      [
        'FROM busybox',
        'ARG COLOUR=red',
        'ENV SIZE=big',
        'WORKDIR /srv',
        'COPY . .',
        'RUN echo "$COLOUR $SIZE $(pwd)" > note && rm -r old && mkdir new && ln -s ../note new/link && chmod 700 tool',
        'RUN ["sh", "-c", "cat note > copy"]',
        '',
      ].join('\n'),
      { 'old/a': 'a', 'old/b': 'b', tool: '#!/bin/sh\necho tool\n' },
    );
    expect(error).toBeUndefined();
    const { out, err } = await run(image, "sh -c 'cat copy new/link; ./tool; ls'");
    expect({ out, err }).toEqual({
      out: 'red big /srv\nred big /srv\ntool\nDockerfile\ncopy\nnew\nnote\ntool\n',
      err: '',
    });
  });

  test('is taken from the cache until what it depends on changes', async () => {
    const context = await contextOf({ Dockerfile: '' });
    const text = 'FROM busybox\nARG A=1\nRUN echo $A > /a\n';
    const first = await build(text, {}, { context });
    expect(first.steps.at(-2)).toMatch(/RUN echo \$A > \/a: done$/);
    const second = await build(text, {}, { context });
    expect(second.steps.at(-2)).toMatch(/RUN echo \$A > \/a: cached$/);
    expect(second.image?.id).toBe(first.image?.id);
    const third = await build(text, {}, { context, args: { A: '2' } });
    expect(third.steps.at(-2)).toMatch(/: done$/);
    expect((await run(third.image, 'cat /a')).out).toBe('2\n');
  });

  test('works in a stage whose result another one copies', async () => {
    const { image } = await build(
      'FROM busybox AS make\nRUN mkdir /out && seq 3 > /out/list\nFROM busybox\nCOPY --from=make /out /out\n',
    );
    expect((await run(image, 'cat /out/list')).out).toBe('1\n2\n3\n');
  });

  test('npm installs nothing where nothing is to be installed, and says what it cannot have', async () => {
    const lock = { 'package-lock.json': '{}' };
    const bare = await build(
      'FROM node:24-alpine\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n',
      {
        ...lock,
        'package.json': '{"name":"app","version":"1.2.3","scripts":{"start":"node -p 1+1"}}',
      },
    );
    expect(bare.error).toBeUndefined();
    expect((await engine.docker(`run --rm ${bare.image?.id}`)).out).toBe(
      '\n> app@1.2.3 start\n> node -p 1+1\n\n2\n',
    );
    const folder = await contextOf({
      ...lock,
      Dockerfile: 'FROM node:24-alpine\nCOPY . .\nRUN npm ci\n',
      'package.json': '{"dependencies":{"express":"^5"}}',
    });
    const { code, err } = await engine.docker(`build ${folder}`);
    expect(code).toBe(1);
    expect(err).toContain(
      'the practice cluster downloads no packages (express): run npm install on your machine',
    );
  });
});
