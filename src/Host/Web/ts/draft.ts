import { call, escape, icon, keep, lang, make, recall, Refused, say } from "./kit";
import { toast } from "./toast";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Fields = { [name: string]: Json };

/** A form as JSON: `a[0].b=1` becomes `{a:[{b:"1"}]}`; keys of the form itself stay out. */
export function toJson(pairs: Iterable<[string, Json]>): Fields {
  const out: Fields = {};
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
    if (!isField(field) || !field.name || field.disabled || field.type === "file") continue;
    if (field.type === "checkbox") boxes.set(field.name, [...(boxes.get(field.name) ?? []), field as HTMLInputElement]);
    else if (field.type === "radio") { if ((field as HTMLInputElement).checked) yield [field.name, field.value]; }
    else if ("list" in field.dataset) yield [field.name, field.value.split(/[\s,，、]+/).filter(v => v !== "")];
    else if (/^(number|date|datetime-local)$/.test(field.type)) yield [field.name, field.value || null];
    else yield [field.name, field.value];
  }
  for (const [name, group] of boxes) yield [name, group.length === 1 && group[0]!.value === "true" ? group[0]!.checked : group.filter(b => b.checked).map(b => b.value)];
}

function isField(f: Element): f is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement || f instanceof HTMLSelectElement;
}

/** Sets what `values` reads; whoever shows a hidden field in another way hears of it. */
function put(form: HTMLFormElement, name: string, value: Json): void {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return Object.entries(value).forEach(([part, v]) => put(form, `${name}.${part}`, v));
  for (const f of form.elements) {
    if (!isField(f) || f.name !== name) continue;
    if (f instanceof HTMLInputElement && f.type === "checkbox") f.checked = value === true || (Array.isArray(value) && value.includes(f.value));
    else if (f instanceof HTMLInputElement && f.type === "radio") f.checked = f.value === value;
    else f.value = Array.isArray(value) ? value.join(" ") : String(value ?? "");
    f.dispatchEvent(new Event("change"));
  }
}

/** Elements that write their fields themselves: what they hold is kept with all it takes to draw it. */
interface Part extends HTMLElement { kept: Json }

function parts(form: HTMLFormElement): [string, Part][] {
  return [...form.querySelectorAll<Part>("k-upload[name], k-tags[name]")].map(part => [part.getAttribute("name")!, part]);
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a ?? []) === JSON.stringify(b ?? []); // no fields at all: an empty list
}

function touched(form: HTMLFormElement): boolean {
  return [...form.elements].some(f => isField(f) && f.name !== "" && f.type !== "hidden" && (
    f instanceof HTMLSelectElement ? [...f.options].some(o => o.selected !== o.defaultSelected)
    : f instanceof HTMLInputElement && /^(checkbox|radio)$/.test(f.type) ? f.checked !== f.defaultChecked
    : f.type !== "file" && f.value !== f.defaultValue));
}

/**
 * A copy on this device: what was written, and what the server is known to have had (`base`) or may have been given (`sent`).
 * `kept` is what the parts hold; `gone` the version that was sent off with the form itself.
 */
interface Copy { json: string; base: string; sent: string | null; kept: Fields; at: number; gone?: number }

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
  private left: Copy | null = null;
  private flying: string | null = null;
  /** The time of the form as it was served: saving a draft does not change it. */
  private time: Json = null;
  private ready = false;
  private heard = false;
  private stopped = false;
  private wait = 4000;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    sweep();
    void this.whole(form).then(() => this.begin(form));
    for (const news of ["input", "change"]) this.addEventListener(news, () => {
      this.heard = true;
      this.name(form);
      this.soon(form);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save(form, true);
    });
    addEventListener("pagehide", () => this.save(form, true));
    addEventListener("online", () => this.save(form));
    form.addEventListener("submit", e => {
      if (e.defaultPrevented) return;
      clearTimeout(this.timer);
      this.copy(form);
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
      this.copy(form, this.version);
    });
    // Sent, and come back to by the back button: it is as the server has it by now, or a note.
    addEventListener("pageshow", e => {
      if (e.persisted && this.stopped) location.reload();
    });
  }

  /** Some elements inside write fields of their own: until they do, the form would be saved without its pictures. */
  private async whole(form: HTMLFormElement): Promise<void> {
    await Promise.all(["k-upload", "k-tags", "k-spot", "k-local"].filter(name => form.querySelector(name)).map(name => customElements.whenDefined(name)));
    await new Promise(written => setTimeout(written));
  }

  private begin(form: HTMLFormElement): void {
    this.last = this.base = this.read(form);
    this.time = (JSON.parse(this.base) as Fields)["publishAt"] ?? null;
    this.ready = true;
    this.offerOld(form);
    if (!this.heard && !touched(form)) return;
    // Written before this was there: nobody heard it.
    this.last = "";
    this.soon(form);
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

  private get version(): number {
    return Number((this.getAttribute("version") ?? "").replaceAll('"', ""));
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

  private copy(form: HTMLFormElement, gone?: number): void {
    if (!this.ready) return;
    keep("local", this.place, { json: this.read(form), base: this.base, sent: this.flying, kept: Object.fromEntries(parts(form).map(([name, part]) => [name, part.kept])), at: Date.now(), gone } satisfies Copy);
  }

  private soon(form: HTMLFormElement, ms = 1000): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(form), ms);
  }

  private save(form: HTMLFormElement, leaving = false): void {
    const json = this.read(form);
    if (this.stopped || !this.ready || json === this.last) return;
    if (this.saving) return this.copy(form); // goes when that one has arrived
    const sent = this.send(form, json, leaving);
    this.saving = sent;
    void sent.finally(() => {
      this.saving = null;
      if (!this.stopped && this.read(form) !== json) this.soon(form);
    });
  }

  private async send(form: HTMLFormElement, json: string, leaving: boolean): Promise<void> {
    this.flying = json;
    this.copy(form);
    try {
      await this.catchUp();
      const version = this.getAttribute("version");
      const answer = await call("PUT", this.api, { body: json, headers: { "Content-Type": "application/json", ...(version ? { "If-Match": version } : {}) }, keepalive: leaving && json.length < 60_000 });
      this.take(answer.headers.get("ETag"));
      this.last = json;
      this.base = this.served(json);
      this.flying = null;
      this.wait = 4000;
      // What was written meanwhile, and a time that is not set yet, the device alone remembers.
      if (this.read(form) === this.base) keep("local", this.place, null);
      else this.copy(form);
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

  /** What has just been saved, as the next page will serve it. */
  private served(json: string): string {
    const fields = JSON.parse(json) as Fields;
    if ("publishAt" in fields) fields["publishAt"] = this.time;
    return JSON.stringify(fields);
  }

  private async catchUp(): Promise<void> {
    if (!this.left) return;
    const mine = [this.left.json, this.left.sent].map(json => JSON.parse(json || "{}") as Fields);
    try {
      const answer = await call("GET", this.api);
      const { note } = (await answer.json()) as { note: Fields };
      if (mine.some(m => ["title", "body"].every(name => (note[name] ?? "") === (m[name] ?? "")))) this.take(answer.headers.get("ETag"));
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
    this.left = old;
    const [mine, here, ...known] = [old.json, this.base, old.base, old.sent].map(json => JSON.parse(json || "{}") as Fields) as [Fields, Fields, ...Fields[]];
    // It was sent, and something came of it: a time of it that is no longer there was called off.
    const arrived = old.gone !== undefined && this.version > old.gone;
    const kept = parts(form).filter(([name]) => old.kept?.[name] !== undefined).map(([name]) => name);
    const news = [...new Set([...Object.keys(mine), ...kept])].filter(name => !same(mine[name], here[name])
      && (kept.includes(name) || (name in here && !parts(form).some(([part]) => part === name))) && !(arrived && name === "publishAt"));
    if (news.length === 0) {
      keep("local", this.place, null);
      return;
    }
    const back = () => {
      // Both or none: tags point at the pictures beside them.
      if (news.some(name => kept.includes(name))) for (const [name, part] of parts(form)) if (kept.includes(name)) part.kept = old.kept[name]!;
      for (const name of news.filter(n => !kept.includes(n))) put(form, name, mine[name]!);
      if (news.includes("place")) this.spot(form, mine["place"] as Fields);
      this.name(form);
      this.tell("info", say("web.draft.back"));
      this.soon(form);
    };
    if (!arrived && news.every(name => here[name] === "" || known.some(k => same(k[name], here[name])))) back();
    else toast(say("web.draft.offer"), { action: { label: say("web.draft.take"), run: back }, mark: "info", ms: 30_000 });
  }

  private spot(form: HTMLFormElement, place: Fields): void {
    form.querySelector<HTMLElement & { put(lat: string, lon: string): void }>("k-spot")?.put(String(place["latitude"] ?? ""), String(place["longitude"] ?? ""));
  }

  private tell(mark: string, text: string): void {
    const place = this.querySelector("[data-draft]");
    if (place) place.innerHTML = icon(mark, "ic-xs") + escape(text);
  }
});

