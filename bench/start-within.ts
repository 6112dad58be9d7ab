/**
 * A process of its own that starts a practice cluster within itself, as the program's host process does, asks it once,
 * and prints how many milliseconds passed from here to the answer. Its argument is a folder for the cluster.
 */
const began = performance.now();
const { readFileSync } = process.getBuiltinModule('node:fs');
const { get } = process.getBuiltinModule('node:http');
const [, , dir = ''] = process.argv;

const started = new Promise<void>((resolve) => {
  process.argv[2] = JSON.stringify({ dir, speed: 1_000_000, running: true });
  // How the host tells that it is there.
  process.send = () => {
    resolve();
    return true;
  };
});
await import(`${import.meta.dirname}/../dist/practice.js`);
await started;
const url = /server: (\S+)/.exec(readFileSync(`${dir}/kubeconfig`, 'utf8'))?.[1];
await new Promise<void>((resolve, reject) => {
  get(`${url}/version`, (response) => response.resume().once('end', resolve)).once('error', reject);
});
console.log(performance.now() - began);
process.kill(process.pid, 'SIGTERM');
