import { describe, expect, it } from 'vitest';
import { footer, type Offer } from '../../src/ui/footer.ts';
import { helpPage } from '../../src/ui/help.ts';
import { en } from '../../src/ui/i18n/en.ts';
import { fr } from '../../src/ui/i18n/fr.ts';
import { zh } from '../../src/ui/i18n/zh.ts';
import { press } from '../../src/ui/keys/key.ts';
import { intentOf, keysOf } from '../../src/ui/keys/keymap.ts';
import { widthOf } from '../../src/ui/text.ts';

const offers: Offer[] = [
  { intent: 'primary', text: 'run' },
  { intent: 'down', text: 'scroll' },
  { intent: 'edit', text: 'edit' },
  { intent: 'hint', text: 'hint' },
  { intent: 'back', text: 'back' },
  { intent: 'skip', text: 'skip' },
  { intent: 'shell', text: 'shell' },
  { intent: 'language', text: 'language' },
  { intent: 'help', text: 'help' },
  { intent: 'quit', text: 'leave' },
];

describe('the footer', () => {
  it('shows all where there is room, and else what matters most', () => {
    expect(footer(offers, en, 100)).toBe(
      'Enter run  ↓ scroll  e edit  h hint  b back  x skip  s shell  l language  ? help  q leave',
    );
    expect(footer(offers, en, 78)).toBe(
      'Enter run  ↓ scroll  e edit  h hint  b back  x skip  s shell  ? help  q leave',
    );
    expect(footer(offers, en, 40)).toBe('Enter run  ↓ scroll  ? help  q leave');
    expect(footer(offers, fr, 30)).toBe('Entrée run  ? help  q leave');
  });

  it('is never wider than it may be', () => {
    for (let width = 20; width < 120; width++) {
      for (const say of [en, fr, zh]) expect(widthOf(footer(offers, say, width))).toBeLessThanOrEqual(width);
    }
  });
});

describe('the help', () => {
  it('names every key that means something, within the width of a screen of 80×24', () => {
    const letters = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32));
    for (const say of [en, fr, zh]) {
      const { lines } = helpPage(say, 77);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(77);
      for (const letter of letters) {
        const intent = intentOf(press(letter));
        if (intent === undefined) continue;
        const [name = ''] = keysOf(intent);
        expect(lines.some((line) => line.includes(say.keyNames[name as 'Enter'] ?? name))).toBe(true);
      }
    }
  });
});
