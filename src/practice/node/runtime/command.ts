import type { ImageConfig } from '../images/types.ts';

/** The part of a pod's container that says what it runs. */
export interface CommandOverride {
  command?: readonly string[] | undefined;
  args?: readonly string[] | undefined;
  workingDir?: string | undefined;
}

/**
 * What a container runs: `command` replaces the image's entry point and, unless there are `args`, its command;
 * `$(NAME)` in them stands for the container's environment.
 */
export function commandLine(
  config: ImageConfig,
  override: CommandOverride,
  env: Record<string, string>,
): string[] {
  const expand = (text: string) => expandVariables(text, env);
  const { command, args } = override;
  const entry = command?.length ? command.map(expand) : (config.Entrypoint ?? []);
  const rest = args?.length ? args.map(expand) : command?.length ? [] : (config.Cmd ?? []);
  return [...entry, ...rest];
}

/** `$(NAME)` is replaced where NAME is known, `$$` is a single `$`, everything else stays. */
export function expandVariables(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^()\s]+)\)/g, (match, name?: string) =>
    name === undefined ? '$' : Object.hasOwn(env, name) ? (env[name] ?? '') : match,
  );
}

/** The image's `NAME=value` lines. */
export function imageEnvironment(config: ImageConfig): Record<string, string> {
  return Object.fromEntries(
    (config.Env ?? []).map((line) => {
      const equals = line.indexOf('=');
      return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}
