import { escape, icon, make, say } from "./kit";
import { toast } from "./toast";

/** Looks nearby from where the browser says the person is: a kilometre exact, asked on a press, kept nowhere. */
customElements.define("k-here", class extends HTMLElement {
  connectedCallback(): void {
    if (!navigator.geolocation || !isSecureContext || this.firstChild) return;
    const button = make("button", "icbtn", `${icon("pin")}<span class="sr">${escape(say("web.here"))}</span>`);
    button.type = "button";
    button.title = say("web.here");
    button.addEventListener("click", () => this.look(button));
    this.append(button);
  }

  private look(button: HTMLButtonElement): void {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(`/nearby?lat=${coords.latitude.toFixed(2)}&lon=${coords.longitude.toFixed(2)}`),
      () => {
        button.disabled = false;
        toast(say("web.here.not"), { bad: true });
      },
      { timeout: 10_000, maximumAge: 600_000 });
  }
});
