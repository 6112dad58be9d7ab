#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { version } from './version.ts';

// Asked by scripts more than by people, and answered without loading the program.
if (process.argv[2] === '--version' || process.argv[2] === '-V') {
  process.stdout.write(`${version}\n`);
} else {
  enableCompileCache();
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
}
