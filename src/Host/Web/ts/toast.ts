import { escape, icon, make, say } from "./kit";

export interface ToastAction {
  label: string;
  run: () => void;
}

/** The region is part of the layout; toasts say what happened and how to take it back. */
customElements.define("k-toast", class extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", say("web.toasts"));
    for (const toast of this.querySelectorAll<HTMLElement>(".toast")) leaveLater(toast, 9000);
  }
});

export function toast(text: string, { action, bad = false, mark = bad ? "alert" : "check", ms = bad ? 9000 : 6000 }: { action?: ToastAction; bad?: boolean; mark?: string; ms?: number } = {}): void {
  const region = document.querySelector<HTMLElement>("k-toast") ?? document.body.appendChild(make("k-toast" as "div", "toasts"));
  while (region.children.length > 2) region.firstElementChild!.remove();
  const el = make("div", "toast", `${icon(mark, "ic-s")}<span class="grow">${escape(text)}</span>`);
  el.setAttribute("role", bad ? "alert" : "status");
  if (action) {
    const button = make("button", "", escape(action.label));
    button.type = "button";
    button.addEventListener("click", () => {
      el.remove();
      action.run();
    });
    el.append(button);
  }
  region.append(el);
  // Above an open dialog, where ordinary layers do not reach.
  if (document.querySelector("dialog[open]") && "popover" in region) {
    region.popover = "manual";
    if (region.matches(":popover-open")) region.hidePopover();
    region.showPopover();
  }
  leaveLater(el, ms);
}

function leaveLater(el: HTMLElement, ms: number): void {
  let timer = setTimeout(go, ms);
  function go() {
    if (el.matches(":hover, :focus-within")) timer = setTimeout(go, 2000);
    else el.remove();
  }
  el.addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    clearTimeout(timer);
    el.remove();
  });
}
