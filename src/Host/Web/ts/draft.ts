import { call, escape, icon, keep, lang, make, recall, Refused, say } from "./kit";
import { toast } from "./toast";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A form as JSON: `a[0].b=1` becomes `{a:[{b:"1"}]}`; keys of the form itself stay out. */
export function toJson(pairs: Iterable<[string, Json]>): { [name: string]: Json } {
  const out: { [name: string]: Json } = {};
  for (const [name, value] of pairs) {
    if (name.startsWith("_")) continue;
    const path = name.split(/[.[\]]+/).filter(p => p !== "");
    if (path.some(p => p === "__proto__" || p === "constructor" || p === "prototype")) continue;
    let here: any = out;
    path.forEach((p, i) => {
      const last = i === path.length - 1, list = /^\d+$/.test(path[i + 1] ?? "");
      if (!last) here = here[p] ??= list ? [] : {};
      else here[p] = value;
    });
  }
  return out;
}

/** What a form says, in kinds JSON has: one box is true or false, boxes of one name and `data-list` fields are lists, an empty time is none. */
function* values(form: HTMLFormElement): Generator<[string, Json]> {
  const boxes = new Map<string, HTMLInputElement[]>();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) || !field.name || field.disabled) continue;
    if (field.type === "file") continue;
    if (field.type === "checkbox") boxes.set(field.name, [...(boxes.get(field.name) ?? []), field as HTMLInputElement]);
    else if (field.type === "radio") { if ((field as HTMLInputElement).checked) yield [field.name, field.value]; }
    else if ("list" in field.dataset) yield [field.name, field.value.split(/[\s,，、]+/).filter(v => v !== "")];
    else if (/^(number|date|datetime-local)$/.test(field.type)) yield [field.name, field.value || null];
    else yield [field.name, field.value];
  }
  for (const [name, group] of boxes) yield [name, group.length === 1 && group[0]!.value === "true" ? group[0]!.checked : group.filter(b => b.checked).map(b => b.value)];
}

function touched(form: HTMLFormElement): boolean {
  return [...form.elements].some(f => (f instanceof HTMLTextAreaElement || (f instanceof HTMLInputElement && /^(text|datetime-local)$/.test(f.type))) && f.name !== "" && f.value !== f.defaultValue);
}

/** A copy on this device: what was written, and the form as it was served then. */
interface Copy { json: string; base: string; at: number }

/** Nobody comes back for a copy after this many milliseconds. */
const LONG = 30 * 24 * 3600_000;

function sweep(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("k-draft:") && Date.now() - (recall<Copy>("local", name)?.at ?? 0) > LONG) keep("local", name, null);
  } catch {
    // Storage is closed to us: nothing is kept.
  }
}

/** Keeps what is being written: on the server a second after the last key, on this device while the net is away. */
customElements.define("k-draft", class extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";
  private base = "";
  private saving: Promise<void> | null = null;
  /** What this device still held when the page came: its last save may have arrived since, and made a newer version than the page knows. */
  private left: string | null = null;
  private stopped = false;
  private wait = 4000;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    sweep();
    // After the elements inside have written their hidden fields.
    setTimeout(() => {
      this.last = this.base = this.read(form);
      this.offerOld(form);
      if (touched(form)) {
        // Written before this script was there: nobody heard it.
        this.last = "";
        this.soon(form);
      }
    }, 400);
    for (const news of ["input", "change"]) this.addEventListener(news, () => {
      this.name(form);
      this.soon(form);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save(form, true);
    });
    addEventListener("online", () => this.save(form));
    form.addEventListener("submit", e => {
      if (e.defaultPrevented) return;
      clearTimeout(this.timer);
      this.copy(this.read(form));
      if (!navigator.onLine) {
        // It would end on a page that says so, and what was written would be behind it.
        e.preventDefault();
        this.tell("alert", say("web.draft.local"));
        return toast(say("web.offline"), { bad: true });
      }
      if (this.left) this.save(form);
      if (this.saving) {
        // What is on its way has to arrive first, or this would come as an older version than it.
        e.preventDefault();
        void this.saving.finally(() => {
          this.left = null;
          form.requestSubmit(e.submitter as HTMLButtonElement | null);
        });
        return;
      }
      // The copy stays until the server has the words: the next page may never come.
      this.stopped = true;
    });
    // Sent, and come back to by the back button: it is as the server has it by now, or a note.
    addEventListener("pageshow", e => {
      if (e.persisted && this.stopped) location.reload();
    });
  }

  /** The button says what it will do: publish now, or at the time that is set. */
  private name(form: HTMLFormElement): void {
    const go = form.querySelector<HTMLButtonElement>("button[data-later]"), at = form.querySelector<HTMLInputElement>('[name="publishAt"]');
    if (!go || !at) return;
    go.value = at.value === "" ? "publish" : "schedule";
    go.textContent = (at.value === "" ? go.dataset.now : go.dataset.later)!;
  }

  private take(version: string | null): void {
    if (!version) return;
    this.setAttribute("version", version);
    const field = this.querySelector<HTMLInputElement>('[name="_version"]');
    if (field) field.value = version.replaceAll('"', "");
  }

  private get api(): string {
    return this.getAttribute("api")!;
  }

  private get place(): string {
    return "k-draft:" + this.api;
  }

  private read(form: HTMLFormElement): string {
    return JSON.stringify(toJson(values(form)));
  }

  private copy(json: string): void {
    keep("local", this.place, { json, base: this.base, at: Date.now() } satisfies Copy);
  }

  private soon(form: HTMLFormElement, ms = 1000): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(form), ms);
  }

  private save(form: HTMLFormElement, leaving = false): void {
    const json = this.read(form);
    if (this.stopped || json === this.last) return;
    if (this.saving) return void this.copy(json); // goes when that one has arrived
    const sent = this.send(form, json, leaving);
    this.saving = sent;
    void sent.finally(() => {
      this.saving = null;
      if (!this.stopped && this.read(form) !== json) this.soon(form);
    });
  }

  private async send(form: HTMLFormElement, json: string, leaving: boolean): Promise<void> {
    this.copy(json);
    try {
      await this.catchUp();
      const version = this.getAttribute("version");
      const answer = await call("PUT", this.api, { body: json, headers: { "Content-Type": "application/json", ...(version ? { "If-Match": version } : {}) }, keepalive: leaving && json.length < 60_000 });
      this.take(answer.headers.get("ETag"));
      this.last = this.base = json;
      this.wait = 4000;
      keep("local", this.place, null);
      this.tell("check", say("web.draft.saved", { time: new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) }));
    } catch (e) {
      const status = e instanceof Refused ? e.status : 0;
      if (status === 412) this.elsewhere(form);
      else if (status === 409 && (e as Refused).code === "draft.published") {
        this.stopped = true;
        this.tell("alert", (e as Refused).message);
      } else if (status === 400 || status === 422) {
        // Not savable as it stands; the words are on the fields when it is published. The copy here stays.
        this.tell("info", say("web.draft.local"));
      } else {
        this.tell("alert", say(navigator.onLine ? "web.draft.later" : "web.draft.local"));
        this.soon(form, this.wait);
        this.wait = Math.min(60_000, this.wait * 2);
      }
    }
  }

  private async catchUp(): Promise<void> {
    if (!this.left) return;
    const mine = JSON.parse(this.left) as { [name: string]: Json };
    try {
      const answer = await call("GET", this.api);
      const { note } = (await answer.json()) as { note: { [name: string]: Json } };
      if (["title", "body"].every(name => (note[name] ?? "") === (mine[name] ?? ""))) this.take(answer.headers.get("ETag"));
    } catch (e) {
      if (!(e instanceof Refused) || e.status !== 404) throw e;
    }
    this.left = null;
  }

  /** Another window has saved this draft: nothing here is sent, and nothing here is lost, until its writer says which of the two is meant. */
  private elsewhere(form: HTMLFormElement): void {
    this.stopped = true;
    this.tell("alert", say("web.draft.elsewhere"));
    const ask = make("div", "stack", `<p class="note-tip is-plum" role="alert">${icon("alert", "ic-s")}<span>${escape(say("web.draft.elsewhere.help"))}</span></p>`);
    const acts = make("p", "acts");
    const act = (word: string, run: () => void) => {
      const b = make("button", "btn btn-line btn-s", escape(say(word)));
      b.type = "button";
      b.addEventListener("click", run);
      acts.append(b);
    };
    act("web.draft.mine", () => {
      ask.remove();
      void this.mine(form);
    });
    act("web.draft.theirs", () => {
      keep("local", this.place, null);
      location.reload();
    });
    ask.append(acts);
    // Where the writer is looking: the top of the form may be far away.
    (document.activeElement?.closest(".sec") ?? form.querySelector(".top"))?.after(ask);
    ask.scrollIntoView({ block: "nearest" });
  }

  private async mine(form: HTMLFormElement): Promise<void> {
    try {
      this.take((await call("GET", this.api)).headers.get("ETag"));
    } catch (e) {
      if (e instanceof Refused && e.status === 404) this.take('"0"'); // thrown away there: it begins anew
    }
    this.stopped = false;
    this.last = "";
    this.save(form);
  }

  /** A copy left on this device by a closed lid or a lost net comes back; where the form has changed since, only if the person wants it. */
  private offerOld(form: HTMLFormElement): void {
    const old = recall<Copy>("local", this.place);
    if (!old) return;
    this.left = old.json;
    const served = JSON.parse(old.base || "{}") as { [name: string]: Json };
    const news = Object.entries(JSON.parse(old.json) as { [name: string]: Json }).flatMap(([name, value]) => {
      const f = form.elements.namedItem(name);
      return typeof value === "string" && (f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement) && f.type !== "hidden" && f.value !== value ? [{ f, value, known: f.value === "" || f.value === served[name] }] : [];
    });
    if (news.length === 0) {
      keep("local", this.place, null);
      return;
    }
    const back = () => {
      news.forEach(({ f, value }) => (f.value = value));
      this.tell("info", say("web.draft.back"));
      this.soon(form);
    };
    if (news.every(n => n.known)) back();
    else toast(say("web.draft.offer"), { action: { label: say("web.draft.take"), run: back }, mark: "info", ms: 30_000 });
  }

  private tell(mark: string, text: string): void {
    const place = this.querySelector("[data-draft]");
    if (place) place.innerHTML = icon(mark, "ic-xs") + escape(text);
  }
});

