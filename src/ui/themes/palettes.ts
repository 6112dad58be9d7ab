/** The ground on which a terminal writes. */
export type Background = 'dark' | 'light';

/**
 * How something is written: names of chalk's styles and of the terminal's own colours, and colours of ours as `#rrggbb`
 * (chalk takes the nearest one that the terminal has).
 */
export interface Palette {
  /** Where one is, what moves, what Enter does. */
  readonly accent: string;
  readonly code: string;
  readonly faint: string;
  readonly good: string;
  readonly bad: string;
  readonly wait: string;
}

export type PaletteName = 'standard' | 'high-contrast' | 'colour-blind';

/** On a dark ground the usual ones are the terminal's own; on a light one its yellow and cyan cannot be read. */
export const palettes: Readonly<Record<PaletteName, Readonly<Record<Background, Palette>>>> = {
  standard: {
    dark: { accent: 'cyan', code: 'yellow', faint: 'dim', good: 'green', bad: 'red', wait: 'yellow' },
    light: {
      accent: '#0550ae',
      code: '#6f2f91',
      faint: '#57606a',
      good: '#116329',
      bad: '#a40e26',
      wait: '#7d4e00',
    },
  },
  'high-contrast': {
    dark: {
      accent: 'bold #00ffff',
      code: '#ffff00',
      faint: '#e4e4e4',
      good: 'bold #5fff5f',
      bad: 'bold #ff8787',
      wait: 'bold #ffd75f',
    },
    light: {
      accent: 'bold #00308f',
      code: '#4b0082',
      faint: '#303030',
      good: 'bold #004d00',
      bad: 'bold #8b0000',
      wait: 'bold #5c3a00',
    },
  },
  // Blue for good and orange for bad: the two that people see apart who do not see red and green apart.
  'colour-blind': {
    dark: {
      accent: '#d7afff',
      code: '#ffffaf',
      faint: '#a8a8a8',
      good: 'bold #5fafff',
      bad: 'bold #ff8700',
      wait: '#ffffaf',
    },
    light: {
      accent: '#6f2f91',
      code: '#4e4e00',
      faint: '#585858',
      good: 'bold #005fd7',
      bad: 'bold #af4b00',
      wait: '#4e4e00',
    },
  },
};
