import { call, escape, lang, make, Refused, say, signedIn } from "./kit";
import type { Reel } from "./reel";
import { openSheet } from "./sheet";
import { toast } from "./toast";

interface Sku { id: string; options: string[]; price: number; was?: number | null; stock: number; picture?: { src: string; width: number; height: number; color?: string; slide?: number } | null }
interface Data { currency: string; max?: number; skus: Sku[] }

/** Is there anything to buy with these options (null: not chosen yet)? */
export function possible(skus: Sku[], chosen: (string | null)[]): boolean {
  return skus.some(s => s.stock > 0 && chosen.every((c, i) => c === null || s.options[i] === c));
}

/** Money as the server writes it: small sign, digits, small decimals that are left out when they are nought. */
export function money(minor: number, currency: string): { html: string; text: string } {
  const format = new Intl.NumberFormat(lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const parts = format.formatToParts(minor / 10 ** digits);
  const get = (...types: string[]) => parts.filter(p => types.includes(p.type)).map(p => p.value).join("");
  const sign = get("currency"), whole = get("integer", "group"), cents = get("fraction");
  const tail = /[1-9]/.test(cents) ? get("decimal") + cents : "";
  return { html: `<i>${escape(sign)}</i>${whole}${tail ? `<b>${tail}</b>` : ""}`, text: sign + whole + tail };
}

/** The choice of a variant: price, picture and stock follow it; what does not exist cannot be chosen. */
customElements.define("k-sku", class extends HTMLElement {
  private data!: Data;

  connectedCallback(): void {
    const json = this.querySelector('script[type="application/json"]')?.textContent;
    const form = this.querySelector<HTMLFormElement>("#buy");
    if (!json || !form) return;
    this.data = JSON.parse(json) as Data;
    form.addEventListener("change", () => this.follow());
    form.addEventListener("input", () => this.follow());
    this.sheet(form);
    this.follow(true);
    form.addEventListener("submit", e => {
      // "Buy now" goes on to the checkout; "add" stays where one is.
      if (e.submitter?.hasAttribute("formaction") || !signedIn || !this.sku) return;
      e.preventDefault();
      void this.add(this.sku, e.submitter as HTMLButtonElement | null);
    });
  }

  private async add(sku: Sku, by: HTMLButtonElement | null): Promise<void> {
    if (by) by.disabled = true;
    try {
      const answer = await call("POST", "/api/v1/cart/lines", { json: { sku: sku.id, quantity: Number(this.form.querySelector<HTMLInputElement>('[name="quantity"]')?.value ?? 1) } });
      badge((await answer.json() as { lines: number }).lines);
      toast(say("web.cart.added"), { mark: "cart", action: { label: say("web.cart.see"), run: () => location.assign("/cart") } });
    } catch (e) {
      toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true });
    } finally {
      if (by) by.disabled = false;
    }
  }

  private get sku(): Sku | undefined {
    const chosen = this.chosen;
    return this.data.skus.find(s => s.options.every((o, i) => o === chosen[i]));
  }

  private get options(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>("[data-option]")];
  }

  private get form(): HTMLFormElement {
    return document.querySelector<HTMLFormElement>("#buy")!;
  }

  private get chosen(): (string | null)[] {
    return this.options.map(o => o.querySelector<HTMLInputElement>("input:checked")?.value ?? null);
  }

  private follow(first = false): void {
    const chosen = this.chosen;
    this.options.forEach((o, i) => {
      for (const input of o.querySelectorAll<HTMLInputElement>("input")) {
        const off = !possible(this.data.skus, chosen.map((c, n) => n === i ? input.value : c)) && !input.checked;
        // Out of stock whatever else is chosen: closed. Only not with the rest: open, the rest gives way.
        const never = !possible(this.data.skus, chosen.map((_, n) => n === i ? input.value : null));
        input.disabled = never;
        input.closest(".opt")?.classList.toggle("is-far", off && !never);
      }
    });
    const sku = this.sku;
    if (!sku && !chosen.includes(null)) return this.giveWay(chosen);
    const quantity = this.form.querySelector<HTMLInputElement>('[name="quantity"]');
    const many = quantity?.value ?? "1";
    const words = chosen.length === 0 ? many : `${chosen.filter(c => c !== null).join(" · ")} × ${many}`;
    this.put("chosen", escape(chosen.includes(null) ? say("web.sku.choose") : words));
    if (!sku) return;
    // The server's own words stand until something is changed.
    if (!first) {
      const price = money(sku.price, this.data.currency);
      this.put("price", price.html);
      this.put("price-text", escape(price.text));
      const was = sku.was && sku.was > sku.price ? money(sku.was, this.data.currency).text : "";
      this.put("was", escape(was));
      this.put("stock", escape(sku.stock > 0 ? say("web.sku.stock", { n: sku.stock }) : say("web.sku.out")));
    }
    if (quantity) {
      quantity.max = String(Math.max(1, Math.min(sku.stock, this.data.max ?? 99)));
      if (Number(quantity.value) > Number(quantity.max)) {
        quantity.value = quantity.max;
        quantity.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    for (const b of document.querySelectorAll<HTMLButtonElement>('button[form="buy"]')) b.disabled = sku.stock <= 0;
    if (sku.picture && !first) this.picture(sku.picture);
  }

  /** The last choice stands; another option moves to one that goes with it. */
  private giveWay(chosen: (string | null)[]): void {
    const last = document.activeElement instanceof HTMLInputElement ? Number(document.activeElement.closest<HTMLElement>("[data-option]")?.dataset.option ?? 0) : 0;
    const fit = this.data.skus.find(s => s.stock > 0 && s.options[last] === chosen[last]);
    if (!fit) return;
    this.options.forEach((o, i) => {
      const input = [...o.querySelectorAll<HTMLInputElement>("input")].find(x => x.value === fit.options[i]);
      if (input) input.checked = true;
    });
    this.follow();
  }

  private put(name: string, html: string): void {
    for (const el of document.querySelectorAll(`[data-sku="${name}"]`)) el.innerHTML = html;
  }

  private picture(p: NonNullable<Sku["picture"]>): void {
    const img = document.querySelector<HTMLImageElement>('img[data-sku="picture"]');
    if (img && img.getAttribute("src") !== p.src) {
      img.removeAttribute("srcset");
      img.src = p.src;
      if (p.color) img.style.setProperty("--c", p.color);
    }
    if (p.slide !== undefined) this.querySelector<Reel>("k-reel")?.go?.(p.slide);
  }

  /** On a phone the options are a sheet over the page; on a desk they are simply there. */
  private sheet(form: HTMLFormElement): void {
    const home = form.parentElement!, phone = matchMedia("(max-width: 959px)");
    const dialog = document.createElement("dialog");
    dialog.className = "sheet-box";
    dialog.setAttribute("aria-label", home.getAttribute("aria-label") ?? "");
    this.append(dialog);
    let then: HTMLButtonElement | null = null;
    const open = async (by: HTMLButtonElement | null) => {
      then = by;
      dialog.append(form);
      await openSheet(dialog);
      home.append(form);
    };
    document.addEventListener("click", e => {
      const link = (e.target as Element).closest('a[href="#sku"]');
      if (!link || !phone.matches) return;
      e.preventDefault();
      void open(null);
    });
    form.addEventListener("click", e => {
      if (!(e.target as Element).closest('[data-sku="ok"]') || !dialog.open) return;
      e.preventDefault();
      const by = then;
      dialog.close();
      // The form goes home first, then what was pressed is done.
      if (by) setTimeout(() => form.requestSubmit(by));
    });
    for (const b of document.querySelectorAll<HTMLButtonElement>('button[form="buy"]')) {
      b.addEventListener("click", e => {
        if (!phone.matches || dialog.open || this.options.length === 0 || !this.chosen.includes(null)) return;
        e.preventDefault();
        void open(b);
      });
    }
    phone.addEventListener("change", () => {
      if (dialog.open) dialog.close();
    });
  }
});

/** How many kinds of things lie in the cart, on every way to it. */
function badge(lines: number): void {
  for (const link of document.querySelectorAll<HTMLElement>('a.rail-item[href="/cart"], a.mini-act[href="/cart"]')) {
    const dot = link.querySelector(".dot") ?? link.appendChild(make("span", "dot num"));
    dot.textContent = String(lines);
  }
}
