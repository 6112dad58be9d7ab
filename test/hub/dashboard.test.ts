import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardPages } from '../../src/hub/server/pages.ts';
import { pilotage } from '../support/program.ts';
import { startBrowser, whyNoBrowser } from './support/browser.ts';
import { learner, type TestLearner } from './support/learner.ts';
import { openPage, patience } from './support/pages.ts';
import { proxyBefore } from './support/proxy.ts';
import { openRoom } from './support/room.ts';

const missing = whyNoBrowser();
const pages = () => ({ pages: dashboardPages() });

/** What a learner's name must never do. */
const markup = '<img src=x onerror=alert(1)>';

function reads(one: TestLearner): void {
  one.write({ type: 'step-opened', step: 'look' });
  one.write({ type: 'step-read', step: 'look' });
}

/** Runs the command of a step, and the check says that it was in vain. */
function fails(one: TestLearner, step: string): void {
  const reason = { id: 'image-missing', params: { pod: `${step}-${one.run}`, image: 'boat:v1' } } as const;
  one.write({ type: 'command-started', step, command: 'kubectl apply -f .' });
  one.write({ type: 'command-ended', step, exit: 0, ms: 700, tail: [] });
  one.write({ type: 'verdict', step, check: 0, verdict: { verdict: 'red', reason } });
  one.write({ type: 'check-timed-out', step, check: 0 });
}

describe.skipIf(missing !== undefined)(`the room's page${missing ? ` (${missing})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  }, patience);
  afterAll(() => browser.close());

  it('leads a class of three from the door to the end', { timeout: 3 * patience }, async () => {
    const room = await openRoom(pages());
    const lead = await openPage(browser, room, 'instructor');
    await lead.reads('Nobody has joined yet.');
    await lead.reads(room.server.keys.code);
    expect(lead.page.url()).toBe(`${room.url}/`);

    // They come, and wait where the class is held.
    await lead.page.getByLabel('Pace').selectOption('look');
    const [anna, ben] = [await learner(room, 'Anna'), await learner(room, 'Ben')];
    const third = await learner(room, markup);
    await lead.row(markup).waitFor();
    for (const one of [anna, ben, third]) reads(one);
    await lead.button(/^3 Waiting/).click();
    await lead.row('Ben').waitFor();
    await lead.button(/^3 Waiting/).click();
    await lead.page.keyboard.press('n');
    await lead.reads('Open up to step 2');
    await anna.until(({ view }) => view?.gate === 'build');

    // Two are stuck at the same thing, whatever their pods are called.
    for (const one of [anna, ben]) {
      one.write({ type: 'step-opened', step: 'build' });
      fails(one, 'build');
      fails(one, 'build');
    }
    const stuck = lead.page.getByRole('region', { name: 'Stuck' });
    await stuck.locator('.people li').nth(1).waitFor();
    expect(await stuck.locator('.card').count()).toBe(1);
    expect(await stuck.innerText()).toMatch(/2 · Build[\s\S]*boat:v1[\s\S]*Anna failed 2 times/);

    // One asks for help; who helps sees what they ran.
    anna.link.raiseHand({ step: 'build', command: 'cat boat', output: ['<b>no such boat</b>'] });
    const hands = lead.page.getByRole('region', { name: 'Hands' });
    await hands.getByText('Last command').click();
    await hands.getByText('<b>no such boat</b>').waitFor();
    await lead
      .row('Anna')
      .getAttribute('aria-label')
      .then((said) => expect(said).toBe('Anna, Stuck, at step 2, 1 of 3 steps, Hand up'));
    await hands.getByRole('button', { name: 'Message' }).click();
    await lead.page.getByRole('textbox', { name: 'Message to Anna' }).fill('Build it first');
    await lead.button('Send').click();
    await anna.until(({ view }) => view?.messages[0]?.text === 'Build it first');
    await stuck.getByRole('button', { name: 'Nudge: Ben' }).click();
    await ben.until(({ view }) => Boolean(view?.nudge));
    await hands.getByRole('button', { name: 'Helped' }).click();
    await anna.until(({ handUp }) => !handUp);
    await hands.getByText('No hand is up.').waitFor();

    // All that is known of one.
    await stuck.getByRole('button', { name: 'Ben', exact: true }).click();
    const sheet = lead.page.getByRole('dialog', { name: 'Ben' });
    expect(await sheet.innerText()).toMatch(
      /Check 1[\s\S]*boat:v1[\s\S]*2 attempts[\s\S]*2 · Build\s*failed/,
    );
    await lead.page.keyboard.press('Escape');

    // Everybody on.
    await lead.button('Everyone to…').click();
    await lead.page.getByRole('combobox', { name: 'Everyone to…' }).selectOption('sail');
    await lead.button('Everyone to step 3').click();
    await ben.until(({ view }) => view?.catchUp?.step === 'sail');
    await lead.page.getByRole('dialog').waitFor({ state: 'detached' });
    await lead.page.keyboard.press('p');
    await lead.reads('Paused');
    await third.until(({ view }) => view?.paused === true);

    await lead.button('End the room').click();
    await lead.page.getByRole('dialog').getByRole('button', { name: 'End the room' }).click();
    await lead.reads('This room has ended.');
    await ben.until(({ view }) => view?.ended === true);
    expect(await lead.button('Everyone to…').count()).toBe(0);
    expect(lead.complaints).toEqual([]);
    expect([...lead.asked]).toEqual([room.url]);

    const report = await pilotage(['report', 'harbour-1', '--format', 'md'], {
      env: { PILOTAGE_HOME: room.home, DATABASE_URL: '' },
    });
    expect(report.stdout).toMatch(/Build[\s\S]*boat:v1[\s\S]*Anna/);
  });

  it('shows on the wall how to join and where the class is, and nobody', {
    timeout: 2 * patience,
  }, async () => {
    const room = await openRoom(pages());
    const lead = await openPage(browser, room, 'instructor');
    await lead.button('Links').click();
    const link = await lead.page.getByRole('link', { name: 'Open the projector view' }).getAttribute('href');
    const wall = await openPage(browser, room, 'projector', { locale: 'fr-FR', colorScheme: 'dark' });
    expect(link).toBe(`${room.url}/#${room.server.keys.tokenOf('projector')}`);
    const anna = await learner(room, 'Anna');
    reads(anna);
    anna.link.raiseHand({ step: 'look', command: 'cat secret', output: ['no such secret'] });
    await room.command({ type: 'gate-set', step: 'look' });
    await room.command({ type: 'message', id: 'm1', to: null, text: 'Pause à dix heures' });
    await anna.until(({ view }) => view?.messages.length === 1);
    await room.command({
      type: 'message',
      id: 'm2',
      to: (await room.state()).state.learners[0]?.id,
      text: 'Alone',
    });
    for (const text of ['Le port', 'Ouvert jusqu’à l’étape 1', '1 main levée', 'Pause à dix heures'])
      await wall.reads(text);
    await wall.reads(room.server.keys.code);
    await wall.page.getByLabel(/l’étape 1, Look, 1 l’a faite/).waitFor();
    expect(await wall.page.content()).not.toMatch(/Anna|secret|Alone/);
    expect(await wall.page.getByRole('button').count()).toBe(0);
  });

  it('lets an assistant help, and leaves the pace to the instructor', { timeout: 2 * patience }, async () => {
    const room = await openRoom({ ...pages(), behindProxy: true });
    const anna = await learner(room, 'Anna');
    const phone = { viewport: { width: 390, height: 844 } };
    const at = `${await proxyBefore(room.url, { folder: '/monday' })}/monday`;
    const assistant = await openPage(browser, room, 'assistant', { ...phone, at });
    await assistant.row('Anna').waitFor();
    expect(await assistant.button(/Pause|Open step|Everyone|End|Links/).count()).toBe(0);
    expect(await assistant.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await assistant.page.keyboard.press('p');
    await assistant.page.keyboard.press('m');
    await assistant.page.getByRole('textbox', { name: 'Message to all' }).fill('Help is here');
    await assistant.page.keyboard.press('Control+Enter');
    await anna.until(({ view }) => view?.messages[0]?.text === 'Help is here');
    expect(anna.link.view?.paused).toBe(false);
    await assistant.page.goto(`${at}/j/${room.server.keys.code}`);
    await assistant.reads(`pilotage join ${at}/j/${room.server.keys.code}`);
  });

  it('goes on by itself when the room comes back, and by keys alone', { timeout: 2 * patience }, async () => {
    const room = await openRoom(pages());
    const lead = await openPage(browser, room, 'instructor');
    await learner(room, 'Anna');
    const ben = await learner(room, 'Ben');
    await lead.row('Ben').waitFor();
    await room.restart();
    reads(ben);
    await lead.page.getByLabel(/^Ben, .*1 of 3 steps/).waitFor();

    // What was done, although nobody heard so, is done once.
    const loseAnswer = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await lead.page.route('**/commands', loseAnswer, { times: 1 });
    await lead.button('Everyone to…').click();
    await lead.button('Everyone to step 1').click();
    await lead.reads('The room did not answer.');
    await lead.button('Everyone to step 1').click();
    await lead.page.getByRole('dialog').waitFor({ state: 'detached' });
    const calls = room.server.room.since(0)?.map(({ body }) => body as { type: string; id: string });
    expect(new Set(calls?.filter(({ type }) => type === 'catch-up').map(({ id }) => id)).size).toBe(1);

    await lead.row('Anna').focus();
    await lead.page.keyboard.press('ArrowDown');
    await lead.page.keyboard.press('Enter');
    await lead.page.getByRole('dialog', { name: 'Ben' }).waitFor();
    await lead.page.keyboard.press('Escape');
    expect(await lead.page.evaluate('document.activeElement.dataset.settled')).toBe('1');
    await lead.page.keyboard.press('/');
    await lead.page.waitForFunction("document.activeElement.tagName === 'INPUT'");
    await lead.page.keyboard.type('ann');
    await lead.row('Ben').waitFor({ state: 'detached' });
    expect(await lead.row('Anna').count()).toBe(1);
  });

  it('says so to whoever comes without what opens the room', { timeout: 2 * patience }, async () => {
    const room = await openRoom(pages());
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(room.url);
    await page.getByText('请通过链接打开此页').waitFor();
    await page.goto(`${room.url}/#instructor.wrong`);
    await page.getByText('这个链接打不开教室').waitFor();
    await page.goto(`${room.url}/j/${room.server.keys.code}`);
    await page.getByText(`pilotage join ${room.url}/j/${room.server.keys.code}`).waitFor();
    await context.close();
  });
});
