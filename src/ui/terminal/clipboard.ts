import { spawn } from 'node:child_process';
import { findProgram } from '../../base/find-program.ts';

/** Bytes that terminals take in one OSC 52: xterm's limit on its base64. */
const most = 56_000;

type Tool = readonly [program: string, ...args: string[]];

/** The programs that put what they read into a clipboard of the person at the terminal. */
export function clipboardTools(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly Tool[] {
  const tools: Tool[] = [];
  // It passes an OSC 52 of ours on only where it is told to.
  if (env.TMUX) tools.push(['tmux', 'load-buffer', '-w', '-']);
  // The clipboard of the machine at the far end is nobody's.
  if (env.SSH_CONNECTION || env.SSH_TTY) return tools;
  if (platform === 'darwin') tools.push(['pbcopy']);
  if (platform === 'win32' || env.WSL_DISTRO_NAME) tools.push(['clip.exe']);
  if (env.WAYLAND_DISPLAY) tools.push(['wl-copy']);
  if (env.DISPLAY) tools.push(['xclip', '-selection', 'clipboard'], ['xsel', '--clipboard', '--input']);
  return tools;
}

/**
 * Copies lines by way of the terminal (OSC 52), which works over SSH, too, and of the first tool that is there, because
 * not every terminal does it. @returns how many lines, from the end, there was room for
 */
export function copyLines(lines: readonly string[], write: (text: string) => void): number {
  const tools = clipboardTools(process.env, process.platform).filter(([program]) =>
    findProgram(program, process.env.PATH),
  );
  const [tool] = tools.toReversed();
  for (const one of new Set([tools[0], tool])) if (one) feed(one, lines.join('\n'));
  const fitting = lastThatFit(lines);
  write(`\u001B]52;c;${Buffer.from(fitting.join('\n')).toString('base64')}\u0007`);
  return tool ? lines.length : fitting.length;
}

function lastThatFit(lines: readonly string[]): readonly string[] {
  let room = most;
  let first = lines.length;
  while (first > 0) {
    room -= Buffer.byteLength(lines[first - 1] ?? '') + 1;
    if (room < 0) break;
    first--;
  }
  return lines.slice(first);
}

function feed([program, ...args]: Tool, text: string): void {
  // Some stay for as long as the clipboard is theirs.
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.stdin?.end(text);
  child.unref();
}
