import { escape, icon, make, say } from "./kit";
import { sendPicture } from "./send";
import { DragToSort } from "./sort";
import { toast } from "./toast";

/** What the server takes for one picture: more is refused here, before it has travelled. */
const MOST_MB = 20;

export interface Pic { id: string; alt: string; src: string; width: number; height: number; color: string; share: number; error: string; help: string; file: File | null; xhr: XMLHttpRequest | null; local: string }

type Kept = Pick<Pic, "id" | "alt" | "src" | "width" | "height" | "color">;

/** Pictures of a note, a review or a face: chosen, dropped or pasted, each sent by itself with its own progress, ordered by drag or keys. */
export class Upload extends HTMLElement {
  pics: Pic[] = [];
  at = 0;
  private list!: HTMLElement;
  private readonly work = make("div", "pic-work");
  private readonly fields = make("span");
  private readonly voice = make("p", "sr");
  private readonly undescribed = make("p", "tiny muted alt-tip");
  private picker!: HTMLInputElement;
  private sort!: DragToSort;
  /** Of one picture alone: what stood here until the next has arrived. */
  private former: Pic | null = null;

  get max(): number {
    return Number(this.getAttribute("max") ?? 18);
  }

  /** Whether the first picture stands for all: of a review none does. */
  get covered(): boolean {
    return this.max > 1 && this.getAttribute("kind") !== "review";
  }

  get face(): boolean {
    return this.getAttribute("kind") === "avatar";
  }

  /** What has arrived: to be kept on the device and given back. */
  get kept(): Kept[] {
    return this.pics.filter(p => p.id).map(({ id, alt, src, width, height, color }) => ({ id, alt, src, width, height, color }));
  }

  set kept(list: Kept[]) {
    this.pics = [...list.map(h => ({ ...h, share: 1, error: "", help: "", file: null, xhr: null, local: "" })), ...this.pics.filter(p => !p.id)];
    this.changed();
  }

  connectedCallback(): void {
    if (this.querySelector(".pic-work")) return;
    this.list = this.querySelector<HTMLElement>(".strip-pics") ?? this.appendChild(make("ol", "strip-pics"));
    this.sort = new DragToSort(this.list, () => this.pics.length, (from, to) => this.move(from, to));
    // The plain page's own field goes on: what was chosen there before this ran, or in a box still open, is not lost.
    this.picker = this.querySelector<HTMLInputElement>('input[type="file"]') ?? make("input");
    this.picker.type = "file";
    this.picker.accept ||= "image/*";
    this.picker.multiple = this.max > 1;
    this.picker.hidden = true;
    this.picker.removeAttribute("name");
    this.pics = [...this.list.querySelectorAll<HTMLElement>("[data-picture]")].map(li => {
      const img = li.querySelector("img")!;
      return { id: li.dataset.picture!, alt: li.dataset.alt ?? "", src: img.src, width: img.width, height: img.height, color: img.style.getPropertyValue("--c"), share: 1, error: "", help: "", file: null, xhr: null, local: "" };
    });
    this.voice.setAttribute("role", "status");
    this.append(this.work, this.undescribed, this.fields, this.voice, this.picker);
    this.picker.addEventListener("change", () => this.take());
    this.takeDrops();
    // Before anybody else hears of it: a form that waits is not being sent.
    this.closest("form")?.addEventListener("submit", e => this.guard(e), { capture: true });
    this.draw();
    if (this.picker.files?.length) this.take();
  }

  /** Only what has arrived is sent: a form does not go without the others in silence. */
  private guard(e: SubmitEvent): void {
    const left = this.pics.findIndex(p => !p.id);
    if (left < 0) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    this.choose(left);
    this.list.querySelectorAll<HTMLElement>(".thumb-btn")[left]?.focus();
    toast(say(this.pics.some(p => p.xhr) ? "web.upload.wait" : "web.upload.missing"), { bad: true });
  }

  private take(): void {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = "";
    this.add(files);
  }

  add(files: File[]): void {
    const pictures = files.filter(f => f.type.startsWith("image/") || /\.(heic|heif|avif)$/i.test(f.name));
    if (this.max === 1 && pictures.length > 0) {
      this.former = this.pics.find(p => p.id) ?? this.former;
      this.pics.splice(0).forEach(p => p.xhr?.abort());
    }
    const room = this.max - this.pics.length;
    if (pictures.length > room) toast(say("web.upload.most", { n: this.max }), { bad: true });
    for (const file of pictures.slice(0, room)) {
      const pic: Pic = { id: "", alt: "", src: "", width: 300, height: 400, color: "", share: 0, error: "", help: "", file, xhr: null, local: URL.createObjectURL(file) };
      this.pics.push(pic);
      if (file.size > MOST_MB * 1024 * 1024) this.refuse(pic, say("web.upload.large", { n: MOST_MB }));
      else this.send(pic);
    }
    this.changed();
  }

  /** Takes everything out again, to begin anew. */
  clear(): void {
    for (const p of this.pics.splice(0)) {
      p.xhr?.abort();
      if (p.local) URL.revokeObjectURL(p.local);
    }
    this.former = null;
    this.changed();
  }

  private send(pic: Pic): void {
    pic.error = "";
    pic.share = 0;
    pic.xhr = sendPicture(pic.file!, this.getAttribute("api") ?? "/api/v1/pictures", {
      share: share => {
        pic.share = share;
        this.progress(pic);
      },
      taken: t => {
        Object.assign(pic, { ...t, width: t.width ?? pic.width, height: t.height ?? pic.height, xhr: null, share: 1 });
        this.former = null;
        this.voice.textContent = say("web.upload.done", { no: this.pics.indexOf(pic) + 1 });
        this.changed();
      },
      refused: (why, help) => {
        pic.xhr = null;
        this.refuse(pic, why, help);
        this.changed();
      },
    });
  }

  private refuse(pic: Pic, why: string, help = ""): void {
    pic.error = why;
    pic.help = help;
    this.voice.textContent = `${why}. ${help}`;
  }

  private changed(): void {
    this.at = Math.max(0, Math.min(this.at, this.pics.length - 1));
    this.draw();
    this.dispatchEvent(new Event("pictures", { bubbles: true }));
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  choose(i: number): void {
    const held = this.list.contains(document.activeElement);
    this.at = i;
    this.draw();
    if (held) this.list.querySelectorAll<HTMLElement>(".thumb-btn")[i]?.focus();
    this.dispatchEvent(new Event("pictures", { bubbles: true }));
  }

  private move(from: number, to: number): void {
    if (to < 0 || to >= this.pics.length || from === to) return;
    const [pic] = this.pics.splice(from, 1);
    this.pics.splice(to, 0, pic!);
    this.dispatchEvent(new CustomEvent("moved", { detail: { from, to } }));
    this.at = to;
    this.voice.textContent = to === 0 && this.covered ? say("web.upload.covered") : say("web.upload.moved", { no: to + 1 });
    this.changed();
    this.list.querySelectorAll<HTMLElement>(".thumb-btn")[to]?.focus();
  }

  private drop(i: number): void {
    const [pic] = this.pics.splice(i, 1);
    pic?.xhr?.abort();
    if (pic?.local) URL.revokeObjectURL(pic.local);
    if (this.former) this.pics.push(this.former);
    this.former = null;
    this.dispatchEvent(new CustomEvent("dropped", { detail: { at: i } }));
    this.voice.textContent = say("web.upload.gone");
    this.changed();
    (this.list.querySelectorAll<HTMLElement>("button")[Math.min(i, this.pics.length)])?.focus();
  }

  private draw(): void {
    this.list.replaceChildren(...this.pics.map((p, i) => this.thumb(p, i)));
    if (this.pics.length < this.max || this.max === 1) {
      const li = make("li", "thumb"), add = make("button", "thumb-add", `${icon(this.max === 1 ? "edit" : "plus")}${escape(say(this.face || (this.max === 1 && this.pics.length > 0) ? "web.upload.change" : "web.upload.add"))}`);
      add.type = "button";
      add.addEventListener("click", () => this.picker.click());
      li.append(add);
      this.list.append(li);
    }
    const total = this.closest(".sec, form")?.querySelector("[data-n]");
    if (total) total.textContent = `${this.pics.length}/${this.max}`;
    this.drawWork();
    this.remind();
    this.write();
  }

  /** Which pictures of a note say nothing to who cannot see them: a mark on each, one line for all. Nothing waits for it. */
  private remind(): void {
    const silent = this.covered ? this.pics.filter(p => p.id && !p.error && p.alt.trim() === "") : [];
    this.pics.forEach((p, i) => {
      const b = this.list.children[i]?.querySelector<HTMLElement>(".thumb-btn"), mark = b?.querySelector(".no-alt");
      if (!b || silent.includes(p) === (mark !== null)) return;
      if (mark) mark.remove();
      else b.insertAdjacentHTML("beforeend", `<span class="no-alt">${escape(say("web.upload.noalt.short"))}</span>`);
      b.setAttribute("aria-label", this.nameOf(p, i));
    });
    this.undescribed.hidden = silent.length === 0;
    this.undescribed.textContent = silent.length === 0 ? "" : say("web.upload.undescribed", { n: silent.length });
  }

  private nameOf(p: Pic, i: number): string {
    const parts = [say("web.upload.nth", { no: i + 1, alt: p.alt })];
    if (i === 0 && this.covered) parts.push(say("web.upload.cover.short"));
    if (this.covered && p.id && !p.error && p.alt.trim() === "") parts.push(say("web.upload.noalt"));
    if (p.error) parts.push(p.error);
    return parts.join(", ");
  }

  private thumb(p: Pic, i: number): HTMLElement {
    const waiting = p.share < 1 && !p.error;
    const li = make("li", `thumb${i === this.at && !this.face ? " is-on" : ""}${waiting ? " is-up" : ""}${p.error ? " is-bad" : ""}`);
    const b = make("button", "thumb-btn");
    b.type = "button";
    b.setAttribute("aria-label", this.nameOf(p, i));
    const img = make("img");
    img.src = p.local || p.src;
    img.width = 76;
    img.height = this.face ? 76 : 100;
    img.alt = "";
    img.draggable = false;
    if (p.color) img.style.setProperty("--c", p.color);
    // A file the browser cannot draw (HEIC) shows the server's own picture as soon as there is one.
    img.addEventListener("error", () => { if (p.src && img.src !== p.src) img.src = p.src; });
    b.append(img);
    if (this.max > 1) b.insertAdjacentHTML("beforeend", `<span class="no">${i === 0 && this.covered ? escape(say("web.upload.cover.short")) : i + 1}</span>`);
    if (p.error) b.insertAdjacentHTML("beforeend", `<span class="bad">${icon("alert")}</span>`);
    else if (waiting) b.insertAdjacentHTML("beforeend", `<span class="up" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="${escape(say("web.upload.progress"))}"><i></i></span>`);
    b.addEventListener("click", () => this.choose(i));
    b.addEventListener("keydown", e => {
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[e.key];
      if (e.altKey && step) {
        e.preventDefault();
        this.move(i, i + step);
      } else if (e.key === "Delete" || e.key === "Backspace") {
        e.preventDefault();
        this.drop(i);
      }
    });
    this.sort.hold(li, b, i);
    li.append(b);
    queueMicrotask(() => this.progress(p));
    return li;
  }

  private progress(p: Pic): void {
    const bar = this.list.children[this.pics.indexOf(p)]?.querySelector<HTMLElement>(".up");
    if (!bar) return;
    bar.setAttribute("aria-valuenow", String(Math.round(p.share * 100)));
    (bar.firstElementChild as HTMLElement).style.width = `${Math.round(p.share * 100)}%`;
  }

  /** Beside the strip: what can be done with the chosen picture. */
  private drawWork(): void {
    const p = this.pics[this.at];
    this.work.hidden = !p || (this.face && !p.error);
    if (!p) return this.work.replaceChildren();
    const acts = make("div", "acts");
    const act = (word: string, mark: string, run: () => void, off = false) => {
      const b = make("button", "btn btn-line btn-s sm", `${icon(mark, "ic-xs")}${escape(say(word))}`);
      b.type = "button";
      b.disabled = off;
      b.addEventListener("click", run);
      acts.append(b);
    };
    if (p.error) act("web.retry", "refresh", () => { this.send(p); this.draw(); });
    if (this.max > 1) {
      act("web.upload.left", "back", () => this.move(this.at, this.at - 1), this.at === 0);
      act("web.upload.right", "right", () => this.move(this.at, this.at + 1), this.at === this.pics.length - 1);
      if (this.covered) act("web.upload.cover", "image", () => this.move(this.at, 0), this.at === 0);
    }
    act(p.xhr ? "web.upload.cancel" : "web.upload.remove", p.xhr ? "close" : "trash", () => this.drop(this.at));
    const parts: Node[] = [];
    if (p.error) {
      const wrong = make("p", "err", `${icon("alert", "ic-xs")}<span><b>${escape(p.error)}</b> ${escape(p.help)}</span>`);
      wrong.setAttribute("role", "alert");
      parts.push(wrong);
    }
    if (this.max > 1 && !p.error) { // of one picture alone only its id is sent
      const label = make("label", "", `<span class="lab-t">${escape(say("web.upload.alt"))}</span>`), alt = make("input", "inp");
      alt.value = p.alt;
      alt.maxLength = 200;
      alt.placeholder = say("web.upload.alt.hint");
      alt.addEventListener("input", () => {
        p.alt = alt.value;
        this.remind();
        this.write();
      });
      label.append(alt);
      parts.push(label);
    }
    this.work.replaceChildren(...parts, acts);
  }

  /** Hidden fields carry the finished pictures, in order. */
  private write(): void {
    const name = this.getAttribute("name") ?? "pictures";
    const done = [...this.pics.filter(p => p.id), ...(this.former ? [this.former] : [])];
    const pairs: [string, string][] = this.max === 1 ? done.map(p => [`${name}.id`, p.id]) : done.flatMap((p, i) => [[`${name}[${i}].id`, p.id], [`${name}[${i}].alt`, p.alt]]);
    this.fields.replaceChildren(...pairs.map(([n, v]) => {
      const f = make("input");
      f.type = "hidden";
      f.name = n;
      f.value = v;
      return f;
    }));
  }

  private takeDrops(): void {
    // Where a form holds several, each takes what is dropped on itself.
    const form = this.closest<HTMLElement>("form"), zone = form?.querySelectorAll("k-upload").length === 1 ? form : this;
    const files = (t: DataTransfer | null) => [...(t?.files ?? [])];
    zone.addEventListener("dragover", e => {
      if (!e.dataTransfer?.types.includes("Files")) return;
      e.preventDefault();
      this.list.classList.add("drop-on");
    });
    zone.addEventListener("dragleave", () => this.list.classList.remove("drop-on"));
    zone.addEventListener("drop", e => {
      this.list.classList.remove("drop-on");
      if (files(e.dataTransfer).length === 0) return;
      e.preventDefault();
      this.add(files(e.dataTransfer));
    });
    zone.addEventListener("paste", e => {
      const pasted = files((e as ClipboardEvent).clipboardData);
      if (pasted.length > 0) this.add(pasted);
    });
  }
}

customElements.define("k-upload", Upload);
