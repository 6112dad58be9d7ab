import { useEffect, useReducer } from 'preact/hooks';
import type { Feed } from './feed.ts';

/** What comes within this time is drawn at once: a class of 300 says something all the time. */
const gather = 60;
/** How often the page is drawn while nothing happens: times go on, and who was only quiet is silent. */
const tick = 5000;

/** Draws the component again after the feed has changed. */
export function useFeed(feed: Feed): void {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        draw(undefined);
      }, gather);
    };
    const unsubscribe = feed.subscribe(soon);
    const timer = setInterval(soon, tick);
    // It may have changed before anybody listened.
    soon();
    return () => {
      unsubscribe();
      clearInterval(timer);
      clearTimeout(waiting);
    };
  }, [feed]);
}
