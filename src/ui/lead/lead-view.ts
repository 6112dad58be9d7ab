import type { Language } from '../../base/languages.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Edit } from '../keys/editor.ts';

/** What the instructor's screen knows that the room does not. */
export interface LeadView {
  readonly screen: 'class' | 'learner' | 'invitation' | 'helpers' | 'end' | 'help';
  readonly language: Language;
  readonly focus: 'notes' | 'learners';
  /** The step whose notes are shown. */
  readonly step: string;
  /** Lines above the window of the notes, and of a page. */
  readonly notes: number;
  readonly page: number;
  /** The learner that the keys are about. */
  readonly learner: string | undefined;
  /** What is being typed, and to whom; null: all. */
  readonly message: { readonly to: string | null; readonly edit: Edit } | undefined;
  /** Said until the next key. */
  readonly notice: ((say: Messages) => string) | undefined;
}

export function leadView(step: string, language: Language): LeadView {
  return {
    screen: 'class',
    language,
    focus: 'notes',
    step,
    notes: 0,
    page: 0,
    learner: undefined,
    message: undefined,
    notice: undefined,
  };
}
