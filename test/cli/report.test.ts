import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '../../src/hub/store/open.ts';
import { fiveLearners, harbour, hold, imageMissing, nine, Way } from '../hub/support/class.ts';
import { frenchFaults } from '../support/french.ts';
import { pilotage } from '../support/program.ts';

const home = mkdtempSync(join(tmpdir(), 'pilotage-report-'));
const env = { PILOTAGE_HOME: home, DATABASE_URL: '', TZ: 'UTC', LANG: 'C', LC_ALL: '' };
const report = (...args: string[]) => pilotage(['report', ...args], { env });

const nasty = { anna: '\u001B[31mAnna "A"', emil: '<img src=x onerror=alert(1)>', dora: '=1+1|*b*' };

beforeAll(async () => {
  const log = await openLog({ folder: join(home, 'rooms') });
  const five = fiveLearners();
  await hold(log, 'class', five.ways, five.said);
  const others = fiveLearners(nasty);
  await hold(log, 'nasty', others.ways, others.said, {
    ...harbour,
    steps: harbour.steps.map((step) => ({ ...step, titles: { en: `${step.titles.en} </style><b>` } })),
  });
  await hold(log, 'nobody', []);
  await hold(log, 'alone', [new Way('Anna', 'run-1').open('look').read('look', 5).open('build')]);
  const odd = { id: 'toString', params: {} } as never;
  await hold(log, 'odd', [
    new Way('Anna', 'run-1').open('look').read('look', 5).open('build').failed('build', 5, odd),
  ]);
  // Two runs of one learner: the first was left in the middle.
  const first = new Way('Anna', 'run-1').open('look').read('look', 5).open('build');
  first.failed('build', 10, imageMissing('ship-1'));
  const second = new Way('Anna', 'run-2', 60).open('look').read('look', 1).open('build').done('build', 30);
  await hold(
    log,
    'again',
    [first],
    [[60, { type: 'learner-joined', learner: 'learner-run-1', name: 'Anna', run: 'run-2' }]],
  );
  await log.append(
    second.events.map(({ at, body }, index) => ({
      ...{ room: 'again', source: 'run-2', seq: index + 1 },
      at,
      body,
    })),
  );
  await log.append([{ room: 'headless', source: 'room', seq: 1, at: nine, body: { type: 'room-ended' } }]);
  await log.close();
});
afterAll(() => rmSync(home, { recursive: true }));

const json = async (room: string) => JSON.parse((await report(room, '--format', 'json')).stdout);

describe('pilotage report', () => {
  it('counts what a class did, step by step and learner by learner', async () => {
    const { steps, learners, ended } = await json('class');
    expect(ended).toBe(true);
    const common = { hints: 0, hinted: 0, hands: 0, stuck: 0, failed: 0, skipped: 0, open: 0, rank: null };
    expect(steps).toMatchObject([
      // Anna 10 s, Ben 20, Chen 30, Emil 40; for Dora it was done.
      { ...common, id: 'look', reached: 4, done: 4, carried: 1, median: 20_000, p90: 40_000, troubled: 0 },
      // Anna 60 s, Ben 200, Chen 80 of 180; Emil is at it for 400, and not for the hour in which he was away.
      {
        ...{ ...common, id: 'build', reached: 4, done: 3, open: 1, carried: 1, median: 80_000, p90: 200_000 },
        ...{ failed: 2, hints: 1, hinted: 1, hands: 1, stuck: 1, troubled: 2, rank: 1, failedShare: 0.5 },
        reasons: [
          { id: 'image-missing', learners: 2, times: 3, text: expect.stringContaining('pod ship-1') },
        ],
      },
      // Anna 30 s, Ben 40, Dora 50; Chen skipped it.
      {
        ...{
          ...common,
          id: 'sail',
          reached: 4,
          done: 3,
          skipped: 1,
          carried: 0,
          median: 40_000,
          p90: 50_000,
        },
        ...{ troubled: 1, troubledShare: 0.25, rank: 2, reasons: [] },
      },
    ]);
    expect(learners).toMatchObject([
      { name: 'Anna', done: 3, total: 3, spent: 100_000, finished: '2026-11-20T09:01:40.000Z' },
      { name: 'Ben', done: 3, failures: 2, hints: 1, spent: 260_000 },
      { name: 'Chen', done: 2, skipped: 1, spent: 110_000, at: null },
      { name: 'Dora', done: 1, carried: 2, spent: 50_000 },
      { name: 'Emil', done: 1, failures: 1, hands: 1, at: 'build', finished: null },
    ]);
    expect(learners[4].steps[1]).toMatchObject({ outcome: 'open', spent: 400_000 });
  });

  it('begins with the step that is to be mended first, and fits a terminal', async () => {
    const { exit, stdout, stderr } = await report('class');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const [, mend = ''] = stdout.split('Mend these steps first\n');
    expect(mend).toMatch(/^ {2}▸ 2\. Build the ship: 2 of 4 had trouble\n {4}failed for 2 · 1 hint to 1/);
    expect(mend).toContain('2 learners: pod ship-1 is waiting: ErrImagePull');
    expect(stdout).toMatch(/ 2 {2}Build the ship +████░░░░ 2\/4 +2 +1 +1:20 +3:20\n/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('speaks French and Chinese', async () => {
    const french = (await report('class', '--lang', 'fr')).stdout;
    expect(french).toContain('Bilan du groupe\u00A0: Le port\n');
    expect(french).toContain('1. Regarder autour de soi'.slice(3));
    expect(frenchFaults(french)).toEqual([]);
    const chinese = (await report('class', '--lang', 'zh', '--format', 'md')).stdout;
    expect(chinese).toContain('# 课堂报告：港口\n');
    expect(chinese).toContain('### 2. Build the ship：4 人中有 2 人遇到困难\n');
  });

  it('is a page that needs nothing else, with a certificate for each who finished', async () => {
    const file = join(home, 'report.html');
    const { exit, stdout } = await report('nasty', '--format', 'html', '-o', file);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(page).not.toMatch(/<script|https?:|onerror=alert\(1\)>|<b>/);
    expect(page).not.toContain('\u001B');
    expect(page).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>');
    expect(page.match(/<article class="certificate">/g)).toHaveLength(4);
    expect(page).toContain('<p class="name"><bdi>=1+1|*b*</bdi></p>');
    expect(page).toContain('2 steps done for them to catch up with the class.');
    expect(page).toContain(
      'aria-label="done by its text alone: 2, done, with trouble: 1, not done: 1, done for them: 1"',
    );
    const open = page.match(/<(svg|table|section|article|tr|td|th|p|li|ul|ol)[\s>]/g) ?? [];
    const closed = page.match(/<\/(svg|table|section|article|tr|td|th|p|li|ul|ol)>/g) ?? [];
    expect(open).toHaveLength(closed.length);
  });

  it('gives spreadsheets nothing to run, and Markdown no markup', async () => {
    const csv = (await report('nasty', '--format', 'csv-learners')).stdout;
    const [header, ...rows] = csv.replace(/^\uFEFF/, '').split('\r\n');
    expect(header?.startsWith('learner,joined,steps,done,')).toBe(true);
    expect(rows.map((row) => row.split(',2026')[0])).toEqual([
      '"Anna ""A"""',
      'Ben',
      'Chen',
      "'=1+1|*b*",
      '<img src=x onerror=alert(1)>',
      '',
    ]);
    const steps = (await report('class', '--format', 'csv')).stdout.split('\r\n');
    expect(steps[2]).toMatch(/^2,build,Build the ship,1,4,2,0\.5,2,0\.5,3,0,1,1,1,80,200,1,1,1,"pod ship-1 /);
    const markdown = (await report('nasty', '--format', 'md')).stdout;
    expect(markdown).toContain('| =1+1\\|\\*b\\* | 1/3 |');
    expect(markdown).not.toMatch(/(?<!\\)</);
  });

  it('tells of a room in which nobody was, one was, or nobody finished', async () => {
    expect((await report('nobody')).stdout).toContain('Nobody came.\n');
    expect((await report('nobody', '--format', 'html')).stdout).toContain('Nobody came.');
    expect((await report('nobody', '--format', 'csv-learners')).stdout).toMatch(/^\uFEFFlearner,.*\r\n$/);
    const { stdout } = await report('alone');
    expect(stdout).toContain('1 learner, of whom 0 finished.\n');
    expect(stdout).toContain('The room has not been ended');
    expect((await report('again')).stdout).toContain('\n    one did it, in 40\u00A0s\n');
    expect(stdout).toContain('Everybody got through every step by its text alone.');
    expect((await report('alone', '--format', 'html')).stdout).not.toContain('class="certificate"');
  });

  it('counts a learner once, who came with another run: what they tried before it, too', async () => {
    const { steps, learners } = await json('again');
    expect(learners).toMatchObject([{ name: 'Anna', done: 2, failures: 1 }]);
    expect(steps[1]).toMatchObject({ reached: 1, done: 1, failed: 1, median: 40_000 });
  });

  it('takes reasons that no program of ours has sent', async () => {
    const { steps } = await json('odd');
    expect(steps[1].reasons.map(({ text }: { text: string }) => text)).toEqual(['toString']);
  });

  it('lists the rooms', async () => {
    const { stdout } = await report();
    expect(stdout).toMatch(/^class +harbour +5 runs +last 20\d\d-/m);
    expect(stdout).toMatch(/^nobody +harbour +0 runs +last /m);
    expect((await pilotage(['rooms'], { env })).stdout).toBe(stdout);
  });

  it.each([
    [['clas'], 'There is no room "clas".\nDid you mean class?\n'],
    [['elsewhere'], 'There is no room "elsewhere".\npilotage rooms lists those that there are.\n'],
    [['class', '--format', 'pdf'], 'There is no format "pdf" of reports.\nSay --format text, md, csv,'],
    [['class', '--lang', 'de'], '--lang must be'],
    [['headless'], 'the beginning of its log is missing'],
    [['class', '-o', '/nowhere/report.md'], '/nowhere/report.md cannot be written: ENOENT.'],
  ])('%j: says what is wrong with what was asked', async (args, message) => {
    const { exit, stdout, stderr } = await report(...args);
    expect(stderr).toContain(message);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });

  it('makes no database where there is none', async () => {
    const empty = mkdtempSync(join(home, 'empty-'));
    const none = await pilotage(['report'], { env: { ...env, PILOTAGE_HOME: empty } });
    expect(none).toMatchObject({
      exit: 0,
      stdout: '',
      stderr: expect.stringContaining('There is no room yet.'),
    });
    expect(existsSync(join(empty, 'rooms'))).toBe(false);
  });
});
