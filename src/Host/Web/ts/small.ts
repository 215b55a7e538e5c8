import { cookie, lang, make, say, written } from "./kit";
import { toast } from "./toast";

// Asking Intl for a month or a time costs more than all else a page does when it wakes.
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

customElements.define("k-theme", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", e => {
      const button = (e.target as Element).closest<HTMLButtonElement>('button[name="theme"]');
      if (!button) return;
      e.preventDefault();
      const root = document.documentElement, all = this.querySelectorAll('button[name="theme"]');
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      // One button alone is a switch between the two.
      setTheme(all.length === 1 ? (dark ? "light" : "dark") : button.value);
      all.forEach(b => b.setAttribute("aria-pressed", String(b === button)));
    });
  }
});

export function setTheme(theme: string): void {
  cookie("theme", theme);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

customElements.define("k-lang", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", e => {
      const button = (e.target as Element).closest<HTMLButtonElement>('button[name="lang"]');
      if (!button) return;
      e.preventDefault();
      cookie("lang", button.value);
      // Kept pages are in the other language.
      navigator.serviceWorker?.controller?.postMessage("forget");
      const here = new URL(location.href);
      if (!here.searchParams.has("lang")) return location.reload();
      // What the address says goes before what was chosen.
      here.searchParams.delete("lang");
      location.replace(here);
    });
  }
});

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain http has no clipboard API; a selected field still copies.
    const field = document.body.appendChild(make("textarea", "sr"));
    field.value = text;
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(say("web.copied"), { mark: "copy" });
}

customElements.define("k-copy", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", e => {
      const button = (e.target as Element).closest<HTMLElement>("[data-copy]");
      if (button) void copy(button.dataset.copy!);
    });
  }
});

customElements.define("k-share", class extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", e => {
      const link = (e.target as Element).closest<HTMLAnchorElement>("a[href]");
      if (!link || e.metaKey || e.ctrlKey) return;
      e.preventDefault();
      const what = { title: link.dataset.title ?? document.title, url: link.href };
      const shared = () => document.dispatchEvent(new Event("k-shared"));
      if (matchMedia("(pointer: coarse)").matches && navigator.share) navigator.share(what).then(shared, () => {});
      else void copy(what.url).then(shared);
    });
  }
});

customElements.define("k-menu", class extends HTMLElement {
  connectedCallback(): void {
    const details = this.querySelector("details");
    if (!details) return;
    const shut = (e: Event) => {
      if (!details.contains(e.target as Node) || (e.target as Element).closest(".menu-list a")) details.open = false;
    };
    details.addEventListener("toggle", () => {
      if (details.open) {
        document.addEventListener("click", shut);
        details.querySelector(".menu-list")?.scrollIntoView({ block: "nearest" });
      } else document.removeEventListener("click", shut);
    });
    details.addEventListener("keydown", e => {
      if (e.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary")!.focus();
    });
  }
});

/** The time a hold still lasts. Seen each second, spoken each minute, and the page is asked again when it is over. */
customElements.define("k-count", class extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    const until = Date.parse(this.getAttribute("until") ?? "");
    if (Number.isNaN(until)) return;
    const face = make("b", "num"), voice = make("span", "sr");
    face.setAttribute("aria-hidden", "true");
    voice.setAttribute("role", "status");
    this.append(" · ", face, voice);
    let spoken = -1;
    const tick = () => {
      const left = Math.max(0, Math.ceil((until - Date.now()) / 1000)), minutes = Math.ceil(left / 60);
      face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (minutes !== spoken) {
        voice.textContent = say("web.count.left", { n: minutes });
        spoken = minutes;
      }
      if (left > 0) return;
      clearInterval(this.timer);
      // Once: a clock that runs ahead of the server's must not reload for ever.
      if (!sessionStorage.getItem("k-count:" + until)) {
        sessionStorage.setItem("k-count:" + until, "1");
        location.reload();
      }
    };
    this.timer = setInterval(tick, 1000);
    tick();
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }
});

/** "Back" means the page before, when that was one of ours. */
document.addEventListener("click", e => {
  const link = (e.target as Element).closest<HTMLAnchorElement>("a[data-back]");
  if (!link || e.metaKey || e.ctrlKey) return;
  if (history.length > 1 && document.referrer.startsWith(location.origin + "/")) {
    e.preventDefault();
    history.back();
  }
});

/** A time of an order: the server writes it in UTC and says so, here it is the person's own. */
customElements.define("k-when", class extends HTMLElement {
  connectedCallback(): void {
    const at = new Date(this.getAttribute("at") ?? "");
    if (Number.isNaN(at.getTime())) return;
    this.textContent = this.hasAttribute("day") ? day(at) : written(at, true).replace("T", " ");
  }
});

/** Rows under days: the server groups them by UTC, here by the days of the person's own zone. */
customElements.define("k-days", class extends HTMLElement {
  connectedCallback(): void {
    const served = [...this.querySelectorAll("section")];
    let name = "", open: HTMLElement | undefined;
    for (const row of this.querySelectorAll<HTMLElement>("[data-at]")) {
      const its = day(new Date(row.dataset.at!));
      if (its !== name) {
        open = served[0]!.cloneNode() as HTMLElement;
        open.ariaLabel = name = its;
        open.append(served[0]!.querySelector(".sec-head")!.cloneNode(true));
        open.querySelector("h2")!.textContent = its;
        served[0]!.before(open);
      }
      open!.append(row);
    }
    served.forEach(section => section.remove());
  }
});

/** As the server writes days: with the year where it is not this one. */
function day(at: Date): string {
  const year = at.getFullYear() === new Date().getFullYear() ? "" : String(at.getFullYear());
  if (lang.startsWith("zh")) return `${year && year + "年"}${at.getMonth() + 1}月${at.getDate()}日`;
  return `${at.getDate()} ${months[at.getMonth()]}${year && " " + year}`;
}

/** A row of tabs or chips longer than the screen shows where one is. */
for (const row of document.querySelectorAll<HTMLElement>(".tabs, .chips")) {
  const here = row.querySelector(":scope > [aria-current]")?.getBoundingClientRect(), box = row.getBoundingClientRect();
  if (here && (here.right > box.right || here.left < box.left)) row.scrollLeft += here.left + here.width / 2 - (box.left + box.width / 2);
}

/** Times of the server are written in its zone; the person's own zone is in the title, once they point at it. */
document.addEventListener("pointerover", e => {
  const time = (e.target as Element).closest<HTMLTimeElement>("time[datetime]:not([title])"), at = new Date(time?.dateTime ?? "");
  if (time && !Number.isNaN(at.getTime())) time.title = at.toLocaleString(lang);
});
