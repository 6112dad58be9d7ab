import { useDesk } from '../desk.ts';
import { Dialog } from './dialog.tsx';

export function KeysSheet() {
  const { spoken, role } = useDesk();
  const { words } = spoken;
  const keys: readonly (readonly [string, string])[] = [
    ...(role === 'instructor'
      ? ([
          ['n', words.keyNext],
          ['p', words.keyPause],
        ] as const)
      : []),
    ['m', words.keyMessage],
    ['/', words.keySearch],
    ['↑ ↓', words.keyRows],
    ['⏎', words.keyDetails],
    ['Esc', words.close],
    ['?', words.keyHelp],
  ];
  return (
    <Dialog title={words.keys}>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
