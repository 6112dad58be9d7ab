/** `node curl.js ARGS`: the small curl for machines that have none. */
import { processStreams } from '../common/streams.ts';
import { runCurl } from './run.ts';

process.exitCode = await runCurl(process.argv.slice(2), processStreams(), process.stdout.isTTY === true);
