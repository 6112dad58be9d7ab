import { expect, it } from 'vitest';
import { createQueue } from '../../../src/practice/controllers/queue.ts';

it('does each piece once, in the order in which it was first asked for', async () => {
  const done: string[] = [];
  const queue = createQueue((key) => void done.push(key));
  for (const key of ['a', 'b', 'a', 'c', 'b']) queue.add(key);
  expect(done).toEqual([]);
  await queue.settled();
  expect(done).toEqual(['a', 'b', 'c']);
});

it('does a piece again that was asked for while it ran', async () => {
  const done: string[] = [];
  const queue = createQueue((key) => {
    done.push(key);
    if (key === 'a' && done.length < 3) queue.add('a');
  });
  queue.add('a');
  queue.add('b');
  await queue.settled();
  expect(done).toEqual(['a', 'b', 'a']);
});

it('does nothing more once stopped', async () => {
  const done: string[] = [];
  const queue = createQueue((key) => {
    done.push(key);
    queue.stop();
  });
  queue.add('a');
  queue.add('b');
  await queue.settled();
  queue.add('c');
  await queue.settled();
  expect(done).toEqual(['a']);
});
