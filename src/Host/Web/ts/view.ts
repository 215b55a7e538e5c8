import { escape, icon, make, say } from "./kit";

export interface Picture { src: string; alt: string }

/** Pictures over the whole screen; a press on one shows it at its own size. */
export function view(pictures: Picture[], at = 0): void {
  const dialog = make("dialog", "view-box", `<div class="view-track" tabindex="0">${pictures.map(p => `<div><img src="${escape(p.src)}" alt="${escape(p.alt)}"></div>`).join("")}</div><p></p>
    <button class="icbtn is-close" type="button" aria-label="${escape(say("web.close"))}">${icon("close")}</button>
    <button class="icbtn is-prev" type="button" aria-label="${escape(say("web.reel.prev"))}">${icon("back")}</button>
    <button class="icbtn is-next" type="button" aria-label="${escape(say("web.reel.next"))}">${icon("right")}</button>`);
  dialog.setAttribute("aria-label", say("web.reel.large"));
  document.body.append(dialog);
  const track = dialog.querySelector<HTMLElement>(".view-track")!, words = dialog.querySelector("p")!;
  const [, prev, next] = dialog.querySelectorAll<HTMLButtonElement>(".icbtn");
  const show = (i: number) => {
    at = Math.max(0, Math.min(pictures.length - 1, i));
    words.textContent = pictures[at]!.alt;
    words.hidden = words.textContent === "";
    prev!.hidden = at === 0;
    next!.hidden = at === pictures.length - 1;
  };
  const go = (i: number) => {
    show(i);
    track.children[at]!.scrollIntoView({ behavior: "auto", inline: "center", block: "nearest" });
  };
  prev!.addEventListener("click", () => go(at - 1));
  next!.addEventListener("click", () => go(at + 1));
  dialog.querySelector(".is-close")!.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", e => {
    if (e.key === "ArrowLeft") go(at - 1);
    if (e.key === "ArrowRight") go(at + 1);
  });
  track.addEventListener("click", e => {
    const box = e.target as Element;
    if (box.tagName === "IMG") box.parentElement!.classList.toggle("is-big");
    else dialog.close();
  });
  track.addEventListener("scroll", () => {
    if (track.clientWidth > 0) show(Math.round(track.scrollLeft / track.clientWidth));
  }, { passive: true });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  go(at);
}

customElements.define("k-view", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", e => {
      const link = (e.target as Element).closest<HTMLAnchorElement>("a[href]");
      if (!link || e.metaKey || e.ctrlKey) return;
      e.preventDefault();
      const links = [...(this.closest(".pics") ?? this).querySelectorAll<HTMLAnchorElement>("a[href]")];
      view(links.map(a => ({ src: a.href, alt: a.querySelector("img")?.alt ?? "" })), links.indexOf(link));
    });
  }
});
