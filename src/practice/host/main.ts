import { enableCompileCache } from 'node:module';

// Imported only then: it is what the start takes longest with.
enableCompileCache();
const { startHost } = await import('./host.ts');
const host = await startHost(JSON.parse(process.argv[2] ?? ''));
process.send?.(host.address);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, host.end);
