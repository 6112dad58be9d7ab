const attributes: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '3': 'italic',
  '4': 'underline',
  '5': 'blink',
  '6': 'blink',
  '7': 'inverse',
  '8': 'hidden',
  '9': 'strike',
  '21': 'underline',
  '53': 'overline',
};

const resets: Readonly<Record<string, readonly string[]>> = {
  '22': ['bold', 'dim'],
  '23': ['italic'],
  '24': ['underline'],
  '25': ['blink'],
  '27': ['inverse'],
  '28': ['hidden'],
  '29': ['strike'],
  '39': ['foreground'],
  '49': ['background'],
  '55': ['overline'],
  '59': ['underline-colour'],
};

const extended: Readonly<Record<string, string>> = {
  '38': 'foreground',
  '48': 'background',
  '58': 'underline-colour',
};

/** The colours and attributes in force, so that each line of an output can be shown by itself. */
export class SgrState {
  readonly #active = new Map<string, string>();

  /** The sequence that brings about this state; empty when there is nothing to bring about. */
  get sequence(): string {
    return this.#active.size === 0 ? '' : `\x1b[${[...this.#active.values()].join(';')}m`;
  }

  /** Takes the parameters of one SGR sequence: what is between `ESC [` and `m`. */
  apply(parameters: string): void {
    const codes = parameters.split(';');
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] || '0';
      // "4:0" is underline off; other sub-parameters (4:3, 38:5:1) belong to their code.
      const [main = '', sub] = code.split(':');
      const target = extended[main];
      if (target) {
        const extra = sub === undefined ? (codes[i + 1] === '5' ? 2 : codes[i + 1] === '2' ? 4 : 0) : 0;
        this.#set(target, codes.slice(i, i + 1 + extra).join(';'));
        i += extra;
      } else if (main === '0') this.#active.clear();
      else if (main === '4' && sub === '0') this.#active.delete('underline');
      else if (resets[main]) for (const name of resets[main]) this.#active.delete(name);
      else if (/^(3|9)[0-7]$/.test(main)) this.#set('foreground', main);
      else if (/^(4|10)[0-7]$/.test(main)) this.#set('background', main);
      else if (attributes[main]) this.#set(attributes[main], code);
    }
  }

  #set(name: string, code: string): void {
    // A code of an absurd length must not be kept.
    if (code.length <= 32) this.#active.set(name, code);
  }
}
