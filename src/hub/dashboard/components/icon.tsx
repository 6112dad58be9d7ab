/** Each is drawn with lines on a square of 24. */
const drawn = {
  done: 'M5 13l4.5 4.5L19 7',
  working: 'M8 5.5v13l10-6.5z',
  waiting: 'M9 6v12M15 6v12',
  stuck: 'M12 3.8L21.5 20h-19zM12 10v4M12 16.9v.2',
  gone: 'M5 12h14',
  hand: 'M8 12.5V6M11 11.5V4M14 11.5V4.6M17 13V7M17 12.5V15a5.5 5.5 0 0 1-5.5 5.5c-2.2 0-3.6-.9-4.7-2.6L4 13.5c.9-1.2 2.4-1 3.2.2L8 15v-2.5',
  next: 'M6 5.5v13l8-6.5zM18 5.5v13',
  message: 'M4 6h16v11H10l-4 3.5V17H4z',
  nudge: 'M6 17c1.5-1.6 1.5-3 1.5-6a4.5 4.5 0 0 1 9 0c0 3 0 4.4 1.5 6zM10.5 20h3',
  everyone: 'M4 12h12M11.5 7l5 5-5 5M20 5v14',
  end: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6L6 18',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
} as const;

export type IconName = keyof typeof drawn;

/** A sign beside words that say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawn[name]} />
    </svg>
  );
}
