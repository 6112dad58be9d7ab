import { describe, expect, it } from 'vitest';
import { clipboardTools } from '../../src/ui/terminal/clipboard.ts';

const programs = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') =>
  clipboardTools(env, platform).map(([program]) => program);

describe('the clipboard', () => {
  it('is that of the desktop that there is', () => {
    expect(programs({}, 'darwin')).toEqual(['pbcopy']);
    expect(programs({}, 'win32')).toEqual(['clip.exe']);
    expect(programs({ WSL_DISTRO_NAME: 'Debian' })).toEqual(['clip.exe']);
    expect(programs({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['wl-copy']);
    expect(programs({ DISPLAY: ':0' })).toEqual(['xclip', 'xsel']);
    expect(programs({})).toEqual([]);
  });

  it('is not that of a machine which nobody sits at', () => {
    expect(programs({ SSH_CONNECTION: 'a 1 b 2', DISPLAY: ':0' })).toEqual([]);
    expect(programs({ SSH_TTY: '/dev/pts/1' }, 'darwin')).toEqual([]);
    // tmux knows the terminal that is attached to it, wherever that is.
    expect(programs({ SSH_TTY: '/dev/pts/1', TMUX: '/tmp/tmux' })).toEqual(['tmux']);
  });
});
