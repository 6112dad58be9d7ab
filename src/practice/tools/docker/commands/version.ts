import { type EngineInfo, engineVersion } from '../../../engine/api.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { compileTemplate } from '../render/template.ts';

const commit = 'pilotage';
const apiVersion = '1.50';

export const versionLine = `Docker version ${engineVersion}, build ${commit}\n`;

const client = {
  Version: engineVersion,
  APIVersion: apiVersion,
  GoVersion: 'none',
  GitCommit: commit,
  Os: 'linux',
  Arch: 'amd64',
  Context: 'default',
};

export const version: Command = {
  usage: 'version [OPTIONS]',
  summary: 'Show the Docker version information',
  options: [option('format f', 'string', "Format output using a custom template: 'json', or a Go template")],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const format = flags.string('format');
    const template = format === undefined || format === 'json' ? undefined : compileTemplate(format);
    const head = [
      'Client:',
      ` Version:           ${client.Version}`,
      ` API version:       ${client.APIVersion}`,
      ` Git commit:        ${client.GitCommit}`,
      ` OS/Arch:           ${client.Os}/${client.Arch}`,
      ` Context:           ${client.Context}`,
    ];
    // As the real one: what is known without the engine is said before the engine is asked.
    if (format === undefined) streams.out(`${head.join('\n')}\n`);
    const { version: server } = await engine.get<EngineInfo>('info');
    const both = { Client: client, Server: { ...client, Version: server } };
    if (template) streams.out(`${template(both)}\n`);
    else if (format === 'json') streams.out(`${JSON.stringify(both)}\n`);
    else {
      const lines = [
        '',
        "Server: pilotage's practice cluster",
        ' Engine:',
        `  Version:          ${server}`,
        `  API version:      ${apiVersion} (minimum version 1.24)`,
        `  Git commit:       ${commit}`,
        '  OS/Arch:          linux/amd64',
        '  Experimental:     false',
      ];
      streams.out(`${lines.join('\n')}\n`);
    }
    return 0;
  },
};

export const buildxVersion: Command = {
  usage: 'buildx version',
  summary: 'Show buildx version information',
  options: [],
  args: { min: 0, max: 0 },
  async run({ streams }) {
    streams.out(`github.com/docker/buildx ${engineVersion} ${commit}\n`);
    return 0;
  },
};
