import { keep, recall } from "./kit";

/** As long as the server remembers it of a member (docs/feed.md). */
const SITTING = 2 * 3600_000;
const MOST = 2_000;
const PLACE = "k-seen";

/** What discover showed in this tab to a reader who is not signed in: nobody else knows, and it goes with the tab. early.ts reads it too. */
export function seenHere(): string[] {
  return Object.entries(recall<Record<string, number>>("session", PLACE) ?? {}).filter(([, at]) => Date.now() - at < SITTING).map(([id]) => id);
}

export function sawHere(ids: Iterable<string>): void {
  const all = recall<Record<string, number>>("session", PLACE) ?? {};
  for (const id of ids) all[id] ??= Date.now();
  keep("session", PLACE, Object.fromEntries(Object.entries(all).filter(([, at]) => Date.now() - at < SITTING).sort((a, b) => a[1] - b[1]).slice(-MOST)));
}

export function forgetHere(): void {
  keep("session", PLACE, null);
}
