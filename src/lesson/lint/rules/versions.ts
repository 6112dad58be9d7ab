import { imagesOf } from '../../images/commands.ts';
import { commandsIn } from '../commands.ts';
import { imagesInFile, tagOf } from '../images.ts';
import type { Found, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

interface Named {
  readonly name: string;
  readonly source: Found['source'];
  readonly offset: number;
}

function* imagesIn({ scripts, source, files }: Subject): Generator<Named> {
  for (const script of scripts) {
    for (const command of commandsIn(script.text)) {
      for (const name of imagesOf(command)) {
        const index = script.text.indexOf(name, command.index);
        yield { name, source, offset: script.at(Math.max(index, command.index)) };
      }
    }
  }
  for (const { path, source: file } of files) {
    if (file)
      for (const { name, index } of imagesInFile(path, file.text))
        yield { name, source: file, offset: index };
  }
}

export const imageWithoutTag: Rule = {
  id: 'image-without-tag',
  severity: 'warning',
  what: 'An image is named without a tag, or with the tag `latest`.',
  why: 'What runs changes under the lesson, from one day to the next, and a node that has an old one never asks again.',
  wrong: 'kubectl create deployment web --image=nginx',
  right: 'kubectl create deployment web --image=nginx:1.29-alpine',
  *find(subject) {
    for (const { name, source, offset } of imagesIn(subject)) {
      const { tag, known } = tagOf(name);
      if (!known || (tag !== undefined && tag !== 'latest' && tag !== '')) continue;
      const message = tag
        ? `the image ${name} is whatever is newest that day`
        : `the image ${name} has no tag`;
      yield { source, offset, message, fix: 'name the version that the lesson was written for' };
    }
  },
};

const unpinned: readonly (readonly [RegExp, string])[] = [
  [/\bnpm (?:install|i|add) (?:-\S+ )*(?!-)(@?[\w/.-]+)(?=$|\s)(?!@)/gm, 'npm installs whatever is newest'],
  [/\bpip3? install (?:-\S+ )*(?!-)([\w.-]+)(?=$|\s)/gm, 'pip installs whatever is newest'],
  [/\bgem install (?:-\S+ )*(?!-)([\w.-]+)(?=$|\n|;)/gm, 'gem installs whatever is newest'],
  [/\bgo install \S+@latest\b/gm, 'go installs whatever is newest'],
  [/https?:\/\/\S+\/(?:latest|master|main|HEAD)\/\S*/gm, 'this address changes what it leads to'],
];

export const unpinnedVersion: Rule = {
  id: 'unpinned-version',
  severity: 'warning',
  what: 'A command or a file of the lesson fetches something without saying which version.',
  why: 'The lesson works until somebody else releases something.',
  wrong: 'RUN npm install express',
  right: 'RUN npm install express@5.1.0',
  *find({ scripts, source, files }) {
    const texts = [
      ...scripts.map(({ text, at }) => ({ text, source, at })),
      ...files.flatMap((file) =>
        file.source && /(^|\/)(Dockerfile|Containerfile)[^/]*$|\.(sh|ya?ml)$/.test(file.path)
          ? [{ text: file.source.text, source: file.source, at: (index: number) => index }]
          : [],
      ),
    ];
    for (const { text, source: where, at } of texts) {
      for (const [pattern, message] of unpinned) {
        for (const { 0: found, index } of text.matchAll(pattern)) {
          yield {
            source: where,
            offset: at(index),
            message: `${message}: ${found}`,
            fix: 'name the version that the lesson was written for',
          };
        }
      }
    }
  },
};
