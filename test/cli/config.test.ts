import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema, settingNames } from '../../src/cli/config/schema.ts';
import { variableOf } from '../../src/cli/config/settings.ts';
import { intents } from '../../src/ui/keys/keymap.ts';
import { themeNames } from '../../src/ui/themes/names.ts';
import { pilotage } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-config-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of the developer's own, and nothing but what a test says. */
const clean = {
  PILOTAGE_CONFIG: undefined,
  PILOTAGE_TOUR: undefined,
  LC_ALL: undefined,
  LC_MESSAGES: undefined,
};

/** An environment whose config file says something; undefined: there is none. */
function withConfig(text: string | undefined, env: Record<string, string | undefined> = {}) {
  const home = join(folder, `config-${count++}`);
  const path = join(home, 'pilotage', 'config.yaml');
  mkdirSync(join(home, 'pilotage'), { recursive: true });
  if (text !== undefined) writeFileSync(path, text);
  return { path, env: { ...clean, LANG: 'C.UTF-8', XDG_CONFIG_HOME: home, ...env } };
}

async function config(text: string | undefined, args: string[] = [], more: Record<string, string> = {}) {
  const { path, env } = withConfig(text, more);
  const { exit, stdout, stderr } = await pilotage(['config', ...args], { env });
  const lines = stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
  return { path, exit, lines, stderr };
}

describe.concurrent('pilotage config', () => {
  it('says where the file would be, and what is so unless told', async () => {
    const { path, exit, lines } = await config(undefined);
    expect(exit).toBe(0);
    expect(lines).toEqual([
      `# ${path} (not there yet)`,
      'theme: auto # default',
      'language: en # default',
      'cluster: practice # default',
      'mirror: none # default',
      'pace: manual # default',
      'plain: false # default',
      'screen-reader: false # default',
      'tour: true # default',
      '',
    ]);
  });

  it('says of each value where it comes from: the command line, the environment, the file, the locale, in this order', async () => {
    const text =
      'theme: light\nlanguage: zh\ncluster: minikube\nmirror: http://192.168.1.10:5055/\npace: 5s\nkeys:\n  hint: z\n';
    const { path, lines } = await config(text, ['--theme', 'dark'], {
      PILOTAGE_THEME: 'high-contrast',
      PILOTAGE_CLUSTER: 'context:kind-x',
      LANG: 'fr_FR.UTF-8',
    });
    expect(lines).toEqual([
      `# ${path}`,
      'theme: dark # --theme',
      'language: zh # line 2',
      'cluster: context:kind-x # PILOTAGE_CLUSTER',
      'mirror: http://192.168.1.10:5055 # line 4',
      'pace: 5s # line 5',
      'plain: false # default',
      'screen-reader: false # default',
      'tour: true # default',
      'keys:',
      ' hint: ["z"] # line 6',
      '',
    ]);
    expect((await config('theme: dark\n', [], { LANG: 'fr_FR.UTF-8' })).lines).toContain(
      'language: fr # LANG',
    );
  });

  it('prints what is a config file itself', async () => {
    const text = 'theme: colour-blind\ntour: false\nkeys: { hint: [z, Ctrl-T], help: B, skip: "0" }\n';
    const first = await pilotage(['config'], { env: withConfig(text).env });
    const second = await pilotage(['config'], { env: withConfig(first.stdout).env });
    const values = (stdout: string) => stdout.replaceAll(/ *#.*/g, '');
    expect(second.stderr).toBe('');
    expect(values(second.stdout)).toBe(values(first.stdout));
    expect(first.stdout).toContain('hint: ["z","Ctrl-T"]');
  });

  it.each([
    ['nothing', ''],
    ['comments alone', '# theme: dark\n\n'],
  ])('takes a file of %s', async (_, text) => {
    expect((await config(text)).exit).toBe(0);
  });

  it.each([
    ['them: dark', '1:1: unknown key `them` (did you mean `theme`?)'],
    [
      'colours: dark',
      '1:1: unknown key `colours` (known here: theme, language, cluster, mirror, pace, plain, screen-reader, tour, keys)',
    ],
    [
      '\ntheme: drak',
      '2:8: `theme` must be one of auto, dark, light, high-contrast, high-contrast-dark, high-contrast-light, colour-blind, colour-blind-dark, colour-blind-light, but is "drak" (did you mean dark?)',
    ],
    ['language: de', '1:11: `language` must be one of en, fr, zh, but is "de"'],
    [
      'cluster: mars',
      '1:10: `cluster` must be practice, minikube, minikube:PROFILE or context:NAME, but is "mars"',
    ],
    ['mirror: 192.168.1.10', '1:9: `mirror` must be none, or the address of a mirror such as http'],
    ['pace: 5', '1:7: `pace` must be manual, or a duration such as 5s, but is the number 5'],
    [
      'plain: "yes"',
      '1:8: `plain` must be true or false, but is "yes" (write true or false, without quotes)',
    ],
    ['keys:\n  hnit: i', '2:3: unknown key `hnit` (did you mean `hint`?)'],
    ['keys:\n  hint: Ctrl-M', '2:9: `hint` must be a key such as x'],
    ['keys:\n  hint: []', '2:9: `hint` must be'],
    [
      'keys:\n  hint: n',
      '2:3: `n` is the key for `next` already (choose another one, or give `next` another key, too)',
    ],
    [
      'keys:\n  hint: Enter',
      '2:3: `Enter` is the key for `primary` already (it keeps that meaning: choose another one)',
    ],
    ['keys:\n  hint: z\n  skip: z', '3:3: `z` is the key for `hint` already'],
    ['theme: dark\ntheme: light', '2:1: `theme` is here twice'],
    ['theme: [dark', '2:1: not valid YAML'],
    ['- dark', '1:1: this file must be a mapping of settings to their values'],
  ])('%j: exit code 2, the place, what is wrong and what is allowed', async (text, said) => {
    const { path, exit, stderr } = await config(`${text}\n`);
    expect(exit).toBe(2);
    expect(stderr.startsWith(`${path}:${said}`)).toBe(true);
    expect(stderr).toContain('PILOTAGE_CONFIG=/dev/null');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('takes a key from one meaning for another where both are chosen', async () => {
    const { exit } = await config('keys:\n  hint: n\n  next: [z, →]\n');
    expect(exit).toBe(0);
  });

  it.each([
    [{ PILOTAGE_THEME: 'drak' }, [], 'PILOTAGE_THEME must be one of', 'Did you mean dark?'],
    [{ PILOTAGE_PLAIN: 'maybe' }, [], 'PILOTAGE_PLAIN must be true or false', 'pilotage config'],
    [{}, ['--pace', 'fast'], '--pace must be manual, or a duration such as 5s', 'pilotage config'],
  ])('%j %j: exit code 2', async (env, args, problem, advice) => {
    const { exit, stderr } = await config(undefined, args, env);
    expect(exit).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(advice);
  });
});

it('is told in the README, setting by setting and key by key', () => {
  const [, text = ''] = /\n## Configuration\n([\s\S]*?)\n## /.exec(readFileSync('README.md', 'utf8')) ?? [];
  for (const name of [
    ...Object.keys(configSchema.shape),
    ...intents,
    ...themeNames.filter((one) => !/-(dark|light)$/.test(one)),
  ])
    expect(text).toContain(`\`${name}\``);
  for (const name of settingNames) expect(text).toContain(`\`${variableOf(name)}\``);
});

describe.concurrent('what is configured', () => {
  it('is the language of what is not a screen, too', async () => {
    const { env } = withConfig('language: fr\n');
    expect((await pilotage(['doctor'], { env })).stdout).toMatch(/grappe|prêt|manque|cluster/i);
    const inEnglish = await pilotage(['doctor', '--lang', 'en'], { env });
    expect(inEnglish.stdout).not.toBe((await pilotage(['doctor'], { env })).stdout);
  });

  it('does not keep validation from running what it is told to run', async () => {
    const { env } = withConfig('theme: drak\n');
    const { exit, stderr } = await pilotage(['validate', '/no/such/folder'], { env });
    expect(exit).toBe(2);
    expect(stderr).not.toContain('config.yaml');
  });
});
