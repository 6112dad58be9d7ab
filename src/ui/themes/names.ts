import type { Background, PaletteName } from './palettes.ts';

/** The themes that can be asked for. Those that name no ground follow the terminal's, where it tells. */
export const themeNames = [
  'auto',
  'dark',
  'light',
  'high-contrast',
  'high-contrast-dark',
  'high-contrast-light',
  'colour-blind',
  'colour-blind-dark',
  'colour-blind-light',
] as const;

export type ThemeName = (typeof themeNames)[number];

/** The palette of a theme, and the ground that it is for; undefined where that is the terminal's. */
export function parseTheme(name: ThemeName): { palette: PaletteName; background: Background | undefined } {
  const [, look, ground] = /^(.*?)-?(dark|light)?$/.exec(name) ?? [];
  return {
    palette: look === 'high-contrast' || look === 'colour-blind' ? look : 'standard',
    background: ground === 'dark' || ground === 'light' ? ground : undefined,
  };
}
