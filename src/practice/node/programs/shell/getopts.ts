import type { Builtin } from './builtins.ts';

/** `getopts LETTERS NAME [WORD…]`: the next option of the shell's arguments. */
export const getopts: Builtin = ({ args: [letters = '', name = '', ...given], state, io }) => {
  const words = given.length > 0 ? given : state.positional;
  const isQuiet = letters.startsWith(':');
  const { variables } = state;
  let index = Number(variables.get('OPTIND') ?? 1);
  // Where in its word the last option was; a new word begins with OPTIND.
  let place = state.optionPlace;
  const word = words[index - 1];
  const finish = (status: number) => {
    variables.set('OPTIND', String(index));
    state.optionPlace = place;
    return status;
  };
  if (place === 0) {
    if (word === undefined || !/^-./.test(word) || word === '--') {
      if (word === '--') index += 1;
      variables.set(name, '?');
      return finish(1);
    }
    place = 1;
  }
  const letter = word?.[place] ?? '';
  place += 1;
  const known = letters.indexOf(letter);
  const rest = word?.slice(place) ?? '';
  const isLast = rest === '';
  variables.delete('OPTARG');
  if (known < 0 || letter === ':') {
    variables.set(name, '?');
    if (isQuiet) variables.set('OPTARG', letter);
    else io.stderr(`Illegal option -${letter}\n`);
  } else if (letters[known + 1] === ':') {
    const value = isLast ? words[index] : rest;
    if (isLast) index += 1;
    if (value === undefined) {
      variables.set(name, isQuiet ? ':' : '?');
      if (isQuiet) variables.set('OPTARG', letter);
      else io.stderr(`No arg for -${letter} option\n`);
    } else {
      variables.set(name, letter);
      variables.set('OPTARG', value);
    }
    place = 0;
    index += 1;
    return finish(0);
  } else variables.set(name, letter);
  if (isLast) {
    place = 0;
    index += 1;
  }
  return finish(0);
};
