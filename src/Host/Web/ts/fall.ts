import { catchUp } from "./act";
import { call, fetchPart, escape, icon, keep, make, recall, Refused, say, signedIn, wake } from "./kit";
import { watch } from "./journal";
import { forgetHere, sawHere, seenHere } from "./seen";

/** Beyond this many cards the person presses "more": an endless page that never ends is nobody's friend. */
const MOST = 600;
/** Cards farther than this from the view give their insides back and get them again when they come near. */
const NEAR = "2500px";

interface Kept { served: string; html: string; next: string | null; y: number; shown: number }

class EndlessFall {
  private readonly seen = new Set<string>();
  private readonly insides = new WeakMap<Element, Node[]>();
  private readonly voice = make("p", "sr");
  private loading = false;
  private readonly host: HTMLElement;
  private readonly fall: HTMLElement;
  private readonly end: IntersectionObserver;
  private readonly near: IntersectionObserver;
  private readonly view: IntersectionObserver;
  private readonly discover = location.pathname === "/";
  private readonly alone = this.discover && !signedIn;
  private readonly met = new Set<string>();
  private shown = 0;

  constructor(host: HTMLElement, fall: HTMLElement) {
    this.host = host;
    this.fall = fall;
    this.voice.setAttribute("aria-live", "polite");
    host.append(this.voice);
    this.end = new IntersectionObserver(seen => {
      // A busy page tells of several moments at once: the last of them is how things stand.
      if (seen.at(-1)!.isIntersecting && this.fall.children.length < MOST) void this.more();
    }, { rootMargin: "1400px 0px" });
    this.near = new IntersectionObserver(cards => cards.forEach(c => this.breathe(c.target as HTMLElement, c.isIntersecting)), { rootMargin: NEAR + " 0px" });
    this.view = new IntersectionObserver(cards => {
      for (const { target, isIntersecting } of cards) {
        const { id, pos } = (target as HTMLElement).dataset;
        if (!isIntersecting) continue;
        this.shown = Math.max(this.shown, Number(pos) + 1);
        if (id) this.met.add(id);
      }
    });
    this.restore();
    this.take(fall.children);
    if (this.alone) for (const id of seenHere()) this.seen.add(id);
    this.over();
    this.listen();
    host.addEventListener("click", e => {
      if (!(e.target as Element).closest('a[rel="next"]')) return;
      e.preventDefault();
      void this.more();
    });
    addEventListener("pagehide", () => {
      if (this.alone) sawHere(this.met);
      this.tell();
      this.save();
    });
  }

  private get next(): HTMLAnchorElement | null {
    return this.host.querySelector('.fall-more a[rel="next"]');
  }

  private listen(): void {
    this.end.disconnect();
    const foot = this.host.querySelector(".fall-more");
    if (foot) this.end.observe(foot);
  }

  /** Remembers what is here; drops what was here already. */
  private take(cards: Iterable<Element>): HTMLElement[] {
    const fresh: HTMLElement[] = [];
    for (const card of [...cards] as HTMLElement[]) {
      const id = card.dataset.id;
      if (id && this.seen.has(id)) {
        card.remove();
        continue;
      }
      if (id) this.seen.add(id);
      this.near.observe(card);
      this.view.observe(card);
      fresh.push(card);
    }
    return fresh;
  }

  private async more(): Promise<void> {
    const link = this.next;
    if (!link || this.loading) return;
    this.loading = true;
    const clear = this.bones();
    try {
      const { body } = await fetchPart(link.href, "cards");
      const from = body.querySelector("k-fall") ?? body;
      const fresh = this.take(from.querySelectorAll(".card"));
      const foot = from.querySelector(".fall-more");
      clear();
      this.fall.append(...fresh);
      this.foot(foot);
      this.over();
      watch(this.host);
      wake(this.fall);
      if (fresh.length > 0) this.voice.textContent = say("web.fall.more", { n: fresh.length });
      this.loading = false;
      this.listen();
    } catch (e) {
      clear();
      this.wrong(link.getAttribute("href")!, e instanceof Refused ? e.message : say("web.failed"));
    } finally {
      this.loading = false;
    }
  }

  private foot(foot: Element | null): void {
    this.host.querySelectorAll(".fall-more, .fall-end").forEach(f => f.remove());
    if (foot?.querySelector("a")) this.host.insertBefore(foot, this.voice);
    else this.host.insertBefore(make("p", "fall-end", escape(say("web.fall.end"))), this.voice);
  }

  /** All there is was seen in this tab: the page says so, and shows it again when asked. */
  private over(): void {
    const words = document.querySelector<HTMLElement>("[data-all-seen]");
    if (!this.alone || !words || this.next || this.fall.children.length > 0) return;
    this.host.querySelectorAll(".fall-end").forEach(f => f.remove());
    words.hidden = false;
    words.querySelector("a")!.addEventListener("click", () => {
      this.met.clear();
      forgetHere();
    });
  }

  /** Shown only when the answer keeps us waiting, and as large as cards are. Answers what takes them away, shown or not. */
  private bones(): () => void {
    const bones: HTMLElement[] = [];
    const ratios = ["3/4", "1/1", "4/5", "4/3", "3/4", "1/1"];
    const late = setTimeout(() => {
      for (const r of ratios) {
        const b = make("div", "card", `<div class="sk sk-cover card-cover"></div><div class="sk-body"><div class="sk sk-line"></div><div class="row mt-3"><div class="sk sk-dot"></div><div class="sk sk-word"></div></div></div>`);
        (b.firstElementChild as HTMLElement).style.aspectRatio = r;
        b.setAttribute("aria-hidden", "true");
        bones.push(b);
      }
      this.fall.append(...bones);
    }, 300);
    return () => {
      clearTimeout(late);
      bones.forEach(b => b.remove());
    };
  }

  private wrong(href: string, text: string): void {
    const foot = make("div", "fall-more", `<p role="alert">${escape(text)}</p><a class="btn btn-line" rel="next" href="${escape(href)}">${icon("refresh", "ic-s")}${escape(say("web.retry"))}</a>`);
    this.host.querySelectorAll(".fall-more").forEach(f => f.remove());
    this.host.insertBefore(foot, this.voice);
    // No observer on a failed foot: the person decides when to try again.
    this.end.disconnect();
  }

  /** Far away, a card keeps its place and gives up its insides, so a long scroll stays light. */
  private breathe(card: HTMLElement, near: boolean): void {
    const kept = this.insides.get(card);
    if (near && kept) {
      this.insides.delete(card);
      card.style.height = "";
      card.append(...kept);
    } else if (!near && !kept && this.fall.children.length > 120 && card.isConnected) {
      card.style.height = card.offsetHeight + "px";
      this.insides.set(card, [...card.childNodes]);
      card.replaceChildren();
    }
  }

  private get place(): string {
    return "k-fall:" + location.pathname + location.search;
  }

  /** What was given and never came into view is new to its reader still: it may come again at the next arrival. */
  private tell(): void {
    const served = this.host.getAttribute("served");
    if (!this.discover || !signedIn || !served) return;
    void call("PUT", `/api/v1/feed/served/${served}`, { json: { shown: this.shown }, keepalive: true }).catch(() => {});
  }

  private save(): void {
    if (this.fall.children.length < 1) return;
    for (const card of this.fall.children as HTMLCollectionOf<HTMLElement>) {
      this.breathe(card, true);
      card.hidden = false; // left before all of them were laid out
    }
    const html = [...this.fall.querySelectorAll<HTMLElement>(":scope > [data-id]")].map(c => c.outerHTML).join("");
    if (html.length > 900_000) return;
    keep("session", this.place, { served: this.host.getAttribute("served") ?? "", html, next: this.next?.getAttribute("href") ?? null, y: scrollY, shown: this.shown } satisfies Kept);
  }

  /** Going back shows the same list at the same place, though the server would answer a new one by now. */
  private restore(): void {
    const how = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type;
    const kept = how === "back_forward" ? recall<Kept>("session", this.place) : null;
    if (!kept) return;
    history.scrollRestoration = "manual";
    this.host.setAttribute("served", kept.served);
    // The list that was left, not what there is to say when there is nothing new.
    document.querySelector("[data-instead]")?.remove();
    this.fall.innerHTML = kept.html;
    this.shown = kept.shown;
    (this.host as HTMLElement & { lay?: (again: boolean) => void }).lay?.(true);
    const foot = make("p", "fall-more");
    if (kept.next) foot.innerHTML = `<a class="btn btn-line" rel="next" href="${escape(kept.next)}">${escape(say("web.more"))}</a>`;
    this.foot(foot);
    catchUp(this.fall);
    scrollTo(0, kept.y);
  }
}

export function startFalls(): void {
  for (const host of document.querySelectorAll<HTMLElement>("k-fall")) {
    const fall = host.querySelector<HTMLElement>(":scope > .fall");
    if (fall) new EndlessFall(host, fall);
  }
}
