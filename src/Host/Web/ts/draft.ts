import { call, escape, icon, keep, lang, recall, Refused, say } from "./kit";

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

/** Keeps what is being written: on the server a second after the last key, on this device while the net is away. */
customElements.define("k-draft", class extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";
  private saving = false;
  private stopped = false;
  private wait = 4000;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    // After the elements inside have written their hidden fields.
    setTimeout(() => {
      this.last = this.read(form);
      this.offerOld(form);
      if (touched(form)) {
        // Written before this script was there: nobody heard it.
        this.last = "";
        this.soon(form);
      }
    }, 400);
    this.addEventListener("input", () => this.soon(form));
    this.addEventListener("change", () => this.soon(form));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.save(form, true);
    });
    addEventListener("online", () => void this.save(form));
    form.addEventListener("submit", () => {
      this.stopped = true;
      clearTimeout(this.timer);
      keep("local", this.place, null);
    });
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

  private soon(form: HTMLFormElement, ms = 1000): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(form), ms);
  }

  private async save(form: HTMLFormElement, leaving = false): Promise<void> {
    const json = this.read(form);
    if (this.stopped || json === this.last || (this.saving && !leaving)) return;
    this.saving = true;
    keep("local", this.place, { json, at: Date.now() });
    const version = this.getAttribute("version");
    try {
      const answer = await call("PUT", this.api, { body: json, headers: { "Content-Type": "application/json", ...(version ? { "If-Match": version } : {}) }, keepalive: leaving && json.length < 60_000 });
      const tag = answer.headers.get("ETag");
      if (tag) this.setAttribute("version", tag);
      this.last = json;
      this.wait = 4000;
      keep("local", this.place, null);
      this.tell("check", say("web.draft.saved", { time: new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) }));
    } catch (e) {
      const status = e instanceof Refused ? e.status : 0;
      if (status === 409 || status === 412) {
        this.stopped = true;
        this.tell("alert", say("web.draft.elsewhere"));
      } else if (status === 400 || status === 422) {
        // Not savable as it stands; the words are on the fields when it is published. The copy here stays.
        this.tell("info", say("web.draft.local"));
      } else {
        this.tell("alert", say(navigator.onLine ? "web.draft.later" : "web.draft.local"));
        this.soon(form, this.wait);
        this.wait = Math.min(60_000, this.wait * 2);
      }
    } finally {
      this.saving = false;
      if (!this.stopped && !leaving && this.read(form) !== json) this.soon(form);
    }
  }

  /** A copy left on this device by a closed lid or a lost net: its plain fields come back. */
  private offerOld(form: HTMLFormElement): void {
    const old = recall<{ json: string; at: number }>("local", this.place);
    if (!old || old.json === this.last) return;
    const fields = JSON.parse(old.json) as { [name: string]: Json };
    let back = false;
    for (const [name, value] of Object.entries(fields)) {
      const f = form.elements.namedItem(name);
      if (typeof value !== "string" || !(f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement) || f.type === "hidden" || f.value !== "") continue;
      f.value = value;
      back = true;
    }
    if (back) {
      this.tell("info", say("web.draft.back"));
      this.soon(form);
    }
  }

  private tell(mark: string, text: string): void {
    const place = this.querySelector("[data-draft]");
    if (place) place.innerHTML = icon(mark, "ic-xs") + escape(text);
  }
});

