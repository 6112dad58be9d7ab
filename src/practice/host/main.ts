import { enableCompileCache } from 'node:module';
import { kubernetesVersion } from './version.ts';

// Asked for before all else, and waited for last: another program answers it while this one loads.
const version = kubernetesVersion();
// Imported only then: it is what the start takes longest with.
enableCompileCache();
const { startHost } = await import('./host.ts');
const host = await startHost(JSON.parse(process.argv[2] ?? ''), version);
process.send?.(host.address);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, host.end);
