import { escape, icon, make, say } from "./kit";

/** A row of pictures that snaps; the script adds keys, buttons, dots in step, and a way to see a picture large. */
export class Reel extends HTMLElement {
  private at = 0;

  private get track(): HTMLElement | null {
    return this.querySelector(".reel-track");
  }

  get slides(): HTMLElement[] {
    return [...(this.track?.children ?? [])] as HTMLElement[];
  }

  connectedCallback(): void {
    const track = this.track;
    if (!track || this.querySelector(".reel-go")) return;
    this.setAttribute("role", "region");
    if (this.slides.length > 1) this.addButtons();
    if (this.querySelector(".pin")) this.addPinSwitch();
    const eye = new IntersectionObserver(seen => {
      for (const s of seen) if (s.isIntersecting) this.reached(this.slides.indexOf(s.target as HTMLElement));
    }, { root: track, threshold: 0.6 });
    this.slides.forEach(s => eye.observe(s));
    track.addEventListener("keydown", e => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[e.key];
      if (step === undefined || e.target !== track) return;
      e.preventDefault();
      this.go(this.at + step);
    });
    track.addEventListener("click", e => {
      if ((e.target as Element).tagName !== "IMG") return;
      const pictures = this.slides.map(s => s.querySelector("img")).filter(i => i !== null);
      void import("./view").then(v => v.view(pictures.map(i => ({ src: i.dataset.full ?? i.currentSrc ?? i.src, alt: i.alt })), this.at));
    });
    // Thumbnails of a product lie outside the reel and point at its slides.
    document.querySelector(".thumbs")?.addEventListener("click", e => {
      const link = (e.target as Element).closest("a"), i = this.slides.findIndex(s => "#" + s.id === link?.hash);
      if (i < 0) return;
      e.preventDefault();
      this.go(i);
    });
  }

  go(i: number): void {
    const to = this.slides[Math.max(0, Math.min(this.slides.length - 1, i))];
    if (!to) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.track!.scrollTo({ left: to.offsetLeft - this.slides[0]!.offsetLeft, behavior: calm ? "auto" : "smooth" });
  }

  private reached(i: number): void {
    if (i < 0) return;
    this.at = i;
    this.querySelectorAll(".reel-dots i").forEach((dot, n) => dot.classList.toggle("is-on", n === i));
    const at = this.querySelector("[data-at]");
    if (at) at.textContent = `${i + 1} / ${this.slides.length}`;
    const [prev, next] = this.querySelectorAll<HTMLButtonElement>(".reel-go");
    if (prev && next) {
      prev.disabled = i === 0;
      next.disabled = i === this.slides.length - 1;
    }
    document.querySelectorAll(".thumbs a").forEach((a, n) => n === i ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
  }

  private addButtons(): void {
    for (const [way, step, mark] of [["prev", -1, "back"], ["next", 1, "right"]] as const) {
      const button = make("button", `icbtn reel-go is-${way}`, icon(mark));
      button.type = "button";
      button.setAttribute("aria-label", say(`web.reel.${way}`));
      button.addEventListener("click", () => this.go(this.at + step));
      this.append(button);
    }
  }

  private addPinSwitch(): void {
    const button = make("button", "on-pic reel-pins", `${icon("tag", "ic-xs")}<span>${escape(say("web.reel.pins"))}</span>`);
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const off = this.classList.toggle("no-pins");
      button.setAttribute("aria-pressed", String(!off));
    });
    this.append(button);
  }
}

customElements.define("k-reel", Reel);
