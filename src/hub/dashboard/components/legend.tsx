import type { Mark } from '../class.ts';
import { useDesk } from '../desk.ts';

const marks = ['done', 'here', 'busy', 'failed', 'skipped', 'ahead'] as const satisfies readonly Mark[];

export function Legend() {
  const { words } = useDesk().spoken;
  return (
    <details class="legend">
      <summary>{words.legend}</summary>
      <ul>
        {marks.map((mark) => (
          <li key={mark}>
            <i class={`mark ${mark}`} /> {words.mark[mark]}
          </li>
        ))}
      </ul>
    </details>
  );
}
