import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/types.ts';
import { isOffered, type Offer } from '../../src/ui/footer.ts';
import { type Press, press } from '../../src/ui/keys/key.ts';
import { type Intent, intentOf, intents, keysOf } from '../../src/ui/keys/keymap.ts';
import { emptyCluster } from '../support/run.ts';
import { clusterWithWeb, type SetStage, type Stage, setStage, stages } from '../support/stages.ts';

/** So wide that no offer gives way. */
const size = { columns: 400, rows: 40 };

/** What has to come of a key, by the words that the footer has for it; with the key where the words alone are not enough. */
const promises: Readonly<Record<string, RegExp>> = {
  run: /^command-started/,
  'run again': /^command-started/,
  'run the original': /^command-started/,
  'run it': /^(command|aside)-started/,
  'next step': /step-opened/,
  finish: /shows (You made it|Almost there)/,
  edit: /^types/,
  prompt: /^types/,
  '/ search': /^types/,
  'Enter search': /^looks/,
  'earlier ones': /^looks|^moves/,
  hint: /^hint-shown/,
  answer: /^question-answered/,
  'why?': /^shows Why not yet/,
  steps: /^shows Steps/,
  help: /^shows Help/,
  shell: /^opens the shell/,
  leave: /^leaves/,
  stop: /stop-requested/,
  scroll: /^looks/,
  choose: /^looks/,
  'next pane': /^looks|^moves/,
  copy: /^copies/,
  français: /^language-changed/,
  skip: /^step-skipped/,
  'Esc skip': /^has seen the tour, shows A tour/,
  start: /^has seen the tour, shows A tour/,
  'b back': /^step-opened|^shows /,
  'Esc back': /^shows |^looks|^moves/,
  mend: /^step-opened/,
  changes: /^shows What this step changed/,
  cluster: /^shows Cluster/,
  'hide cluster': /^looks/,
  'look closer': /^shows deployment web/,
  events: /^looks|^moves/,
  log: /^looks|^moves/,
  close: /^shows /,
  cancel: /^looks|^shows Steps/,
  'go there': /^shows Go to|^step-opened/,
  'do it again': /^shows Do it again/,
  'take back': /^shows Take back/,
  'start over': /^shows Start the workshop over/,
  yes: /step-opened|step-reset|starts over/,
  'just open it': /^step-opened/,
  transcript: /^looks/,
  'raise hand': /^looks/,
  class: /^shows The class/,
  'to the class': /^shows Go to/,
  'go to the first of them': /^step-opened/,
  'next match': /^looks|^moves/,
  previous: /^looks|^moves/,
  'end search': /^looks/,
};

/** Keys that go back from where Esc does. */
const closing: readonly Intent[] = [
  'close',
  'quit',
  'stop',
  'primary',
  'help',
  'steps',
  'cluster',
  'changes',
  'why',
  'room',
];

/** Why a key does nothing, where somebody may wonder. */
const saying = /Nothing is running|no (more )?hints|A command is running|Waiting for the instructor/;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await clusterWithWeb();
}, 120_000);

afterAll(() => cluster.reset());

const set = (stage: Stage) => setStage(stage, size, 'en', stage.cluster ? cluster : emptyCluster());

const named: Readonly<Record<string, Press>> = {
  Enter: press('', { return: true }),
  Esc: press('', { escape: true }),
  Tab: press('', { tab: true }),
  Space: press(' '),
  Home: press('', { home: true }),
  End: press('', { end: true }),
  PgUp: press('', { pageUp: true }),
  PgDn: press('', { pageDown: true }),
  '↑': press('', { upArrow: true }),
  '↓': press('', { downArrow: true }),
  '←': press('', { leftArrow: true }),
  '→': press('', { rightArrow: true }),
  'Ctrl-C': press('c', { ctrl: true }),
};

const pressOf = (name: string) => named[name] ?? press(name);

/** What the footer says, entry by entry. */
function footerOf(stage: SetStage): { key: string; words: string }[] {
  const last = stage.text().at(-1)?.trim() ?? '';
  return last.split(/ {2,}/).map((entry) => {
    const [keys = '', ...words] = entry.split(' ');
    return { key: keys.split('–')[0] ?? '', words: words.join(' ') };
  });
}

/** What comes of something, in words; empty where nothing does. */
function effects(stage: SetStage): () => string {
  const { session, controller, asked } = stage;
  const events: string[] = [];
  session.subscribe((entry) => {
    if (entry && !/verdict|touched/.test(entry.type)) events.push(entry.type);
  });
  const before = { rows: stage.text(), version: controller.version.get() };
  const titleOf = (rows: readonly string[]) => rows[0]?.trim().split(/ {2,}/)[0] ?? '';
  return () => {
    const rows = stage.text();
    const isTyped = /Esc cancel/.test(rows.at(-1) ?? '') && !/Esc cancel/.test(before.rows.at(-1) ?? '');
    const isOther = titleOf(rows) !== titleOf(before.rows);
    const own = isOther
      ? [`shows ${titleOf(rows)}`]
      : isTyped
        ? ['types']
        : rows.join('\n') !== before.rows.join('\n')
          ? ['looks']
          : controller.version.get() !== before.version
            ? ['moves']
            : [];
    return [...asked, ...events, ...own].join(', ');
  };
}

/** As it was before the key. What an event changed is set up anew. */
async function restored(stage: Stage, after: SetStage, effect: string): Promise<SetStage> {
  const isOnlySeen = !/[a-z]-[a-z]/.test(effect) && stage.name !== 'under way';
  if (effect === 'language-changed, looks') after.session.setLanguage('en');
  else if (!isOnlySeen) {
    await after.close();
    return set(stage);
  }
  await after.again();
  return after;
}

describe.each(stages)('the keys at: $name', (stage) => {
  it('do what the footer says, or nothing', { timeout: 60_000 }, async () => {
    let here = await set(stage);
    const entries = footerOf(here);
    const isTyping = stage.name.includes('typ') || ['editing', 'the prompt'].includes(stage.name);
    const isSearching = stage.name === 'searching';
    const offers: Offer[] = [];
    let back = '';
    let onEnter = '';
    for (const { key, words } of entries) {
      const intent = intentOf(pressOf(key), isSearching);
      if (!intent) throw new Error(`"${key} ${words}" is no key`);
      offers.push({ intent, text: words });
      const promise = promises[`${key} ${words}`] ?? promises[words];
      if (!promise) throw new Error(`what does "${key} ${words}" promise?`);
      const effect = effects(here);
      // Where one is at an end, one can go the other way.
      if (intent === 'down') here.press(pressOf('↑'));
      if (intent !== 'down' || effect() !== 'looks') here.press(pressOf(key));
      await expect.poll(effect, { timeout: 20_000, message: `${key} ${words}` }).toMatch(promise);
      if (intent === 'primary') onEnter = effect();
      if (intent === 'close' || effect().startsWith('shows A tour')) back = effect();
      here = await restored(stage, here, effect());
    }
    expect(offers.map(({ intent }) => intent).length).toBe(new Set(offers.map(({ intent }) => intent)).size);
    for (const intent of intents) {
      if (isOffered(intent, offers)) continue;
      for (const key of keysOf(intent)) {
        if (intentOf(pressOf(key), isSearching) !== intent) continue;
        const effect = effects(here);
        here.press(pressOf(key));
        const is = effect();
        if (is === 'moves') continue;
        if (isTyping) expect(is).toMatch(/^(looks|)$/);
        else if (is === 'looks') expect(here.text().join()).toMatch(saying);
        else if (intent === 'next' || intent === 'again') expect(['', onEnter]).toContain(is);
        else if (closing.includes(intent)) expect(['', back]).toContain(is);
        else expect([key, is]).toEqual([key, '']);
        if (is !== '') here = await restored(stage, here, is);
      }
    }
    await here.close();
  });
});

it('never shows a cluster in pieces when it comes back to the screen', { timeout: 60_000 }, async () => {
  const beside = stages.find(({ name }) => name === 'the cluster beside');
  if (!beside) throw new Error('there is no such stage');
  const here = await set(beside);
  const draw = () => here.controller.drawn(size);
  here.press(press('o'));
  draw();
  const frames: string[] = [];
  here.controller.version.subscribe(() => {
    draw();
    frames.push(here.text().join('\n'));
  });
  here.press(pressOf('Esc'));
  here.session.aside('kubectl label deployment web seen=again; kubectl scale deployment web --replicas=3');
  await expect.poll(() => frames.at(-1), { timeout: 20_000 }).toContain('3/3');
  for (const frame of frames) expect(frame).toMatch(/deployment web[\s\S]*service web[\s\S]*pod web/);
  here.session.aside('kubectl scale deployment web --replicas=2');
  await expect.poll(() => frames.at(-1), { timeout: 20_000 }).toContain('2/2');
  await here.close();
});
