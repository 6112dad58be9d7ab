import assert from 'node:assert/strict';
import { greeting } from './greeting.mjs';

assert.equal(greeting('pilot'), 'Welcome aboard, pilot!');
console.log('the greeting is as it should be');
