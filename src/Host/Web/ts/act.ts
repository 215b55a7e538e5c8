import { call, count, goSignIn, keep, recall, Refused, say, signedIn } from "./kit";
import { toast } from "./toast";

/** What was liked or followed on a later page, so that going back shows it. */
type Done = Record<string, { on: boolean; n: number | null; asked?: boolean }>;

/** Like, save, follow: changes at once, asks the server, and takes the change back if it says no. */
export class Act extends HTMLElement {
  private busy = false;

  get button(): HTMLButtonElement | null {
    return this.querySelector("button[aria-pressed]");
  }

  get on(): boolean {
    return this.button?.getAttribute("aria-pressed") === "true";
  }

  connectedCallback(): void {
    this.addEventListener("click", e => {
      const button = this.button;
      if (!button || !button.contains(e.target as Node)) return;
      e.preventDefault();
      if (!signedIn) return goSignIn();
      void this.flip();
    });
  }

  async flip(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const on = !this.on, before = this.number();
    let asked = false;
    this.show(on, before === null ? null : Math.max(0, before + (on ? 1 : -1)));
    try {
      const answer = await call(on ? "PUT" : "DELETE", this.getAttribute("api")!);
      if (answer.status !== 204 && answer.headers.get("Content-Type")?.includes("json")) {
        const body = await answer.json() as { count?: number; bond?: string };
        asked = body.bond === "asked";
        if (asked) this.asked();
        if (typeof body.count === "number") this.show(on, body.count);
      }
      remember(this.getAttribute("api")!, { on, n: this.number(), asked });
      this.tell(on);
    } catch (e) {
      this.show(!on, before);
      if (e instanceof Refused && e.status === 401) return goSignIn();
      toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true, action: { label: say("web.retry"), run: () => void this.flip() } });
    } finally {
      this.busy = false;
    }
  }

  /** Who approves their followers is not followed yet. */
  asked(): void {
    if (this.button?.dataset.on) this.button.dataset.on = say("web.asked");
  }

  show(on: boolean, n: number | null): void {
    const button = this.button;
    if (!button) return;
    button.setAttribute("aria-pressed", String(on));
    const words = on ? button.dataset.on : button.dataset.off;
    if (words) {
      button.textContent = words;
      if (button.classList.contains("btn-main") || button.dataset.main) {
        button.dataset.main = "yes";
        button.classList.toggle("btn-main", !on);
        button.classList.toggle("btn-line", on);
      }
    }
    const figure = button.querySelector<HTMLElement>("[data-count]");
    if (figure && n !== null) {
      // A count above ten thousand is rounded by the server: one more does not change what is read.
      if (!figure.hidden) figure.textContent = count(n);
      figure.dataset.count = String(n);
      if (button.dataset.label) button.setAttribute("aria-label", `${button.dataset.label} ${count(n)}`);
    }
  }

  private number(): number | null {
    const n = this.button?.querySelector<HTMLElement>("[data-count]")?.dataset.count;
    return n === undefined ? null : Number(n);
  }

  private tell(on: boolean): void {
    const undo = { label: say("web.undo"), run: () => void this.flip() };
    switch (this.getAttribute("kind")) {
      case "save":
        if (on) toast(say("web.saved"), { mark: "star", action: { label: say("web.collect"), run: () => void this.collect() } });
        else toast(say("web.unsaved"), { action: undo });
        break;
      case "follow":
      case "topic-follow":
        if (!on) toast(say("web.unfollowed"), { action: undo });
        break;
    }
  }

  private async collect(): Promise<void> {
    const { chooseCollection } = await import("./collections");
    await chooseCollection(this.getAttribute("api")!);
  }
}

customElements.define("k-act", Act);

function remember(api: string, what: Done[string]): void {
  const done = recall<Done>("session", "k-acts") ?? {};
  delete done[api];
  done[api] = what;
  const names = Object.keys(done);
  if (names.length > 100) delete done[names[0]!];
  keep("session", "k-acts", done);
}

/** After going back, buttons say what has been done since. */
export function catchUp(where: ParentNode = document): void {
  const done = recall<Done>("session", "k-acts");
  if (!done) return;
  for (const act of where.querySelectorAll<Act>("k-act")) {
    const d = done[act.getAttribute("api") ?? ""];
    if (!d || act.on === d.on) continue;
    if (d.asked) act.asked();
    act.show(d.on, d.n);
  }
}

addEventListener("pageshow", e => {
  if (e.persisted) catchUp();
});
