import { Choices, suggester } from "./choose";
import { escape, icon, make, say } from "./kit";
import { toast } from "./toast";
import type { Upload } from "./upload";

interface Tag { productId: string; name: string; price: string; pictureIndex: number; x: number; y: number }
interface Product { id: string; name: string; price?: string; own?: boolean; picture?: { src: string; color?: string } }

/** Product tags on points of the pictures: a press on the picture asks which product; drag or arrow keys move a tag by one per cent. */
customElements.define("k-tags", class extends HTMLElement {
  private tags: Tag[] = [];
  private at: { x: number; y: number } | null = null;
  private held = -1;
  private upload: Upload | null = null;
  private readonly pic = make("div", "canvas-pic");
  private readonly fields = make("span");
  private readonly finder = make("div", "tag-find");
  private readonly voice = make("p", "sr");
  private readonly gone = make("button", "btn btn-line btn-s", `${icon("trash", "ic-xs")}${escape(say("web.tags.remove"))}`);

  connectedCallback(): void {
    if (this.querySelector(".canvas")) return;
    this.tags = JSON.parse(this.querySelector("script")?.textContent || "[]") as Tag[];
    this.upload = this.closest("form")?.querySelector<Upload>("k-upload:not([kind])") ?? null;
    const canvas = make("div", "canvas");
    canvas.append(this.pic, make("p", "canvas-help", `${icon("info", "ic-s")}${escape(say("web.tags.help"))}`));
    this.voice.setAttribute("role", "status");
    const add = make("button", "btn btn-line btn-s", `${icon("tag", "ic-xs")}${escape(say("web.tags.add"))}`);
    add.type = "button";
    add.addEventListener("click", () => this.ask({ x: 50, y: 50 }));
    this.gone.type = "button";
    this.gone.hidden = true;
    this.gone.addEventListener("click", () => this.take(this.held));
    const acts = make("div", "row mt-3");
    acts.append(add, this.gone);
    this.append(canvas, acts, this.finder, this.voice, this.fields);
    this.pic.addEventListener("click", e => {
      if ((e.target as Element).closest(".pin")) return;
      this.ask(this.point(e));
    });
    this.upload?.addEventListener("pictures", () => this.draw());
    this.upload?.addEventListener("moved", e => this.moved((e as CustomEvent<{ from: number; to: number }>).detail));
    this.upload?.addEventListener("dropped", e => this.dropped((e as CustomEvent<{ at: number }>).detail.at));
    this.buildFinder();
    this.draw();
    customElements.whenDefined("k-upload").then(() => this.draw());
  }

  /** What is sent, with the words to draw it: to be kept on the device and given back. */
  get kept(): Tag[] {
    const pics = this.upload?.pics, done = pics?.filter(p => p.id);
    return this.tags.map(t => ({ ...t, pictureIndex: pics ? done!.indexOf(pics[t.pictureIndex]!) : t.pictureIndex })).filter(t => t.pictureIndex >= 0);
  }

  set kept(tags: Tag[]) {
    this.tags = tags;
    this.let();
    this.draw();
  }

  private get index(): number {
    return this.upload?.at ?? 0;
  }

  private point(e: MouseEvent): { x: number; y: number } {
    const r = this.pic.getBoundingClientRect();
    return { x: clamp(Math.round((e.clientX - r.left) / r.width * 100)), y: clamp(Math.round((e.clientY - r.top) / r.height * 100)) };
  }

  private buildFinder(): void {
    const field = make("input", "inp"), ask = suggester<Product>(q => `${this.getAttribute("api") ?? "/api/v1/goods/suggest"}?q=${encodeURIComponent(q)}`);
    field.type = "text";
    field.placeholder = say("web.tags.find");
    field.setAttribute("aria-label", say("web.tags.find"));
    // This field only looks for goods: Enter must not publish the note.
    field.addEventListener("keydown", e => { if (e.key === "Enter") e.preventDefault(); });
    this.finder.append(field);
    this.finder.hidden = true;
    const choices = new Choices(field, say("web.tags.find"));
    choices.list.style.position = "static";
    const look = async () => {
      const found = await ask(field.value.trim());
      if (found === null) return;
      choices.show(found.slice(0, 6).map(p => ({ label: p.name, pick: () => this.put(p), html: `${p.picture ? `<img src="${escape(p.picture.src)}" width="32" height="32" alt="">` : icon("bag", "ic-s")}<span class="clip1">${escape(p.name)}</span><span class="muted tiny num">${escape(p.price ?? "")}</span>` })));
    };
    field.addEventListener("input", () => void look());
    field.addEventListener("focus", () => void look());
    field.addEventListener("keydown", e => {
      if (e.key === "Escape" && !choices.open) this.finder.hidden = true;
    });
  }

  private ask(at: { x: number; y: number }): void {
    if (!this.upload?.pics?.length) return toast(say("web.tags.none"), { bad: true, mark: "image" });
    const most = Number(this.getAttribute("max") ?? 12);
    if (this.tags.length >= most) return toast(say("web.tags.most", { n: most }), { bad: true });
    this.at = at;
    this.finder.hidden = false;
    const field = this.finder.querySelector("input")!;
    field.value = "";
    field.focus();
  }

  private put(p: Product): void {
    const at = this.at ?? { x: 50, y: 50 };
    this.tags.push({ productId: p.id, name: p.name, price: p.price ?? "", pictureIndex: this.index, x: at.x, y: at.y });
    this.finder.hidden = true;
    this.held = this.tags.length - 1;
    this.draw();
    this.focusHeld();
    this.voice.textContent = say("web.tags.put", { name: p.name });
    if (p.own) this.own();
    this.changed();
  }

  /** Goods of the shop one works in are shown as such; readers are told either way. */
  private own(): void {
    const box = this.closest("form")?.querySelector<HTMLInputElement>('[name="disclosures"][value="OwnShop"]');
    if (!box || box.checked) return;
    box.checked = true;
    toast(say("web.tags.own"), { mark: "bag" });
  }

  private draw(): void {
    const chosen = this.upload?.pics?.[this.index], picture = chosen?.error ? undefined : chosen; // a file that was refused has no points
    const section = this.closest<HTMLElement>(".sec");
    if (section) section.hidden = !picture;
    if (this.tags[this.held]?.pictureIndex !== this.index) this.let();
    if (!picture) return this.write();
    const old = this.pic.querySelector("img"), img = old ?? make("img");
    const src = picture.src || picture.local;
    if (img.getAttribute("src") !== src) {
      img.src = src;
      img.addEventListener("load", () => this.pic.style.setProperty("--r", `${img.naturalWidth}/${img.naturalHeight}`), { once: true });
    }
    img.alt = picture.alt;
    img.draggable = false;
    this.pic.replaceChildren(img, ...this.tags.flatMap((t, i) => t.pictureIndex === this.index ? [this.pin(t, i)] : []));
    this.write();
  }

  private pin(t: Tag, i: number): HTMLElement {
    const b = make("button", `pin${t.x > 55 ? " is-left" : ""}${i === this.held ? " is-held" : ""}`, `<span>${icon("tag", "ic-xs")}<span class="pin-name">${escape(short(t.name))}</span><b>${escape(t.price)}</b><span class="sr"></span></span>`);
    b.type = "button";
    b.style.setProperty("--x", t.x + "%");
    b.style.setProperty("--y", t.y + "%");
    b.dataset.tag = String(i);
    b.title = t.name;
    b.querySelector(".sr")!.textContent = say("web.tags.at", { x: t.x, y: t.y });
    b.addEventListener("focus", () => {
      this.held = i;
      this.gone.hidden = false;
      this.pic.querySelectorAll(".pin").forEach(p => p.classList.toggle("is-held", p === b));
    });
    b.addEventListener("keydown", e => {
      const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key] ?? [0, 0];
      if (dx || dy) {
        e.preventDefault();
        const by = e.shiftKey ? 5 : 1;
        this.place(t, t.x + dx! * by, t.y + dy! * by, b);
        this.voice.textContent = say("web.tags.at", { x: t.x, y: t.y });
        this.changed();
      } else if (e.key === "Delete" || e.key === "Backspace") {
        e.preventDefault();
        this.take(i);
      }
    });
    b.addEventListener("pointerdown", down => {
      const box = this.pic.getBoundingClientRect(), x = t.x, y = t.y;
      b.setPointerCapture(down.pointerId);
      const drag = (e: PointerEvent) => this.place(t, x + (e.clientX - down.clientX) / box.width * 100, y + (e.clientY - down.clientY) / box.height * 100, b);
      b.addEventListener("pointermove", drag);
      b.addEventListener("pointerup", () => {
        b.removeEventListener("pointermove", drag);
        this.changed();
      }, { once: true });
    });
    b.addEventListener("dblclick", () => this.take(i));
    return b;
  }

  private place(t: Tag, x: number, y: number, b: HTMLElement): void {
    t.x = clamp(Math.round(x));
    t.y = clamp(Math.round(y));
    b.style.setProperty("--x", t.x + "%");
    b.style.setProperty("--y", t.y + "%");
    b.classList.toggle("is-left", t.x > 55);
    b.querySelector(".sr")!.textContent = say("web.tags.at", { x: t.x, y: t.y });
    this.write();
  }

  private take(i: number): void {
    const [gone] = this.tags.splice(i, 1);
    if (!gone) return;
    this.let();
    this.draw();
    this.changed();
    toast(say("web.tags.gone", { name: gone.name }), { action: { label: say("web.undo"), run: () => {
      this.tags.splice(i, 0, gone);
      this.draw();
      this.changed();
    } } });
  }

  private let(): void {
    this.held = -1;
    this.gone.hidden = true;
  }

  private focusHeld(): void {
    this.pic.querySelector<HTMLElement>(`[data-tag="${this.held}"]`)?.focus();
  }

  private moved({ from, to }: { from: number; to: number }): void {
    for (const t of this.tags) {
      if (t.pictureIndex === from) t.pictureIndex = to;
      else if (from < t.pictureIndex && t.pictureIndex <= to) t.pictureIndex--;
      else if (to <= t.pictureIndex && t.pictureIndex < from) t.pictureIndex++;
    }
  }

  private dropped(at: number): void {
    this.tags = this.tags.filter(t => t.pictureIndex !== at);
    for (const t of this.tags) if (t.pictureIndex > at) t.pictureIndex--;
    this.let();
  }

  /** Counted among the pictures that are sent: those that have arrived. */
  private write(): void {
    const name = this.getAttribute("name") ?? "tags";
    this.fields.replaceChildren(...this.kept.flatMap((t, i) => (["productId", "pictureIndex", "x", "y"] as const).map(k => {
      const f = make("input");
      f.type = "hidden";
      f.name = `${name}[${i}].${k}`;
      f.value = String(t[k]);
      return f;
    })));
  }

  private changed(): void {
    this.write();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

function clamp(n: number): number {
  return Math.max(2, Math.min(98, n));
}

function short(name: string): string {
  return name.length > 14 ? name.slice(0, 13) + "…" : name;
}
