import { useMemo } from 'preact/hooks';
import { classAt, stepsIn } from '../class.ts';
import type { Feed } from '../feed.ts';
import type { Spoken } from '../i18n/spoken.ts';
import { useFeed } from '../use-feed.ts';
import { Dashboard } from './dashboard.tsx';
import { NoticePage } from './notice-page.tsx';
import { Projector } from './projector.tsx';

/** The page for whoever's token it is. */
export function App({ feed, token, spoken }: { feed: Feed; token: string; spoken: Spoken }) {
  useFeed(feed);
  const { snapshot, connection } = feed;
  const { words, language } = spoken;
  const lesson = snapshot?.state.lesson;
  const steps = useMemo(() => stepsIn(lesson, language), [lesson, language]);
  if (connection === 'refused') return <NoticePage title={words.badLink} text={words.badLinkHint} />;
  if (!snapshot) return <NoticePage title="pilotage" text={words.connecting} />;
  const room = classAt(snapshot, feed.now(), steps);
  if (snapshot.role === 'projector')
    return <Projector room={room} spoken={spoken} isLive={connection === 'live'} />;
  return <Dashboard room={room} token={token} spoken={spoken} connection={connection} />;
}
