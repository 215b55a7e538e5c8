import { icon, keep, make, say, ulid } from "./kit";
import { ask } from "./sheet";

/** Forms marked `data-live`: one press is one act. */
document.addEventListener("submit", e => {
  const form = e.target as HTMLFormElement;
  if (!form.matches("[data-live]") || e.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") return e.preventDefault();
  addKey(form);
  busy(form, true);
  // A disabled button would not be sent with the form: wait until it has been.
  setTimeout(() => form.querySelectorAll<HTMLButtonElement>("button:not([type=button])").forEach(b => (b.disabled = true)));
});

// A form that was refused and is shown again is not sent once more by who comes back to it.
if (document.querySelector("main :is([role=alert], [aria-invalid=true])")) history.replaceState(history.state, "");

// Coming back by the back button must not find a form that is still busy.
addEventListener("pageshow", e => {
  if (!e.persisted) return;
  document.querySelectorAll<HTMLFormElement>("form[data-live]").forEach(form => {
    busy(form, false);
    form.querySelectorAll<HTMLButtonElement>("button:disabled").forEach(b => (b.disabled = false));
    form.querySelector("[data-made]")?.remove(); // a key the server gave stays: it stands for this page
  });
});

function addKey(form: HTMLFormElement): void {
  if (form.method !== "post" || form.elements.namedItem("_key")) return;
  const key = make("input");
  key.type = "hidden";
  key.name = "_key";
  key.value = ulid();
  key.dataset.made = "";
  form.append(key);
}

function busy(form: HTMLFormElement, on: boolean): void {
  const buttons = [...form.querySelectorAll(".btn-main, .primary"), ...(form.id ? document.querySelectorAll(`[form="${CSS.escape(form.id)}"].btn`) : [])];
  for (const el of [form, ...buttons]) {
    if (on) el.setAttribute("aria-busy", "true");
    else el.removeAttribute("aria-busy");
  }
}

/** Controls marked `data-send` send their form when they change. */
document.addEventListener("change", e => {
  const control = e.target as HTMLInputElement;
  if (!control.matches?.("[data-send]")) return;
  control.form?.requestSubmit();
});

/** Asks before a post that matters. */
customElements.define("k-confirm", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", async e => {
      const form = e.target as HTMLFormElement, by = e.submitter as HTMLButtonElement | null;
      if (this.hasAttribute("sure")) return;
      e.preventDefault();
      e.stopPropagation();
      const button = by ?? form.querySelector<HTMLButtonElement>("[data-ask]");
      if (!await ask(button?.dataset.ask ?? say("web.sure"), button?.dataset.yes ?? button?.textContent?.trim() ?? say("web.yes"), button?.dataset.tone === "bad")) return;
      form.querySelectorAll('[name="_ask"], [name="_yes"]').forEach(asked => asked.remove());
      this.setAttribute("sure", "");
      form.requestSubmit(by);
      this.removeAttribute("sure");
    }, { capture: true });
  }
});

/** Buttons beside a number field. */
customElements.define("k-qty", class extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector("input");
    if (!field || this.querySelector("button")) return;
    const [less, more] = [["minus", "less", -1], ["plus", "more", 1]].map(([mark, word, step]) => {
      const b = make("button", "", icon(mark as string, "ic-xs"));
      b.type = "button";
      b.setAttribute("aria-label", say(`web.qty.${word}`));
      b.addEventListener("click", () => {
        if ((step as number) > 0) field.stepUp();
        else field.stepDown();
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      return b;
    });
    const bounds = () => {
      const n = Number(field.value) || 0;
      less!.disabled = n <= Number(field.min || 1);
      more!.disabled = field.max !== "" && n >= Number(field.max);
    };
    field.addEventListener("input", bounds);
    field.addEventListener("change", () => {
      const n = Math.max(Number(field.min || 1), Math.min(field.max ? Number(field.max) : 999, Math.round(Number(field.value)) || 1));
      field.value = String(n);
      bounds();
    });
    field.before(less!);
    field.after(more!);
    bounds();
  }
});

/** Leaving: what was kept on this device for the person goes with them. */
document.addEventListener("submit", e => {
  const form = e.target as HTMLFormElement;
  if (!form.matches("[data-signout]")) return;
  navigator.serviceWorker?.controller?.postMessage("forget");
  for (const store of ["local", "session"] as const) {
    const s = store === "local" ? localStorage : sessionStorage;
    try {
      for (const k of Object.keys(s)) if (k.startsWith("k-")) keep(store, k, null);
    } catch {
      // Storage is closed to us: nothing was kept either.
    }
  }
});

