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
    ask(button, (lat, lon) => location.assign(`/nearby?lat=${lat}&lon=${lon}`));
  }
});

/** The place of a note, a kilometre exact: set on a press from where the browser says one is, taken off on another. */
customElements.define("k-spot", class extends HTMLElement {
  connectedCallback(): void {
    const at = (name: string) => this.querySelector<HTMLInputElement>(`[name="place.${name}"]`)?.value ?? "";
    this.put(at("latitude"), at("longitude"));
  }

  put(lat: string, lon: string): void {
    if (lat !== "") this.draw(lat, lon);
    else this.offer();
  }

  private offer(): void {
    if (!navigator.geolocation || !isSecureContext) return this.replaceChildren();
    const button = make("button", "cell", `${icon("pin")}<span class="grow">${escape(say("web.spot"))}<span class="tiny muted blk">${escape(say("web.spot.help"))}</span></span>`);
    button.type = "button";
    button.addEventListener("click", () => ask(button, (lat, lon) => {
      this.draw(lat, lon);
      this.querySelector("button")!.focus();
      this.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    this.replaceChildren(button);
  }

  private draw(lat: string, lon: string): void {
    const row = make("div", "cell", `${icon("pin")}<span class="grow">${escape(say("web.spot.on"))}<span class="tiny muted blk num">${escape(`${lat}, ${lon}`)}</span></span>`);
    const off = make("button", "btn btn-line btn-s", escape(say("web.spot.off")));
    off.type = "button";
    off.addEventListener("click", () => {
      this.offer();
      this.querySelector("button")?.focus();
      this.dispatchEvent(new Event("input", { bubbles: true }));
    });
    row.append(off);
    this.replaceChildren(row, hidden("latitude", lat), hidden("longitude", lon));
  }
});

function hidden(name: string, value: string): HTMLInputElement {
  const field = make("input");
  field.type = "hidden";
  field.name = `place.${name}`;
  field.value = value;
  return field;
}

function ask(button: HTMLButtonElement, found: (lat: string, lon: string) => void): void {
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.disabled = false;
      found(coords.latitude.toFixed(2), coords.longitude.toFixed(2));
    },
    () => {
      button.disabled = false;
      toast(say("web.here.not"), { bad: true });
    },
    { timeout: 10_000, maximumAge: 600_000 });
}
