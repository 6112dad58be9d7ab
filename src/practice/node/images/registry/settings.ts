import { readFile } from 'node:fs/promises';
import type { ContainerProcess } from '../../programs/program.ts';

export interface RegistrySettings {
  port: number;
  /** Inside the container. */
  rootDirectory: string;
  deleteEnabled: boolean;
}

interface ConfigFile {
  http?: { addr?: string };
  storage?: { filesystem?: { rootdirectory?: string }; delete?: { enabled?: boolean } };
}

/** The configuration cannot be used; `message` is for the registry's log. */
export class SettingsError extends Error {}

/** From the file, then from REGISTRY_… in the environment, which wins. @throws SettingsError */
export async function readSettings(process: ContainerProcess, file: string): Promise<RegistrySettings> {
  const text = await readFile(process.paths.toHost(file), 'utf8').catch(() => {
    throw new SettingsError(`configuration error: open ${file}: no such file or directory`);
  });
  const { load } = await import('js-yaml');
  let config: ConfigFile;
  try {
    config = (load(text) ?? {}) as ConfigFile;
  } catch (error) {
    throw new SettingsError(
      `configuration error: error parsing ${file}: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  const { env } = process;
  const address = env.REGISTRY_HTTP_ADDR ?? config.http?.addr ?? ':5000';
  const port = Number(/:(\d+)$/.exec(address)?.[1]);
  if (!(port > 0 && port < 65_536)) throw new SettingsError(`listen tcp: address ${address}: invalid port`);
  return {
    port,
    rootDirectory:
      env.REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY ??
      config.storage?.filesystem?.rootdirectory ??
      '/var/lib/registry',
    deleteEnabled: env.REGISTRY_STORAGE_DELETE_ENABLED
      ? env.REGISTRY_STORAGE_DELETE_ENABLED === 'true'
      : (config.storage?.delete?.enabled ?? false),
  };
}
