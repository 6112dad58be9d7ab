import { nodeAt } from '../../yaml/locate.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../scripts.ts';
import type { Subject } from '../subject.ts';

/** What every shell, or every run, has. */
const always = new Set(
  `NODE CLUSTER LESSON_DIR WORK_DIR HOME PATH USER PWD OLDPWD SHELL TERM LANG HOSTNAME RANDOM SECONDS EPOCHSECONDS
  LINENO IFS PS1 UID EUID PPID COLUMNS LINES REPLY BASH BASH_VERSION KUBECONFIG DOCKER_HOST TMPDIR EDITOR PAGER`.split(
    /\s+/,
  ),
);

/** Where the single-quoted parts of a script are: bash expands nothing there. */
function withoutLiterals(text: string): string {
  return text.replaceAll(/'[^']*'|\\\$/g, (found) => ' '.repeat(found.length));
}

function setBy(text: string): string[] {
  const patterns = [
    /(?:^|[\s;&|(])(?:export |local |declare (?:-\w+ )*|readonly )?([A-Za-z_]\w*)\+?=/gm,
    /\bfor ([A-Za-z_]\w*)\b/g,
    /\bread (?:-\S+ )*([A-Za-z_]\w*)/g,
    /\$\{([A-Za-z_]\w*):?[-=]/g,
  ];
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  // Whatever an evaluated program prints may set anything that is in capitals.
  return found;
}

function usedIn(text: string): { name: string; index: number }[] {
  return [...withoutLiterals(text).matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => ({
    name: match[1] ?? '',
    index: match.index,
  }));
}

export const unsetVariable: Rule = {
  id: 'unset-variable',
  severity: 'error',
  what: 'A command or a check uses a variable that nothing has set up to that step.',
  why: 'It is empty then, and the command does something else than it says.',
  wrong: 'docker push $REGISTY/web:v1',
  right: 'docker push $REGISTRY/web:v1',
  *find(subject) {
    const known = new Set([...always, ...Object.keys(subject.file.variables ?? {})]);
    for (const [index, { id }] of subject.file.steps.entries()) {
      const scripts = subject.scripts.filter(({ step }) => step === index);
      for (const { what, text } of scripts)
        if (what === 'run') for (const name of setBy(text)) known.add(name);
      for (const { name, offset } of [...inScripts(scripts), ...inChecks(subject, index)]) {
        if (known.has(name)) continue;
        yield {
          source: subject.source,
          offset,
          message: `$${name} is used in step \`${id}\`, and nothing has set it`,
          fix: 'set it in this step or before, or below `variables:` of the lesson',
        };
      }
    }
  },
};

function inScripts(scripts: readonly Script[]) {
  return scripts.flatMap(({ text, at }) => {
    const own = new Set(setBy(text));
    return usedIn(text)
      .filter(({ name }) => !own.has(name))
      .map(({ name, index }) => ({ name, offset: at(index) }));
  });
}

function inChecks({ file, root }: Subject, index: number) {
  return (file.steps[index]?.checks ?? []).flatMap((check, at) => {
    const text = 'http' in check ? check.http : 'file' in check ? check.file : '';
    const offset = nodeAt(root, ['steps', index, 'checks', at])?.offset ?? 0;
    const names = usedIn(text).map(({ name }) => ({ name, offset }));
    return 'variable' in check ? [...names, { name: check.variable, offset }] : names;
  });
}

export const unusedFile: Rule = {
  id: 'unused-file',
  severity: 'warning',
  what: 'A file of the lesson is mentioned by no command, no prose and no other file.',
  why: 'It was forgotten there, or the command that should use it names another.',
  wrong: 'files/old-manifest.yaml',
  right: 'files/web.yaml, and a step that runs `kubectl apply -f web.yaml`',
  *find({ files, scripts, pages }) {
    const said = [...scripts.map(({ text }) => text), ...pages.map(({ source }) => source.text)].join('\n');
    for (const { path, source } of files) {
      const others = files.flatMap((file) => (file.path === path ? [] : (file.source?.text ?? [])));
      // A folder that is used as a whole uses what is in it.
      const names = path.replace(/^files\//, '').split('/');
      const isUsed = names.some((name) => [said, ...others].some((text) => text.includes(name)));
      if (isUsed || !source) continue;
      yield {
        source,
        offset: 0,
        message: `nothing uses ${path}`,
        fix: 'take it out, or mention it where it is used',
      };
    }
  },
};

const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g, 'a private key'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "a cloud account's access key"],
  [/\bgh[pousr]_\w{36,}\b|\bgithub_pat_\w{40,}\b/g, "a Git forge's token"],
  [/\bglpat-[\w-]{20,}\b/g, "a Git forge's token"],
  [/\bdckr_pat_[\w-]{20,}\b/g, "a registry's token"],
  [/\bxox[abpr]-[\w-]{10,}\b/g, "a chat's token"],
  [/\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}\b/g, 'a signed token'],
  [/\b(?:client-key-data|client-certificate-data): *[\w+/=]{40,}/g, "a kubeconfig's credentials"],
];

export const secretInLesson: Rule = {
  id: 'secret-in-lesson',
  severity: 'error',
  what: 'A file of the lesson has something in it that gives access to something.',
  why: 'Whoever gets the lesson gets the access. It stays in the history of the repository.',
  wrong: 'docker login -u me -p dckr_pat_…',
  right: 'docker login -u "$USER" --password-stdin < token   # which the learner brings',
  *find({ source, pages, files }) {
    for (const text of [
      source,
      ...pages.map((page) => page.source),
      ...files.flatMap((file) => file.source ?? []),
    ]) {
      for (const [pattern, what] of secrets) {
        for (const { index } of text.text.matchAll(pattern)) {
          yield {
            source: text,
            offset: index,
            message: `this looks like ${what}`,
            fix: 'revoke it, take it out, and let the learner bring one',
          };
        }
      }
    }
  },
};
