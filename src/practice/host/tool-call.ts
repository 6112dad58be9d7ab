import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where a tool writes to whose command line the host carries out. @throws Error once nobody reads any more */
export interface ToolOutput {
  stdout(text: string): void;
  stderr(text: string): void;
}

/**
 * Answers a tool's script: its arguments, each after its length as `5:image`, come as the request's body; what it is to
 * print goes back as it comes, each part after the number of its stream and before a NUL, and its exit code last.
 */
export async function answerTool(
  request: IncomingMessage,
  response: ServerResponse,
  run: (argv: string[], output: ToolOutput) => Promise<number>,
): Promise<void> {
  const argv = argumentsIn(await buffer(request));
  response.writeHead(200);
  const say = (mark: string, text: string) => {
    if (response.destroyed) throw new Error('the tool has gone');
    if (text !== '') response.write(`${mark}${text.replaceAll('\0', '')}\0`);
  };
  const exit = await run(argv, {
    stdout: (text) => say('1', text),
    stderr: (text) => say('2', text),
  });
  response.end(`=${exit}\0`);
}

function argumentsIn(body: Buffer): string[] {
  const argv: string[] = [];
  for (let at = 0; at < body.length; ) {
    const colon = body.indexOf(':', at);
    const end = colon + 1 + Number(body.toString('latin1', at, colon));
    argv.push(body.toString('utf8', colon + 1, end));
    at = end;
  }
  return argv;
}
