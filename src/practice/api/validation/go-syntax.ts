import type { LabelSelector } from '../../objects.ts';

/** A value as a server written in Go prints it in the middle of a message. */
export class GoValue {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function goMap(map: Readonly<Record<string, string>> | undefined): GoValue {
  if (map === undefined) return new GoValue('map[string]string(nil)');
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(map[key])}`);
  return new GoValue(`map[string]string{${entries.join(', ')}}`);
}

export function goSelector(selector: LabelSelector | undefined): GoValue {
  if (selector === undefined) return new GoValue('null');
  const labels = goMap(selector.matchLabels).text;
  const type = '[]v1.LabelSelectorRequirement';
  const requirements = selector.matchExpressions?.map(({ key, operator, values }) => {
    const list = values
      ? `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`
      : '[]string(nil)';
    return `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${list}}`;
  });
  const expressions = requirements?.length ? `${type}{${requirements.join(', ')}}` : `${type}(nil)`;
  return new GoValue(`v1.LabelSelector{MatchLabels:${labels}, MatchExpressions:${expressions}}`);
}
