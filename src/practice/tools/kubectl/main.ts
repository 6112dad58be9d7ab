/** `node kubectl.js ARGS`: the small kubectl for machines that have none. */
import { processStreams } from '../common/streams.ts';
import { runKubectl } from './run.ts';

process.exitCode = await runKubectl(process.argv.slice(2), processStreams());
