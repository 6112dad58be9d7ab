import { createServer } from 'node:http';
import { greeting } from './greeting.mjs';

const version = process.env.VERSION ?? 'not shipped';
const server = createServer((_request, response) => response.end(`${greeting('pilot')} (${version})\n`));
server.listen(8080);
process.on('SIGTERM', () => process.exit(0));
