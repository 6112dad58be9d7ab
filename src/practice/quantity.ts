const factors: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
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

/** The number that a resource quantity (`100m`, `64Mi`, `2`, `1e3`) stands for; undefined for what is none. */
export function parseQuantity(quantity: string | number): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(
    String(quantity),
  );
  if (!match) return undefined;
  const [, number = '', exponent, suffix = ''] = match;
  return exponent ? Number(number + exponent) : Number(number) * (factors[suffix] ?? Number.NaN);
}

/** A quantity that can be added up and written again in its own kind of units. */
export interface Quantity {
  readonly value: number;
  readonly isBinary: boolean;
}

export const zero: Quantity = { value: 0, isBinary: false };

export function quantityOf(text: string | number): Quantity {
  return { value: parseQuantity(text) ?? 0, isBinary: /i$/.test(String(text)) };
}

/** A zero has no units of its own. */
export function addQuantity(one: Quantity, other: Quantity): Quantity {
  return { value: one.value + other.value, isBinary: one.value === 0 ? other.isBinary : one.isBinary };
}

export function largerQuantity(one: Quantity, other: Quantity): Quantity {
  return other.value > one.value ? other : one;
}

/** As Go writes it: in the largest unit of which it is a whole number. */
export function formatQuantity({ value, isBinary }: Quantity): string {
  if (value === 0) return '0';
  const suffixes = isBinary ? ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] : ['E', 'P', 'T', 'G', 'M', 'k'];
  for (const suffix of suffixes) {
    const count = value / (factors[suffix] ?? 1);
    if (Number.isInteger(count)) return `${count}${suffix}`;
  }
  return Number.isInteger(value) ? String(value) : `${Math.ceil(value * 1000 - 1e-6)}m`;
}

/** As Go writes what it has read: `16777216Ki` is `16Gi`. What is no quantity stays as it is. */
export function canonicalQuantity(text: string): string {
  return parseQuantity(text) === undefined ? text : formatQuantity(quantityOf(text));
}
