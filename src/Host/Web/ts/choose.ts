import { call, make } from "./kit";

export interface Choice { html: string; pick: () => void; label: string }

let made = 0;

/**
 * A list of choices under a field, by the combobox pattern: the focus stays in the field,
 * arrows move through the choices, Enter takes one, Esc shuts the list.
 */
export class Choices {
  readonly list = make("div", "hint-list");
  private readonly field: HTMLInputElement | HTMLTextAreaElement;
  private choices: Choice[] = [];
  private at = -1;

  constructor(field: HTMLInputElement | HTMLTextAreaElement, label: string, after: Element = field) {
    this.field = field;
    this.list.id = `choices-${++made}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    after.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    if (field instanceof HTMLInputElement) {
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-expanded", "false");
    }
    field.addEventListener("keydown", e => this.key(e as KeyboardEvent));
    field.addEventListener("blur", () => setTimeout(() => this.show([]), 150));
    this.list.addEventListener("pointerdown", e => e.preventDefault());
    this.list.addEventListener("click", e => {
      const i = [...this.list.children].indexOf((e.target as Element).closest('[role="option"]')!);
      this.choices[i]?.pick();
      this.show([]);
    });
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  show(choices: Choice[], first = 0): void {
    this.choices = choices;
    this.list.hidden = choices.length === 0;
    if (this.field instanceof HTMLInputElement) this.field.setAttribute("aria-expanded", String(this.open));
    this.list.replaceChildren(...choices.map((c, i) => {
      const el = make("div", "", c.html);
      el.id = `${this.list.id}-${i}`;
      el.setAttribute("role", "option");
      el.setAttribute("aria-label", c.label);
      return el;
    }));
    this.move(choices.length > 0 ? first : -1);
  }

  private move(to: number): void {
    this.at = to;
    [...this.list.children].forEach((el, i) => el.setAttribute("aria-selected", String(i === to)));
    const on = this.list.children[to];
    if (on) {
      this.field.setAttribute("aria-activedescendant", on.id);
      on.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  private key(e: KeyboardEvent): void {
    // Enter while an input method is composing belongs to the input method.
    if (!this.open || e.isComposing) return;
    const n = this.choices.length;
    if (e.key === "ArrowDown") this.move((this.at + 1) % n);
    else if (e.key === "ArrowUp") this.move((this.at - 1 + n) % n);
    else if ((e.key === "Enter" || e.key === "Tab") && this.at >= 0) {
      this.choices[this.at]!.pick();
      this.show([]);
    } else if (e.key === "Escape") this.show([]);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
}

/** Asks the server for suggestions, not at every key and never out of turn. */
export function suggester<T>(url: (q: string) => string): (q: string) => Promise<T[] | null> {
  let turn = 0, stop: AbortController | undefined;
  return async q => {
    const mine = ++turn;
    stop?.abort();
    await new Promise(r => setTimeout(r, 160));
    if (mine !== turn) return null;
    stop = new AbortController();
    try {
      const answer = await call("GET", url(q), { signal: stop.signal });
      const { items } = await answer.json() as { items: T[] };
      return mine === turn ? items : null;
    } catch {
      // Suggestions are a help, not a need.
      return mine === turn ? [] : null;
    }
  };
}
