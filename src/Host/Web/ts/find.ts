import { suggester } from "./choose";
import { escape, icon, keep, make, recall, say } from "./kit";

interface Found { kind: string; text: string; href?: string; note?: string; picture?: string }

interface Asked { q: string; at: number }

const OLD = "k-searches";
const MOST = 12, LONG = 90 * 24 * 3600_000;

/** What was looked for on this device within ninety days; what is older goes when the box is next used. */
function askedBefore(): string[] {
  const all = recall<Asked[]>("local", OLD) ?? [], kept = all.filter(a => Date.now() - a.at < LONG);
  if (kept.length < all.length) keep("local", OLD, kept);
  return kept.map(a => a.q);
}

/** The search box: suggestions while typing, what was looked for before, what others look for (from the server). */
customElements.define("k-find", class extends HTMLElement {
  private readonly ask = suggester<Found>(q => "/api/v1/search/suggest?q=" + encodeURIComponent(q));

  connectedCallback(): void {
    const form = this.querySelector("form"), field = this.querySelector<HTMLInputElement>('input[type="search"]');
    const box = this.querySelector<HTMLElement>(".suggest");
    if (!form || !field || !box) return;
    this.history();
    field.addEventListener("input", () => void this.suggest(field));
    field.addEventListener("focus", () => form.classList.remove("is-shut"));
    form.addEventListener("submit", e => {
      const q = field.value.trim();
      if (q === "") return e.preventDefault();
      keep("local", OLD, [{ q, at: Date.now() }, ...(recall<Asked[]>("local", OLD) ?? []).filter(a => a.q !== q)].slice(0, MOST));
    });
    form.addEventListener("keydown", e => this.key(e, form, field));
    if (document.activeElement === field && field.value !== "") void this.suggest(field);
  }

  private get rows(): HTMLAnchorElement[] {
    return [...this.querySelectorAll<HTMLAnchorElement>(".suggest a")].filter(a => a.offsetParent !== null);
  }

  /** Arrows walk through the links themselves, so what has the focus is what is read out. */
  private key(e: KeyboardEvent, form: HTMLElement, field: HTMLInputElement): void {
    if (e.isComposing) return;
    const rows = this.rows, at = rows.indexOf(document.activeElement as HTMLAnchorElement);
    if (e.key === "ArrowDown" && rows.length > 0) rows[Math.min(rows.length - 1, at + 1)]!.focus();
    else if (e.key === "ArrowUp" && at >= 0) (rows[at - 1] ?? field).focus();
    else if (e.key === "Escape") {
      field.focus();
      form.classList.add("is-shut");
    } else return;
    e.preventDefault();
  }

  private async suggest(field: HTMLInputElement): Promise<void> {
    const place = this.querySelector("[data-found]"), q = field.value.trim();
    if (!place) return;
    if (q === "") {
      place.replaceChildren();
      return this.history();
    }
    const found = await this.ask(q);
    if (found === null) return;
    this.querySelector("[data-history]")?.replaceChildren();
    place.innerHTML = found.slice(0, 10).map(f => `<a class="sg" href="${escape(f.href ?? "/search?q=" + encodeURIComponent(f.text))}">${f.picture ? `<img class="ava ava-s" src="${escape(f.picture)}" width="32" height="32" alt="">` : icon(f.kind === "topic" ? "hash" : f.kind === "person" ? "user" : f.kind === "product" ? "bag" : "search", "ic-s")}<span class="grow">${bold(f.text, q)}${f.note ? ` <span class="tiny muted">${escape(f.note)}</span>` : ""}</span>${icon("arrowur", "ic-xs")}</a>`).join("");
  }

  private history(): void {
    const place = this.querySelector("[data-history]"), old = askedBefore();
    if (!place) return;
    place.replaceChildren();
    if (old.length === 0) return;
    const head = make("h2", "", escape(say("web.find.before")));
    const clear = make("button", "icbtn", icon("trash", "ic-s"));
    clear.type = "button";
    clear.setAttribute("aria-label", say("web.find.forget"));
    clear.addEventListener("click", () => {
      keep("local", OLD, null);
      this.history();
      this.querySelector<HTMLInputElement>("input")!.focus();
    });
    head.append(clear);
    place.append(head, make("div", "wrapchips", old.map(q => `<a class="chip is-fill" href="/search?q=${encodeURIComponent(q)}"><span>${escape(q)}</span></a>`).join("")));
  }
});

function bold(text: string, q: string): string {
  const at = text.toLowerCase().indexOf(q.toLowerCase());
  return at < 0 ? escape(text) : `${escape(text.slice(0, at))}<mark>${escape(text.slice(at, at + q.length))}</mark>${escape(text.slice(at + q.length))}`;
}
