// Runs before the body is parsed, so that cards take their places as they arrive and nothing moves after the first paint.
/** A phone lays out this many cards before its first paint, more than it shows; the rest follows while it has nothing else to do, a part at a time. */
const FIRST = 8, PART = 3;
const how = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type;
const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 50)); // Safari has none

customElements.define("k-fall", class extends HTMLElement {
  private heights: number[] = [];
  private placed = 0;
  private width = 0;

  connectedCallback(): void {
    const seen = seenHere();
    // A parser's chunk and the microtask after it come before the next paint.
    new MutationObserver(changes => {
      if (seen.size > 0) for (const card of this.querySelectorAll<HTMLElement>(":scope > .fall > [data-id]")) if (seen.has(card.dataset.id!)) card.remove();
      if (changes.some(c => (c.target as Element).matches(".fall") && c.removedNodes.length > 0)) this.placed = 0;
      this.hold();
      this.lay();
    }).observe(this, { childList: true, subtree: true });
    new ResizeObserver(() => {
      if (this.fall && this.fall.clientWidth !== this.width) this.lay(true);
    }).observe(this);
    document.addEventListener("DOMContentLoaded", () => this.lay());
    // As soon as all of the page is here: scripts that are still on their way make nobody wait for cards.
    document.addEventListener("readystatechange", () => idle(() => this.release(), { timeout: 500 }), { once: true });
    document.fonts?.ready.then(() => this.lay(true));
  }

  get fall(): HTMLElement | null {
    return this.querySelector(":scope > .fall");
  }

  /** Each card goes to the shortest column, which keeps the reading order left to right, top to bottom. */
  lay(again = false): void {
    const fall = this.fall;
    if (!fall || fall.clientWidth === 0) return;
    // The link to what comes next may be written among the cards; it is none of them.
    const more = fall.querySelector(":scope > .fall-more");
    if (more) fall.after(more);
    if (again) this.placed = 0;
    this.width = fall.clientWidth;
    const cards = (Array.from(fall.children) as HTMLElement[]).filter(card => !card.hidden);
    if (this.placed === 0) this.begin(fall, cards);
    const fresh = cards.slice(this.placed);
    if (fresh.length === 0) return;
    const gap = innerWidth < 960 ? 8 : 12;
    const tall = fresh.map(card => Math.ceil(card.getBoundingClientRect().height) + gap);
    const whole = fresh.length - (this.unfinished(fall) ? 1 : 0);
    fresh.forEach((card, i) => {
      let column = 0;
      for (let c = 1; c < this.heights.length; c++) if (this.heights[c]! < this.heights[column]! - 1) column = c;
      card.style.gridArea = `${this.heights[column]} / ${column + 1} / span ${tall[i]} / auto`;
      if (i < whole) this.heights[column]! += tall[i]!;
    });
    this.placed += whole;
  }

  /** While a new page comes in: what a phone does not show yet waits, and with it the way on, which would come into view too early. Whoever loads it anew or comes back wants the place they had. */
  private hold(): void {
    if (document.readyState !== "loading" || innerWidth >= 640 || how !== "navigate") return;
    for (const thing of this.querySelectorAll<HTMLElement>(`:scope > .fall > :nth-child(n + ${1 + FIRST}), :scope > .fall-more`)) thing.hidden = true;
  }

  private release(): void {
    const held = [...this.querySelectorAll<HTMLElement>(":scope > .fall > [hidden]")];
    for (const card of held.slice(0, PART)) card.hidden = false;
    this.lay();
    if (held.length > PART) idle(() => this.release(), { timeout: 500 });
    else this.querySelector<HTMLElement>(":scope > .fall-more")?.removeAttribute("hidden");
  }

  /** A chunk of the page may end within a card: the last one counts only when something follows it. */
  private unfinished(fall: HTMLElement): boolean {
    return document.readyState === "loading" && !(fall.lastElementChild!.nextSibling || fall.nextSibling || this.nextSibling);
  }

  /** Places are given up only when the number of columns changes: a page without places is short, and the reader would be thrown to its top. */
  private begin(fall: HTMLElement, cards: HTMLElement[]): void {
    const columns = +getComputedStyle(fall).getPropertyValue("--columns");
    if (columns !== this.heights.length) for (const card of cards) card.style.gridArea = "";
    this.heights = new Array(columns).fill(1);
  }
});

/** What came into view of discover in this tab within two hours, of somebody who is not signed in (seen.ts keeps it): a page for everybody holds it, and it is taken out of it here. Going back, and a page kept for reading without the net, show what they held. */
function seenHere(): Set<string> {
  if (location.pathname !== "/" || document.documentElement.dataset.signed === "in" || how === "back_forward" || !navigator.onLine) return new Set();
  try {
    const kept = JSON.parse(sessionStorage.getItem("k-seen") ?? "{}") as Record<string, number>;
    return new Set(Object.keys(kept).filter(id => Date.now() - kept[id]! < 2 * 3600_000));
  } catch {
    return new Set(); // storage may be forbidden
  }
}
