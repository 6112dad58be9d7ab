const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity (`250m`, `1Gi`, `1e3`) stands for; undefined where it is none. */
export function quantity(text: string): number | undefined {
  const match = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][-+]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  if (!match) return undefined;
  if (match[2]) return Number(match[1] + match[2]);
  return Number(match[1]) * (FACTORS[match[3] ?? ''] ?? 1);
}

/** A quantity that can be added up and written again in its own kind of units. */
export interface Quantity {
  value: number;
  binary: boolean;
}

export const ZERO: Quantity = { value: 0, binary: false };

export const parseQuantity = (text: string): Quantity => ({
  value: quantity(text) ?? 0,
  binary: /[KMGTPE]i$/.test(text),
});

/** A zero has no units of its own. */
export const addQuantities = (a: Quantity, b: Quantity): Quantity => ({
  value: a.value + b.value,
  binary: a.value === 0 ? b.binary : a.binary,
});

export const maxQuantity = (a: Quantity, b: Quantity): Quantity => (b.value > a.value ? b : a);

/** The shortest text of whole numbers: `1500m`, `2`, `64Mi`. */
export function formatQuantity({ value, binary }: Quantity): string {
  if (value === 0) return '0';
  const suffixes = binary ? ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] : ['E', 'P', 'T', 'G', 'M', 'k'];
  for (const suffix of suffixes) {
    const count = value / (FACTORS[suffix] ?? 1);
    if (Number.isInteger(count)) return `${count}${suffix}`;
  }
  return Number.isInteger(value) ? String(value) : `${Math.ceil(value * 1000 - 1e-6)}m`;
}

/** As Go writes what it has read: `16777216Ki` is `16Gi`. */
export const canonical = (text: string): string =>
  quantity(text) === undefined ? text : formatQuantity(parseQuantity(text));
