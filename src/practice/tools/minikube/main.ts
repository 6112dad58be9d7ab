import { forward } from './forward.ts';

process.exitCode = await forward(process.argv.slice(2));
