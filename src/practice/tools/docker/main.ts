/** `node docker.js ARGS`: the practice cluster's docker. */
import { processStreams } from '../common/streams.ts';
import { EngineClient } from './engine-client.ts';
import { runDocker } from './run.ts';

const engine = new EngineClient(process.env.PILOTAGE_PRACTICE);
process.exitCode = await runDocker(process.argv.slice(2), processStreams(), engine);
