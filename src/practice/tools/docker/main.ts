/** `node docker.js ARGS`: the practice cluster's docker. */
import { processStreams } from '../common/streams.ts';
import { runDocker } from './run.ts';

process.exitCode = await runDocker(process.argv.slice(2), processStreams());
