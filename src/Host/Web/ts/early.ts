// Runs before the body is parsed, so that cards take their places as they arrive and nothing moves after the first paint.
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
      this.lay();
    }).observe(this, { childList: true, subtree: true });
    new ResizeObserver(() => {
      if (this.fall && this.fall.clientWidth !== this.width) this.lay(true);
    }).observe(this);
    document.addEventListener("DOMContentLoaded", () => this.lay());
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
    const cards = fall.children;
    if (this.placed === 0) this.begin(fall, cards);
    const fresh = Array.from(cards).slice(this.placed) as HTMLElement[];
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

  /** A chunk of the page may end within a card: the last one counts only when something follows it. */
  private unfinished(fall: HTMLElement): boolean {
    return document.readyState === "loading" && !(fall.lastElementChild!.nextSibling || fall.nextSibling || this.nextSibling);
  }

  /** Places are given up only when the number of columns changes: a page without places is short, and the reader would be thrown to its top. */
  private begin(fall: HTMLElement, cards: HTMLCollection): void {
    const columns = +getComputedStyle(fall).getPropertyValue("--columns");
    if (columns !== this.heights.length) for (const card of Array.from(cards) as HTMLElement[]) card.style.gridArea = "";
    this.heights = new Array(columns).fill(1);
  }
});

/** What came into view of discover in this tab within two hours, of somebody who is not signed in (seen.ts keeps it): a page for everybody holds it, and it is taken out of it here. Going back, and a page kept for reading without the net, show what they held. */
function seenHere(): Set<string> {
  const how = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type;
  if (location.pathname !== "/" || document.documentElement.dataset.signed === "in" || how === "back_forward" || !navigator.onLine) return new Set();
  try {
    const kept = JSON.parse(sessionStorage.getItem("k-seen") ?? "{}") as Record<string, number>;
    return new Set(Object.keys(kept).filter(id => Date.now() - kept[id]! < 2 * 3600_000));
  } catch {
    return new Set(); // storage may be forbidden
  }
}
