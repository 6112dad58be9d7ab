import { chooseKeys } from '../../ui/keys/keymap.ts';
import { chooseTheme } from '../../ui/theme.ts';
import type { Settings } from './settings.ts';

/** From now on screens and lines look and answer as was asked for. */
export function applySettings({ values, keys }: Settings): void {
  chooseTheme(values.theme);
  chooseKeys(keys);
}
