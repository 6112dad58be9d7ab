import { type EngineInfo, engineVersion } from '../../../engine/api.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { compileTemplate } from '../render/template.ts';

export const info: Command = {
  usage: 'info [OPTIONS]',
  summary: 'Display system-wide information',
  aliases: ['system info', 'info'],
  options: [option('format f', 'string', "Format output using a custom template: 'json', or a Go template")],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const format = flags.string('format');
    const template = format === undefined || format === 'json' ? undefined : compileTemplate(format);
    if (format === undefined) {
      streams.out(
        `Client:\n Version:    ${engineVersion}\n Context:    default\n Debug Mode: false\n\nServer:\n`,
      );
    }
    const found = await engine.get<EngineInfo>('info');
    const values = {
      Containers: found.containers.running + found.containers.stopped,
      ContainersRunning: found.containers.running,
      ContainersPaused: 0,
      ContainersStopped: found.containers.stopped,
      Images: found.images,
      ServerVersion: found.version,
      Driver: 'pilotage',
      OperatingSystem: "pilotage's practice cluster",
      OSType: 'linux',
      Architecture: 'x86_64',
      NCPU: found.cpus,
      MemTotal: found.memory,
      Name: found.name,
      DockerRootDir: found.root,
    };
    if (template) streams.out(`${template(values)}\n`);
    else if (format === 'json') streams.out(`${JSON.stringify(values)}\n`);
    else streams.out(lines(values));
    return 0;
  },
};

function lines(values: Record<string, string | number>): string {
  const memory = (Number(values.MemTotal) / 1024 ** 3).toPrecision(4);
  return [
    ` Containers: ${values.Containers}`,
    `  Running: ${values.ContainersRunning}`,
    `  Paused: ${values.ContainersPaused}`,
    `  Stopped: ${values.ContainersStopped}`,
    ` Images: ${values.Images}`,
    ` Server Version: ${values.ServerVersion}`,
    ` Storage Driver: ${values.Driver}`,
    ` Operating System: ${values.OperatingSystem}`,
    ` OSType: ${values.OSType}`,
    ` Architecture: ${values.Architecture}`,
    ` CPUs: ${values.NCPU}`,
    ` Total Memory: ${memory}GiB`,
    ` Name: ${values.Name}`,
    ` Docker Root Dir: ${values.DockerRootDir}`,
    ' Insecure Registries:',
    '  127.0.0.0/8',
    '',
  ].join('\n');
}
