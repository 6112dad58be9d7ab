import { settingNames } from '../config/schema.ts';
import { settings } from '../config/settings.ts';
import { type ScreenOptions, saidIn } from './screen-options.ts';

/** The place of the config file and all values in force with where they come from, as a config file that would do. */
export async function configCommand(options: ScreenOptions): Promise<void> {
  const { path, exists, values, keys, origins } = await settings(saidIn(options));
  const lines = settingNames.map((name) => [`${name}: ${values[name]}`, origins[name]] as const);
  const chosen = Object.entries(keys).map(
    ([intent, names = []]) => [`  ${intent}: ${JSON.stringify(names)}`, origins.keys] as const,
  );
  const all = [...lines, ...(chosen.length > 0 ? [['keys:', ''] as const, ...chosen] : [])];
  const width = Math.max(...all.map(([text]) => text.length));
  process.stdout.write(`# ${path}${exists ? '' : ' (not there yet)'}\n`);
  for (const [text, origin] of all) {
    process.stdout.write(`${origin ? `${text.padEnd(width)}  # ${origin}` : text}\n`);
  }
}
