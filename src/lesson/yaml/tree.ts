import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { errorAt, type Finding } from '../finding.ts';
import { positionAt, type Source } from '../source.ts';

/** A YAML value that knows where it is written. */
export type YamlNode = YamlScalar | YamlList | YamlMapping;

interface Placed {
  /** Where it starts in the source; an empty value starts where its key does. */
  readonly offset: number;
  /** How many nodes it stands for with every alias written out. */
  readonly size: number;
}

export interface YamlScalar extends Placed {
  readonly type: 'scalar';
  /** As it is written, without its quotes. */
  readonly text: string;
}

export interface YamlList extends Placed {
  readonly type: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Placed {
  readonly type: 'mapping';
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlEntry {
  readonly keyOffset: number;
  readonly value: YamlNode;
}

/** More than any lesson has; aliases of aliases can stand for billions. */
const maxSize = 100_000;

/**
 * Builds the tree of the first document. `broken` says that no value can be made of it; duplicate keys alone do not
 * make it so (the last one counts).
 */
export function buildTree(
  events: readonly Event[],
  source: Source,
): { root: YamlNode | undefined; findings: Finding[]; broken: boolean } {
  const builder = new TreeBuilder(events, source);
  const root = builder.document();
  return { root, findings: builder.findings, broken: builder.broken };
}

class TreeBuilder {
  readonly findings: Finding[] = [];
  broken = false;
  private next = 0;
  /** Where the last thing seen ended: an empty value has no place of its own. */
  private last = 0;
  private readonly anchors = new Map<string, YamlNode>();
  private readonly events: readonly Event[];
  private readonly source: Source;

  constructor(events: readonly Event[], source: Source) {
    this.events = events;
    this.source = source;
  }

  document(): YamlNode | undefined {
    if (this.events[this.next]?.type !== EVENT_ID.DOCUMENT) return undefined;
    this.next++;
    const root = this.node(this.last);
    this.next++;
    if (this.next < this.events.length) {
      const second = this.source.text.indexOf('\n---', this.last) + 1 || this.last;
      this.fail(second, 'a second YAML document', 'a lesson is one document: take out the line ---');
    }
    return root;
  }

  private node(empty: number): YamlNode {
    const event = this.events[this.next++];
    if (event?.type === EVENT_ID.SCALAR) return this.named(event, this.scalar(event, empty));
    if (event?.type === EVENT_ID.SEQUENCE) return this.named(event, this.list(event.start));
    if (event?.type === EVENT_ID.MAPPING) return this.named(event, this.mapping(event.start));
    if (event?.type === EVENT_ID.ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    throw new TypeError(`a YAML event of type ${event?.type} where a value should start`);
  }

  private named(event: { anchorStart: number; anchorEnd: number }, node: YamlNode): YamlNode {
    if (event.anchorStart >= 0) {
      this.anchors.set(this.source.text.slice(event.anchorStart, event.anchorEnd), node);
    }
    return node;
  }

  private scalar(event: ScalarEvent, empty: number): YamlScalar {
    if (event.valueStart < 0) return { type: 'scalar', offset: empty, size: 1, text: '' };
    this.last = event.valueEnd;
    return {
      type: 'scalar',
      offset: this.startOf(event),
      size: 1,
      text: getScalarValue(this.source.text, event),
    };
  }

  private startOf({ style, valueStart, valueEnd }: ScalarEvent): number {
    if (style === SCALAR_STYLE.PLAIN) return valueStart;
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
    // A block's text starts with its indentation.
    const indented = this.source.text.slice(valueStart, valueEnd).search(/\S/);
    return valueStart + Math.max(0, indented);
  }

  private list(start: number): YamlList {
    const items: YamlNode[] = [];
    let size = 1;
    this.last = start;
    while (!this.closes()) {
      const dash = this.source.text.indexOf('-', this.last);
      const item = this.node(dash >= 0 ? dash : this.last);
      this.last = Math.max(this.last, item.offset + 1);
      items.push(item);
      size += item.size;
    }
    return { type: 'list', offset: start, size: this.bounded(size, start), items };
  }

  private mapping(start: number): YamlMapping {
    const entries = new Map<string, YamlEntry>();
    let size = 1;
    this.last = start;
    while (!this.closes()) {
      const key = this.node(this.last);
      const value = this.node(key.offset);
      size += value.size;
      if (key.type !== 'scalar') {
        this.fail(key.offset, 'a key that is a list or a mapping', 'a key must be text');
        continue;
      }
      const before = entries.get(key.text);
      if (before) this.duplicate(key, before);
      entries.set(key.text, { keyOffset: key.offset, value });
    }
    return { type: 'mapping', offset: start, size: this.bounded(size, start), entries };
  }

  private duplicate(key: YamlScalar, before: YamlEntry): void {
    const { line } = positionAt(this.source, before.keyOffset);
    const message = `\`${key.text}\` is here twice; the first is in line ${line}`;
    this.findings.push(errorAt(this.source, key.offset, 'duplicate-key', message, 'keep one of them'));
  }

  private alias(start: number, end: number): YamlNode {
    this.last = end;
    const name = this.source.text.slice(start, end);
    const target = this.anchors.get(name);
    if (target) return { ...target, offset: start - 1 };
    const fix = `write &${name} before the value that is meant, above this line`;
    this.fail(start - 1, `*${name} refers to nothing`, fix);
    return { type: 'scalar', offset: start - 1, size: 1, text: '' };
  }

  private bounded(size: number, offset: number): number {
    if (size <= maxSize) return size;
    if (!this.broken) this.fail(offset, 'its aliases stand for too much', 'write out what is meant');
    return maxSize;
  }

  private closes(): boolean {
    if (this.events[this.next]?.type !== EVENT_ID.POP) return false;
    this.next++;
    return true;
  }

  private fail(offset: number, message: string, fix: string): void {
    this.broken = true;
    this.findings.push(errorAt(this.source, offset, 'yaml', message, fix));
  }
}
