import { imagesOf } from '../../images/commands.ts';
import { isForeign } from '../../images/reference.ts';
import { nodeAt, type Path } from '../../yaml/locate.ts';
import { commandsIn, unquoted } from '../commands.ts';
import { imagesInFile, tagOf } from '../images.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** The list of what a lesson pulls, kept true: doctor asks for these images, and pack brings them into rooms without a network. */

export const imageNotListed: Rule = {
  id: 'image-not-listed',
  severity: 'warning',
  what: 'A check waits for an image that no command and no file names as a whole, and that `images` does not list.',
  why: 'Nobody but the learner knows that it is pulled: doctor does not ask for it, and pack leaves it out.',
  wrong: "run: sed -i 's/nginx:1.29/nginx:1.30/' web.yaml && kubectl apply -f web.yaml",
  right: 'images: [nginx:1.30]',
  *find(subject) {
    const known = new Set([...named(subject), ...made(subject), ...(subject.file.images ?? [])]);
    for (const { name, path } of awaited(subject)) {
      if (known.has(name) || !isForeign(name) || tagOf(name).tag === undefined) continue;
      yield {
        source: subject.source,
        offset: nodeAt(subject.root, path)?.offset ?? 0,
        message: `this check waits for the image ${name}, which nothing says will be pulled`,
        fix: `list it under \`images:\`, or, if it is not to be had, say so with \`# lint-ignore image-not-listed: …\``,
      };
    }
  },
};

export const imageListedInVain: Rule = {
  id: 'image-listed-in-vain',
  severity: 'warning',
  what: '`images` lists an image whose version nothing in the lesson mentions.',
  why: 'It is left from an earlier version: doctor asks for it, and pack brings it, for nobody.',
  wrong: 'images: [nginx:1.28]   # and the steps use 1.29',
  right: 'images: [nginx:1.29]',
  *find(subject) {
    const texts = [
      JSON.stringify(subject.file.steps),
      JSON.stringify(subject.file.variables ?? {}),
      ...subject.files.map(({ source }) => source?.text ?? ''),
    ];
    for (const [index, name] of (subject.file.images ?? []).entries()) {
      const { tag = name } = tagOf(name);
      if (texts.some((text) => text.includes(tag))) continue;
      yield {
        source: subject.source,
        offset: nodeAt(subject.root, ['images', index])?.offset ?? 0,
        message: `the image ${name} is listed, and nothing mentions ${tag}`,
        fix: 'take it out, or list the one that is used now',
      };
    }
  },
};

/** What commands and files name. */
function named({ scripts, files }: Subject): string[] {
  return [
    ...scripts.flatMap(({ text }) => commandsIn(text).flatMap(imagesOf)),
    ...files.flatMap(({ path, source }) =>
      source ? imagesInFile(path, source.text).map(({ name }) => name) : [],
    ),
  ];
}

/** What the lesson builds or names itself. */
function made({ scripts }: Subject): string[] {
  return scripts.flatMap(({ text }) =>
    commandsIn(text).flatMap(({ words }) => {
      if (words[0] !== 'docker') return [];
      if (words.includes('tag')) return [unquoted(words.at(-1) ?? '')];
      return words.flatMap((word, at) => {
        if (word === '-t' || word === '--tag') return [unquoted(words[at + 1] ?? '')];
        return word.startsWith('--tag=') ? [unquoted(word.slice('--tag='.length))] : [];
      });
    }),
  );
}

interface Awaited {
  readonly name: string;
  readonly path: Path;
}

/** The images that checks want objects to have: `image`, or an expression that ends in it. */
function awaited({ file }: Subject): Awaited[] {
  return file.steps.flatMap((step, index) =>
    (step.checks ?? []).flatMap((check, at) =>
      'resource' in check ? within(check.match, ['steps', index, 'checks', at, 'match']) : [],
    ),
  );
}

function within(value: unknown, path: Path): Awaited[] {
  if (typeof value === 'string')
    return /(^|\.)image\)?$/.test(String(path.at(-1))) ? [{ name: value, path }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => within(inner, [...path, key]));
}
