import { invitationUrl } from '../here.ts';
import type { Words } from '../i18n/words.ts';

/** All there is, where there is no room to show. */
export function NoticePage({ title, text }: { title: string; text: string }) {
  return (
    <main class="notice">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}

/** For a learner who opens the invitation in a browser. */
export function JoinPage({ words, code }: { words: Words; code: string }) {
  return (
    <main class="notice">
      <h1>{words.joinTitle}</h1>
      <p>{words.joinHint}</p>
      <pre class="command">{`pilotage join ${invitationUrl(code)}`}</pre>
    </main>
  );
}
