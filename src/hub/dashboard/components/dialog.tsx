import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  /** At the side of a wide page, so that the class stays in sight. */
  readonly isAside?: boolean;
  readonly children: ComponentChildren;
}

/** Something above the page: the browser keeps the focus in it, and Escape closes it. */
export function Dialog({ title, isAside = false, children }: DialogProps) {
  const { spoken, show } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Gives the focus back to where it was.
    return () => current?.close();
  }, []);
  return (
    <dialog ref={dialog} class={isAside ? 'aside' : ''} aria-label={title} onClose={() => show(null)}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet" aria-label={spoken.words.close} onClick={() => show(null)}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
