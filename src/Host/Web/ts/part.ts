import { catchUp } from "./act";
import { count, escape, fetchPart, goSignIn, keep, make, recall, Refused, say, ulid, wake } from "./kit";
import { watch } from "./journal";
import { toast } from "./toast";
import type { Upload } from "./upload";

/** A piece of the page that refreshes itself: forms inside it are sent by fetch, and the same piece of the answer takes its place. */
customElements.define("k-part", class extends HTMLElement {
  private turn = 0;

  connectedCallback(): void {
    this.addEventListener("submit", e => {
      const form = e.target as HTMLFormElement;
      if (e.defaultPrevented || form.enctype === "multipart/form-data" || form.closest("k-confirm:not([sure])")) return;
      e.preventDefault();
      void this.send(form, e.submitter as HTMLButtonElement | null);
    });
    this.addEventListener("click", e => {
      const link = (e.target as Element).closest<HTMLAnchorElement>("a[data-part]");
      if (!link || e.metaKey || e.ctrlKey) return;
      e.preventDefault();
      void this.load(link.href);
    });
  }

  private async send(form: HTMLFormElement, by: HTMLButtonElement | null): Promise<void> {
    const data = new FormData(form, by), to = by?.hasAttribute("formaction") ? by.formAction : form.action;
    const get = form.method === "get";
    const query = new URLSearchParams(data as unknown as Record<string, string>);
    await this.load(get ? to.replace(/\?.*$/, "") + "?" + query : to, get ? {} : { method: "POST", body: query, headers: { "Idempotency-Key": ulid() } });
  }

  private async load(url: string, init: RequestInit = {}): Promise<void> {
    const turn = ++this.turn, name = this.getAttribute("name") ?? "";
    this.setAttribute("aria-busy", "true");
    try {
      const { body, answer, whole } = await fetchPart(url, name, init);
      // A later press has overtaken this answer.
      if (turn !== this.turn) return;
      const mine = body.querySelector(`k-part[name="${CSS.escape(name)}"]`) ?? (whole ? null : body);
      if (!mine) return location.assign(answer.url);
      const focus = mark(document.activeElement);
      for (const t of body.querySelectorAll("k-toast .toast")) toast(t.querySelector(".grow")?.textContent ?? t.textContent ?? "", { bad: t.getAttribute("role") === "alert" });
      this.replaceChildren(...mine.childNodes);
      if (whole) along(name, body);
      if (focus) this.querySelector<HTMLElement>(focus)?.focus();
      wake(this);
      watch(this);
      catchUp(this);
    } catch (e) {
      if (turn !== this.turn) return;
      if (e instanceof Refused && e.status === 401) return goSignIn();
      toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true });
      this.querySelectorAll<HTMLFormElement>("form").forEach(f => f.reset());
    } finally {
      if (turn === this.turn) this.removeAttribute("aria-busy");
    }
  }
});

/** What outside of the part tells the same is told anew with it: a count in the heading, a dot in the navigation. */
function along(name: string, page: ParentNode): void {
  const all = (where: ParentNode) => where.querySelectorAll(`[data-with="${CSS.escape(name)}"]`), fresh = all(page);
  all(document).forEach((el, i) => el.replaceChildren(...(fresh[i]?.childNodes ?? [])));
}

/** Finds the same control again in the new markup. */
function mark(el: Element | null): string | null {
  if (!el || el === document.body) return null;
  if (el.id) return "#" + CSS.escape(el.id);
  const form = el.closest("form"), name = el.getAttribute("name"), label = el.getAttribute("aria-label");
  const own = el.tagName.toLowerCase() + (label ? `[aria-label="${CSS.escape(label)}"]` : name ? `[name="${CSS.escape(name)}"]` : "");
  return form ? `form[action="${CSS.escape(form.getAttribute("action") ?? "")}"] ${own}` : own;
}

/** A link for what comes next, fetched and put in its own place. */
customElements.define("k-more", class extends HTMLElement {
  connectedCallback(): void {
    const link = this.querySelector<HTMLAnchorElement>("a");
    link?.addEventListener("click", async e => {
      if (e.metaKey || e.ctrlKey || this.hasAttribute("aria-busy")) return;
      e.preventDefault();
      const part = this.getAttribute("part") ?? "more";
      this.setAttribute("aria-busy", "true");
      try {
        const { body, whole } = await fetchPart(link.href, part);
        // A whole page: its list, and its own "more" of this kind.
        const found = whole ? [...(body.querySelector(".cmt-list")?.children ?? []), ...body.querySelectorAll(`k-more[part="${part}"]:not(.cmt-sub *)`)] : [...body.children];
        if (whole && found.length === 0) return location.assign(link.href);
        const list = this.previousElementSibling?.matches(".cmt-list") ? this.previousElementSibling : null;
        const fresh = found.filter(c => !c.id || !document.getElementById(c.id));
        const first = fresh.find(c => c.tagName !== "K-MORE") as HTMLElement | undefined;
        if (list) {
          list.append(...fresh.filter(c => c.tagName !== "K-MORE"));
          this.replaceWith(...fresh.filter(c => c.tagName === "K-MORE"));
        } else {
          this.replaceWith(...fresh);
        }
        wake();
        first?.setAttribute("tabindex", "-1");
        first?.focus({ preventScroll: true });
      } catch (x) {
        toast(x instanceof Refused ? x.message : say("web.failed"), { bad: true });
        this.removeAttribute("aria-busy");
      }
    });
  }
});

const KEPT = "k-say";

/** The comment form: sends without leaving the page and puts the comment where it belongs. */
customElements.define("k-say", class extends HTMLElement {
  private parent: HTMLElement | null = null;
  private busy = false;
  private sent = { text: "", key: "" };
  private gone: AbortController | null = null;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    form.addEventListener("submit", e => {
      e.preventDefault();
      void this.send(form, e.submitter as HTMLButtonElement | null);
    });
    form.addEventListener("change", e => this.picture(form, e.target as HTMLInputElement));
    form.addEventListener("keydown", e => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit();
    });
    this.giveBack(form);
    this.gone = new AbortController();
    document.addEventListener("click", e => {
      const link = (e.target as Element).closest<HTMLElement>('a[data-reply], a.say[href="#say"]');
      if (!link) return;
      e.preventDefault();
      this.replyTo(link.dataset.reply ?? "", link.dataset.name ?? "");
    }, { signal: this.gone.signal });
  }

  /** A note opened over the feed is closed again: its form must not hear the next one's replies. */
  disconnectedCallback(): void {
    this.gone?.abort();
  }

  /** What was written when the session had ended, once its writer is signed in again. */
  private giveBack(form: HTMLFormElement): void {
    const text = form.querySelector("textarea")!, kept = recall<{ said: string; by: string; to: string }>("session", KEPT);
    if (!kept || kept.to !== form.action + this.answered(form) || text.value !== "") return;
    keep("session", KEPT, null);
    if (kept.by !== this.dataset.me) return;
    text.value = kept.said;
    const to = this.answered(form), link = to ? document.querySelector<HTMLElement>(`a[data-reply="${CSS.escape(to)}"]`) : null;
    if (link) this.replyTo(to, link.dataset.name ?? "");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private answered(form: HTMLFormElement): string {
    return (form.elements.namedItem("parentId") as HTMLInputElement | null)?.value ?? "";
  }

  /** The first picture chosen makes the plain field one that sends at once and shows how far it is; most comments never need it. */
  private picture(form: HTMLFormElement, field: HTMLInputElement): void {
    if (field.type !== "file" || field.closest("k-upload")) return;
    const label = field.labels![0]!, button = make("button", label.className, label.innerHTML), up = make("k-upload" as "div");
    button.type = "button";
    button.setAttribute("aria-label", field.getAttribute("aria-label")!);
    button.addEventListener("click", () => field.click());
    label.replaceWith(button);
    up.setAttribute("max", "1");
    up.setAttribute("name", "picture");
    up.setAttribute("api", "/api/v1/pictures?purpose=comment");
    up.append(field);
    form.append(up);
    up.addEventListener("dropped", () => form.querySelector("textarea")!.focus());
    wake(form);
  }

  private replyTo(id: string, name: string): void {
    const form = this.querySelector("form")!;
    const field = form.elements.namedItem("parentId");
    if (field instanceof HTMLInputElement) field.value = id;
    this.parent = id ? document.getElementById("c-" + id) : null;
    this.querySelector(".say-to")?.remove();
    if (id) {
      const to = make("button", "say-to", escape(say("web.say.to", { name })));
      to.type = "button";
      to.addEventListener("click", () => this.replyTo("", ""));
      form.before(to);
    }
    form.querySelector("textarea")!.focus();
    form.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  private async send(form: HTMLFormElement, by: HTMLButtonElement | null): Promise<void> {
    const button = form.querySelector<HTMLButtonElement>(".btn-main"), text = form.querySelector("textarea")!;
    if (this.busy) return;
    const up = form.querySelector<Upload>("k-upload");
    if (text.value.trim() === "" && by?.name !== "sticker" && (!up || up.pics?.length === 0)) return text.focus();
    // Where the code that sends pictures ahead is not there yet, the file goes with the form.
    const data = new FormData(form, by), file = data.get("picture") as File | null;
    data.delete("picture");
    const words = new URLSearchParams(data as unknown as Record<string, string>), said = `${words} ${file?.name ?? ""} ${file?.size ?? 0}`;
    if (file?.size) data.set("picture", file);
    // Sent again after no answer came, it is the same comment still.
    if (this.sent.text !== said) this.sent = { text: said, key: ulid() };
    this.busy = true;
    form.querySelector("details")?.removeAttribute("open");
    if (button) button.disabled = true;
    try {
      const { body, answer, whole } = await fetchPart(form.action, "comment", { method: "POST", body: file?.size ? data : words, headers: { "Idempotency-Key": this.sent.key } });
      this.sent = { text: "", key: "" };
      const fresh = whole ? null : body.querySelector<HTMLElement>(".cmt");
      if (!fresh) return location.assign(answer.url);
      // What it answers is on another page: there is no place for it here.
      if (this.answered(form) && !this.parent) return location.assign("/comments/" + fresh.id.slice(2));
      this.put(fresh);
      if (!fresh.querySelector(".cmt-name > .tag-honey")) countComments(1);
      text.value = "";
      up?.clear?.();
      text.dispatchEvent(new Event("input", { bubbles: true }));
      this.replyTo("", "");
      text.blur();
      fresh.scrollIntoView({ block: "center", behavior: "smooth" });
      toast(say("web.say.sent"));
    } catch (e) {
      if (e instanceof Refused && e.status === 401) {
        const to = this.answered(form);
        keep("session", KEPT, { said: text.value, by: this.dataset.me, to: form.action + to });
        return goSignIn(`${new URL(form.action).pathname.replace(/\/comments$/, "")}${to ? "?reply=" + to : ""}#say`);
      }
      toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true });
    } finally {
      this.busy = false;
      if (button) button.disabled = false;
    }
  }

  private put(fresh: HTMLElement): void {
    fresh.classList.add("is-new");
    const top = this.parent?.parentElement?.closest<HTMLElement>(".cmt") ?? this.parent;
    document.querySelector(".cmt-none")?.remove();
    if (!top) {
      document.querySelector(".cmt-list")?.prepend(fresh);
    } else {
      let sub = top.querySelector<HTMLElement>(":scope > .cmt-sub");
      if (!sub) top.append((sub = make("div", "cmt-sub")));
      const more = sub.querySelector(":scope > :is(k-more, .folded)");
      if (more) more.before(fresh);
      else sub.append(fresh);
    }
    wake(fresh);
  }
});

/** Counts a comment that stands there at once, or one that went; what waits for the note's author is not counted yet. */
export function countComments(by: number): void {
  for (const figure of document.querySelectorAll<HTMLElement>('#comments h2 [data-count], .act[href="#comments"] [data-count]')) {
    const n = Math.max(0, Number(figure.dataset.count) + by), label = figure.parentElement!.dataset.label;
    figure.dataset.count = String(n);
    figure.textContent = count(n);
    if (label) figure.parentElement!.setAttribute("aria-label", `${label} ${count(n)}`);
  }
}
