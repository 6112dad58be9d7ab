import { describe, expect, it } from 'vitest';
import { paths } from '../../src/hub/protocol/protocol.ts';
import type { LearnerView } from '../../src/hub/protocol/view.ts';
import { reduceAll } from '../../src/hub/room/reduce.ts';
import { glance } from '../../src/hub/room/select.ts';
import { openRoom, started, told } from './support/room.ts';

describe('a room', () => {
  it('has what its learners do', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const answer = await room.send(anna, 1, [
      started(anna.run),
      told({ type: 'step-opened', step: 'look' }),
      told({ type: 'step-read', step: 'look' }),
      told({ type: 'step-opened', step: 'build' }),
    ]);
    expect(await answer.json()).toEqual({ v: 1, next: 5 });
    const { state, now } = await room.state();
    expect(glance(state, now).learners).toMatchObject([
      { name: 'Anna', standing: 'working', step: 'build', settled: 1, total: 3 },
    ]);
  });

  it('takes an event once, however often it comes, and none before those that it follows', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const events = [started(anna.run), told({ type: 'step-opened', step: 'look' })];
    const early = await room.send(anna, 3, [told({ type: 'hint-shown', step: 'look' })]);
    expect([early.status, await early.json()]).toEqual([409, { v: 1, error: 'gap', next: 1 }]);
    await Promise.all([room.send(anna, 1, events), room.send(anna, 1, events)]);
    const again = await room.send(anna, 1, [...events, told({ type: 'hint-shown', step: 'look' })]);
    expect(await again.json()).toEqual({ v: 1, next: 4 });
    const { state } = await room.state();
    expect(state.learners[0]?.runs[anna.run]).toMatchObject({ seq: 3, current: 'look' });
    expect(state.learners[0]?.runs[anna.run]?.steps[0]?.hints).toBe(1);
  });

  it('goes on where it was when its server starts again', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    await room.send(anna, 1, [started(anna.run)]);
    await room.command({ type: 'gate-set', step: 'build' });
    const before = await room.state();
    await room.restart();
    const { state } = await room.state();
    expect({ ...state, servers: {} }).toEqual({ ...before.state, servers: {} });
    const answer = await room.send(anna, 2, [told({ type: 'step-opened', step: 'look' })]);
    expect(answer.status).toBe(200);
  });

  it('tells instructors its state, and then what happens, which leads to the same state', async () => {
    const room = await openRoom();
    const instructor = room.server.keys.tokenOf('instructor');
    const first = await room.listen(paths.log, instructor);
    const snapshot = await first.until(({ event }) => event === 'snapshot');
    expect(first.response.headers.get('Content-Encoding')).toBe('gzip');
    expect(first.response.headers.get('X-Accel-Buffering')).toBe('no');
    const anna = await room.join('Anna');
    await room.send(anna, 1, [started(anna.run), told({ type: 'step-opened', step: 'look' })]);
    let { state } = JSON.parse(snapshot.data);
    const { position } = (await room.state()).state;
    await first.until(({ event, data, id }) => {
      if (event === 'entries' && Number(id) > state.position)
        state = reduceAll(state, JSON.parse(data).entries);
      return state.position >= position;
    });
    expect(state.learners).toEqual((await room.state()).state.learners);
    const resumed = await room.listen(paths.log, instructor, {
      'Last-Event-ID': String(snapshot.id),
      'Accept-Encoding': 'identity',
    });
    expect(resumed.response.headers.get('Content-Encoding')).toBeNull();
    const { data } = await resumed.until(() => true);
    expect(JSON.parse(data).entries[0].body).toMatchObject({ type: 'learner-joined', name: 'Anna' });
  });

  it('tells learners of one name apart, however many come at once, and takes any run', async () => {
    const room = await openRoom();
    const some = (names: readonly string[]) => Promise.all(names.map((name) => room.join(name)));
    await some(['root', 'root', 'root', 'root', 'root', 'Ben', 'root (9)']);
    await room.restart();
    await some(['root', 'root', 'Ben', 'root']);
    await room.join('Cleo', 'constructor');
    const names = (await room.state()).state.learners.map(({ name }) => name);
    expect(new Set(names).size).toBe(12);
    expect(names).toEqual(expect.arrayContaining(['root', 'root (5)', 'root (8)', 'Ben (2)', 'Cleo']));
  });

  it('tells a learner what the instructor wants, and nothing of others', async () => {
    const room = await openRoom();
    const [anna, ben] = [await room.join('Anna'), await room.join('Ben')];
    const heard = await room.listen(paths.view, anna.token);
    const view = async (isWanted: (view: LearnerView) => boolean) =>
      JSON.parse((await heard.until(({ data }) => isWanted(JSON.parse(data)))).data) as LearnerView;
    await room.command({ type: 'gate-set', step: 'look' });
    await room.command({ type: 'message', id: 'm1', to: ben.learner, text: 'Only you' });
    await room.command({ type: 'message', id: 'm2', to: null, text: 'Good morning' });
    await room.command({ type: 'message', id: 'm2', to: null, text: 'Good morning' });
    await room.command({ type: 'nudge', id: 'n1', to: anna.learner });
    await room.command({ type: 'catch-up', id: 'c0', step: 'look' });
    expect((await room.state()).state.gate).toBe('look');
    await room.command({ type: 'catch-up', id: 'c1', step: 'sail' });
    await room.command({ type: 'paused', on: true });
    const last = await view(({ paused }) => paused);
    expect(last).toMatchObject({
      // Who is called somewhere is let in there.
      gate: 'sail',
      messages: [{ text: 'Good morning', toAll: true }],
      nudge: { id: 'n1' },
      catchUp: { step: 'sail' },
    });
    expect(JSON.stringify(last)).not.toContain('Ben');
    await room.command({ type: 'room-ended' });
    expect(await view(({ ended }) => ended)).toMatchObject({ gate: 'sail' });
  });

  it('keeps raised hands in their order', async () => {
    const room = await openRoom();
    const [anna, ben] = [await room.join('Anna'), await room.join('Ben')];
    const raise = ({ token }: { token: string }, hand: string, raised = true) =>
      room.post(
        paths.hand,
        { v: 1, raised, hand, step: 'look', command: 'ls', output: ['no such file'] },
        token,
      );
    await raise(ben, 'b');
    await raise(anna, 'a');
    await raise(ben, 'b');
    const { hands } = (await room.state()).state;
    expect(hands).toMatchObject([
      { hand: 'b', output: ['no such file'] },
      { hand: 'a', learner: anna.learner },
    ]);
    const heard = await room.listen(paths.view, anna.token);
    expect(JSON.parse((await heard.until(() => true)).data)).toMatchObject({
      hand: { hand: 'a', before: 1 },
    });
    await raise(ben, 'b', false);
    await heard.until(({ data }) => JSON.parse(data).hand?.before === 0);
    await room.command({ type: 'hand-lowered', hand: 'a' });
    await heard.until(({ data }) => JSON.parse(data).hand === null);
  });
});
