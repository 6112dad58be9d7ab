import { greeting } from './greeting.mjs';

const expected = 'Welcome aboard, pilot!';
const found = greeting('pilot');
if (found !== expected) {
  console.log(`expected "${expected}", found "${found}"`);
  process.exit(1);
}
console.log('the greeting is as expected');
