import { Choices, suggester, type Choice } from "./choose";
import { escape, icon, make, say } from "./kit";

interface Topic { name: string; count?: string }
interface Person { handle: string; name: string; avatar?: string }

/** A #topic or @mention being written at the caret: its sign, its words so far, where it begins. */
export function beginning(text: string, caret: number): { sign: "#" | "@"; words: string; from: number } | null {
  const m = /(^|[\s\p{P}\p{Script=Han}])([#@＃＠])([\p{L}\p{M}\p{N}_·-]{0,30})$/u.exec(text.slice(0, caret));
  if (!m) return null;
  const sign = m[2] === "@" || m[2] === "＠" ? "@" : "#";
  return { sign, words: m[3]!, from: caret - m[3]!.length - 1 };
}

customElements.define("k-write", class extends HTMLElement {
  private readonly topics = suggester<Topic>(q => "/api/v1/topics/suggest?q=" + encodeURIComponent(q));
  private readonly people = suggester<Person>(q => "/api/v1/people/suggest?q=" + encodeURIComponent(q));

  connectedCallback(): void {
    const field = this.querySelector("textarea");
    if (!field || this.querySelector(".hint-list")) return;
    const choices = new Choices(field, say("web.write.hints"));
    field.addEventListener("input", () => void this.look(field, choices));
    field.addEventListener("click", () => void this.look(field, choices));
    if (this.hasAttribute("tools")) this.addTools(field);
  }

  private async look(field: HTMLTextAreaElement, choices: Choices): Promise<void> {
    const at = beginning(field.value, field.selectionStart);
    if (!at) return choices.show([]);
    const put = (words: string) => () => {
      const to = at.from + 1 + at.words.length;
      field.setRangeText(`${at.sign}${words} `, at.from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    };
    if (at.sign === "#") {
      const found = await this.topics(at.words);
      if (found === null) return;
      const list: Choice[] = found.slice(0, 6).map(t => ({ label: t.name, pick: put(t.name), html: `${icon("hash", "ic-s")}<span>${escape(t.name)}</span><span class="muted tiny num">${escape(t.count ?? "")}</span>` }));
      if (at.words !== "" && !found.some(t => t.name === at.words)) list.push({ label: say("web.write.new", { name: at.words }), pick: put(at.words), html: `${icon("plus", "ic-s")}<span>${escape(say("web.write.new", { name: at.words }))}</span>` });
      choices.show(list);
    } else {
      const found = await this.people(at.words);
      if (found === null) return;
      choices.show(found.slice(0, 6).map(p => ({ label: p.name, pick: put(p.handle), html: face(p) })));
    }
  }

  private addTools(field: HTMLTextAreaElement): void {
    const row = make("div", "toolrow");
    for (const [sign, mark, word] of [["#", "hash", "topic"], ["@", "at", "mention"]] as const) {
      const b = make("button", "icbtn", icon(mark));
      b.type = "button";
      b.setAttribute("aria-label", say(`web.write.${word}`));
      b.addEventListener("click", () => {
        const before = field.value[field.selectionStart - 1];
        field.setRangeText((before && !/\s/.test(before) ? " " : "") + sign, field.selectionStart, field.selectionEnd, "end");
        field.focus();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      row.append(b);
    }
    const used = make("span", "num"), most = field.maxLength;
    const tell = () => {
      used.textContent = most > 0 ? `${field.value.length} / ${most}` : String(field.value.length);
      used.classList.toggle("is-plum", most > 0 && field.value.length > most * 0.97);
    };
    field.addEventListener("input", tell);
    tell();
    row.append(used);
    this.append(row);
  }
});

/** People named in one line, with spaces between: whoever is being written is looked up. */
customElements.define("k-people", class extends HTMLElement {
  private readonly people = suggester<Person>(q => "/api/v1/people/suggest?q=" + encodeURIComponent(q));

  connectedCallback(): void {
    const field = this.querySelector("input");
    if (!field || this.querySelector(".hint-list")) return;
    const choices = new Choices(field, say("web.write.people"), field.closest("label")!);
    field.autocomplete = "off";
    field.addEventListener("input", () => void this.look(field, choices));
  }

  private async look(field: HTMLInputElement, choices: Choices): Promise<void> {
    const to = field.selectionStart ?? field.value.length, words = /[^\s,，、]*$/.exec(field.value.slice(0, to))![0];
    if (words.replace("@", "") === "") return choices.show([]);
    const found = await this.people(words);
    if (found === null) return;
    choices.show(found.slice(0, 6).map(p => ({ label: p.name, html: face(p), pick: () => {
      field.setRangeText(p.handle + " ", to - words.length, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    } })));
  }
});

function face(p: Person): string {
  return `${p.avatar ? `<img class="ava ava-s" src="${escape(p.avatar)}" width="32" height="32" alt="">` : icon("user", "ic-s")}<span>${escape(p.name)}</span><span class="muted tiny">@${escape(p.handle)}</span>`;
}
