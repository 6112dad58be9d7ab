import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Streams } from '../common/streams.ts';
import { CurlError, OptionError } from './errors.ts';
import { HELP } from './help.ts';
import { type CurlOptions, parseOptions, REMOTE_NAME } from './options.ts';
import { fileOutput, type Sink, standardOutput } from './sink.ts';
import { emptyOutcome, type Outcome, parseUrl, transfer, USER_AGENT } from './transfer.ts';
import { writeOut } from './write-out.ts';

/** Runs one command line. Resolves to curl's exit code: that of the last transfer. @param isTerminal whether standard output is one */
export async function runCurl(
  argv: readonly string[],
  streams: Streams,
  isTerminal: boolean,
): Promise<number> {
  let options: CurlOptions;
  try {
    options = parseOptions(argv);
  } catch (error) {
    if (error instanceof CurlError) return complain(streams, error);
    if (!(error instanceof OptionError)) throw error;
    streams.err(`curl: ${error.message}\ncurl: try 'curl --help' for more information\n`);
    return 2;
  }
  if (options.help) {
    streams.out(HELP);
    return 0;
  }
  if (options.version) {
    streams.out(`${USER_AGENT.replace('/', ' ')}\nProtocols: http https\n`);
    return 0;
  }
  if (options.urls.length === 0) {
    streams.err("curl: no URL specified!\ncurl: try 'curl --help' for more information\n");
    return 2;
  }
  let code = 0;
  for (const [index, url] of options.urls.entries())
    code = await one(options, streams, isTerminal, url, index);
  return code;
}

async function one(
  options: CurlOptions,
  streams: Streams,
  isTerminal: boolean,
  url: string,
  index: number,
): Promise<number> {
  const sink = sinkFor(options, streams, isTerminal, url, index);
  let outcome = emptyOutcome(url);
  let failure: CurlError | undefined;
  try {
    for (let attempt = 0; ; attempt++) {
      outcome = emptyOutcome(url);
      failure = await attemptOne(options, streams, sink, outcome);
      if (attempt >= options.retry || !worthRetry(options, failure, outcome)) break;
      await sleep(1000 * 2 ** Math.min(attempt, 5));
    }
  } finally {
    sink.close();
  }
  outcome.endedAt = performance.now();
  if (failure && (!options.silent || options.showError)) complain(streams, failure);
  if (options.verbose && !failure)
    streams.err(`* Connection #0 to host ${parseUrl(outcome.effectiveUrl).hostname} left intact\n`);
  if (options.writeOut !== undefined)
    streams.out(writeOut(options.writeOut, outcome, failure, (text) => streams.err(text)));
  return failure?.code ?? 0;
}

async function attemptOne(
  options: CurlOptions,
  streams: Streams,
  sink: Sink,
  outcome: Outcome,
): Promise<CurlError | undefined> {
  try {
    await transfer(options, streams, sink, outcome);
    return undefined;
  } catch (error) {
    if (error instanceof CurlError) return error;
    throw error;
  }
}

/** curl tries again what may be different the next time: time-outs, 408, 429 and 5xx; and refusals where asked to. */
function worthRetry(options: CurlOptions, failure: CurlError | undefined, { status }: Outcome): boolean {
  if (failure?.code === 28 || [408, 429, 500, 502, 503, 504].includes(status)) return true;
  return failure !== undefined && options.retryRefused && [6, 7, 52, 56].includes(failure.code);
}

function complain(streams: Streams, error: CurlError): number {
  streams.err(`curl: (${error.code}) ${error.message}\n`);
  return error.code;
}

function sinkFor(
  options: CurlOptions,
  streams: Streams,
  isTerminal: boolean,
  url: string,
  index: number,
): Sink {
  const output = options.outputs[index];
  if (output === undefined) return standardOutput(streams, isTerminal, index < options.outputs.length);
  if (output !== REMOTE_NAME) return fileOutput(output);
  return fileOutput(basename(parseUrl(url).pathname) || 'curl_response');
}
