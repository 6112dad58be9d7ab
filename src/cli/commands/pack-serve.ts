import { resolve } from 'node:path';
import { NotReadyError } from '../../base/errors.ts';
import { serve } from '../../pack/serve/server.ts';
import { PackFolder } from '../../pack/store/pack-folder.ts';
import { parseListen, reachableAt } from '../pack/addresses.ts';
import { welcomeText } from '../pack/welcome.ts';

/** Offers a pack on the network as a registry that can only be read, until Ctrl-C. */
export async function packServeCommand({ dir, listen }: { dir: string; listen: string }): Promise<void> {
  const folder = new PackFolder(resolve(dir));
  const { host, port } = parseListen(listen);
  if (!(await folder.exists()) || (await folder.images()).length === 0) {
    throw new NotReadyError(
      `There is no pack with images in ${dir}.`,
      `Make one first: pilotage pack LESSON… --dir ${dir}`,
    );
  }
  const over = new AbortController();
  const stop = () => over.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const pulled = new Set<string>();
  await using serving = await serve({
    folder,
    host,
    port,
    welcome: (address) => welcomeText(folder, address),
    // Docker and containerd ask more than once for what they pull once.
    onPull: (name, client) => {
      const line = `${client.replace(/^::ffff:/, '')} pulls ${name}\n`;
      if (!pulled.has(line)) process.stderr.write(line);
      pulled.add(line);
    },
  });
  const addresses = reachableAt({ host, port: serving.address.port });
  process.stdout.write(
    `Serving ${dir}, for reading only, at\n\n${addresses.map((one) => `  ${one}\n`).join('')}\n`,
  );
  process.stdout.write(await welcomeText(folder, addresses[0] ?? ''));
  process.stdout.write(
    '\nCtrl-C ends it. Who cannot reach it is behind a firewall, or in a Wi-Fi that\nkeeps its guests apart.\n',
  );
  if (!over.signal.aborted)
    await new Promise((end) => over.signal.addEventListener('abort', end, { once: true }));
}
