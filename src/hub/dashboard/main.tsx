import { render } from 'preact';
import { App } from './components/app.tsx';
import { JoinPage, NoticePage } from './components/notice-page.tsx';
import { Feed } from './feed.ts';
import { codeHere } from './here.ts';
import { spoken } from './i18n/spoken.ts';
import { takeToken } from './token.ts';

const said = spoken();
document.documentElement.lang = said.language;
// Another link in the address bar of the same tab opens what that one is for.
addEventListener('hashchange', () => location.reload());

const token = takeToken();
render(page(), document.body);

function page() {
  const { words } = said;
  if (codeHere) return <JoinPage words={words} code={codeHere} />;
  if (!token) return <NoticePage title={words.noToken} text={words.noTokenHint} />;
  return <App feed={new Feed(token)} token={token} spoken={said} />;
}
