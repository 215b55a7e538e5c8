import { written } from "./kit";

/** A time is sent in UTC, as its label says; where scripts run, it is chosen and read in the person's own zone. */
customElements.define("k-local", class extends HTMLElement {
  connectedCallback(): void {
    const sent = this.querySelector<HTMLInputElement>('input[type="datetime-local"][name]'), label = this.querySelector<HTMLElement>("[data-here]");
    if (!sent) return;
    const here = sent.cloneNode() as HTMLInputElement;
    here.removeAttribute("name");
    const show = () => {
      here.value = sent.value ? written(new Date(sent.value + "Z"), true) : "";
    };
    show();
    sent.addEventListener("change", show); // set by hand of another script
    sent.type = "hidden";
    sent.before(here);
    if (label) label.textContent = label.dataset.here!;
    here.addEventListener("input", () => {
      sent.value = here.value ? written(new Date(here.value), false) : "";
    });
  }
});
