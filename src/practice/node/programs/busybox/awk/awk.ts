import { readFileSync } from 'node:fs';
import { type Applet, type AppletCall, Complaint, options, reason } from '../applet.ts';
import { evaluate, Interrupted, takeTurn } from './evaluate.ts';
import { execute, Leave } from './execute.ts';
import { createRandom } from './functions.ts';
import { createInputs } from './inputs.ts';
import { expandEscapes } from './lexer.ts';
import { createFields, createGlobals, getVariable, type Machine, setVariable, textOf } from './machine.ts';
import { createOutputs } from './outputs.ts';
import { parseAwk } from './parser.ts';
import { applySetting, createRecords, type Records } from './records.ts';
import type { AwkProgram, Rule, Statement } from './syntax.ts';
import { isTrue, toNumber } from './values.ts';

/** `awk`, as busybox has it: -F, -v, -f, and files or `name=value` as arguments. */
export const awk: Applet = async (call) => {
  const { scripts, settings, separator, rest } = readArguments(call);
  const text = scripts.length > 0 ? scripts.join('\n') : rest.shift();
  if (text === undefined)
    return call.complain('no program: awk [-F SEPARATOR] [-v NAME=VALUE] PROGRAM [FILE]...');
  const program = parseAwk(text);
  const globals = createGlobals(call.process.env, rest);
  const machine: Machine = {
    call,
    functions: program.functions,
    fields: createFields(globals),
    inputs: createInputs(call),
    outputs: createOutputs(call),
    globals,
    locals: undefined,
    random: createRandom(1),
    turns: 0,
    nextRecord: () => records.next(),
  };
  const records = createRecords(machine);
  if (separator !== undefined)
    setVariable(machine, 'FS', expandEscapes(separator === 't' ? '\\t' : separator));
  for (const setting of settings) applySetting(machine, setting);
  try {
    return await run(machine, program, records);
  } finally {
    records.close();
    await machine.outputs.closeAll();
  }
};

/** `-f` and `-v` may be given more than once. */
function readArguments(call: AppletCall) {
  const scripts: string[] = [];
  const settings: string[] = [];
  let left = call.args;
  let separator: string | undefined;
  while (/^-./.test(left[0] ?? '')) {
    const isPair = /^-[fvF]$/.test(left[0] ?? '');
    const { flags } = options(left.slice(0, isPair ? 2 : 1), '+F:f:v:');
    if (flags.f !== undefined) scripts.push(readScript(call, flags.f));
    if (flags.v !== undefined) settings.push(flags.v);
    separator = flags.F ?? separator;
    const isEnd = left[0] === '--';
    left = left.slice(isPair ? 2 : 1);
    if (isEnd) break;
  }
  return { scripts, settings, separator, rest: left };
}

/** @throws Complaint */
function readScript({ host }: AppletCall, file: string): string {
  try {
    return readFileSync(host(file), 'utf8');
  } catch (error) {
    throw new Complaint(`can't open '${file}': ${reason(error)}`);
  }
}

/** Resolves to the exit code. */
async function run(machine: Machine, { begin, rules, end }: AwkProgram, records: Records): Promise<number> {
  let status = 0;
  /** False once the program has asked to end. */
  const goesOn = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Leave) || error.how !== 'exit') throw error;
      if (error.value !== undefined) status = toNumber(error.value);
      return false;
    }
  };
  const all = (statements: readonly Statement[]) => async () => {
    for (const one of statements) await execute(machine, one);
  };
  const read = async () => {
    if (rules.length === 0 && end.length === 0) return;
    const inRange = new Set<Rule>();
    for (let record = await records.next(); record !== undefined; record = await records.next()) {
      machine.fields.set(record);
      if ((await runRules(machine, rules, inRange)) === 'nextfile') records.skipFile();
    }
  };
  try {
    if (await goesOn(all(begin))) await goesOn(read);
    await goesOn(all(end));
    return (status || (records.hasFailed ? 1 : 0)) & 255;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    throw error;
  }
}

async function runRules(
  machine: Machine,
  rules: readonly Rule[],
  inRange: Set<Rule>,
): Promise<'nextfile' | undefined> {
  await takeTurn(machine);
  try {
    for (const rule of rules) {
      if (!(await applies(machine, rule, inRange))) continue;
      if (rule.body) await execute(machine, rule.body);
      else machine.call.print(machine.fields.text + textOf(machine, getVariable(machine, 'ORS')));
    }
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
    if (error.how === 'nextfile') return 'nextfile';
    if (error.how !== 'next') throw error;
  }
  return undefined;
}

async function applies(machine: Machine, rule: Rule, inRange: Set<Rule>): Promise<boolean> {
  const { pattern, last } = rule;
  if (!pattern) return true;
  if (!last) return isTrue(await evaluate(machine, pattern));
  if (!inRange.has(rule) && !isTrue(await evaluate(machine, pattern))) return false;
  if (isTrue(await evaluate(machine, last))) inRange.delete(rule);
  else inRange.add(rule);
  return true;
}
