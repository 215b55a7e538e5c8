import { escape, icon, keep, make, recall, say } from "./kit";
import { makeSheet, openSheet } from "./sheet";
import { setTheme } from "./small";

interface Command { name: string; mark: string; run: () => void }

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keyboard of the desk faces: a command box made of the page's own links, and single keys outside fields. */
export function startCommands(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-cmd]");
  button?.classList.add("is-ready");
  if (!mac) button?.querySelectorAll("kbd").forEach(k => { if (k.textContent === "⌘") k.textContent = "Ctrl"; });
  button?.addEventListener("click", openBox);
  document.addEventListener("keydown", e => {
    const command = e.metaKey || e.ctrlKey;
    if (command && e.key.toLowerCase() === "k") return act(e, openBox);
    if (command && (e.key.toLowerCase() === "s" || e.key === "Enter")) return send(e);
    if (e.altKey && e.code === "KeyT") return act(e, flipTheme);
    if (command || e.altKey || e.isComposing || document.querySelector("dialog[open]") || recall("local", "k-keys-off")) return;
    if ((e.target as Element).closest("input, textarea, select, [contenteditable]")) return;
    if (e.key === "j" || e.key === "k") return act(e, () => step(e.key === "j" ? 1 : -1));
    if (e.key === "c") document.querySelector<HTMLAnchorElement>(".page-head a.primary")?.click();
    else if (e.key === "f") act(e, () => document.querySelector<HTMLElement>('main input[type="search"]')?.focus());
    else if (e.key === "?") act(e, showKeys);
  });
}

/** The form one is in, or the page's main one, by the button a hand would press: which act it is stands on the button. */
function send(e: KeyboardEvent): void {
  const form = (e.target as Element).closest?.("form") ?? document.querySelector<HTMLFormElement>("main form[data-live]:has(.primary)");
  if (form?.method !== "post" || document.querySelector("dialog[open]")) return;
  const buttons = [...form.elements].filter(b => b instanceof HTMLButtonElement && b.type === "submit" && !b.disabled);
  act(e, () => form.requestSubmit((buttons.find(b => b.matches(".primary")) ?? buttons[0]) as HTMLButtonElement | undefined));
}

function act(e: Event, run: () => void): void {
  e.preventDefault();
  run();
}

function flipTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  setTheme(dark ? "light" : "dark");
}

/** J and K move the focus along the rows; Enter then opens, as it does on any link. */
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row], .table tbody tr a:first-of-type")].filter(r => r.offsetParent !== null);
  let at = rows.indexOf(document.activeElement as HTMLElement);
  if (at < 0) at = rows.findIndex(r => r.hasAttribute("aria-current"));
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

function commands(): Command[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".nav li a, .page-head .acts a")];
  return [
    ...links.map(a => ({ name: [...a.childNodes].filter(n => n.nodeType === Node.TEXT_NODE).map(n => n.textContent).join("").trim() || a.textContent!.trim(), mark: "right", run: () => a.click() })),
    { name: say("web.cmd.theme"), mark: "moon", run: flipTheme },
    { name: say("web.cmd.keys"), mark: "info", run: showKeys },
  ];
}

function openBox(): void {
  const dialog = make("dialog", "cmdk", `<input type="text" role="combobox" aria-expanded="true" aria-controls="cmd-list" aria-autocomplete="list"><ul id="cmd-list" role="listbox"></ul>`);
  const field = dialog.querySelector("input")!, list = dialog.querySelector("ul")!, all = commands();
  field.placeholder = say("web.cmd.hint");
  field.setAttribute("aria-label", say("web.cmd.hint"));
  dialog.setAttribute("aria-label", say("web.cmd"));
  list.setAttribute("aria-label", say("web.cmd"));
  let found = all, at = 0;
  const draw = () => {
    const q = field.value.trim().toLowerCase();
    found = all.filter(c => c.name.toLowerCase().includes(q)).slice(0, 12);
    at = Math.max(0, Math.min(at, found.length - 1));
    list.innerHTML = found.map((c, i) => `<li id="cmd-${i}" role="option" aria-selected="${i === at}">${icon(c.mark)}${escape(c.name)}</li>`).join("");
    field.setAttribute("aria-activedescendant", "cmd-" + at);
  };
  const run = (i: number) => {
    const c = found[i];
    dialog.close();
    // What is looked for and is no command here is looked for in the page's own search.
    if (c) return c.run();
    const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
    if (!search) return;
    search.value = field.value;
    search.form?.requestSubmit();
  };
  field.addEventListener("input", () => { at = 0; draw(); });
  field.addEventListener("keydown", e => {
    if (e.isComposing) return;
    if (e.key === "ArrowDown") at = Math.min(found.length - 1, at + 1);
    else if (e.key === "ArrowUp") at = Math.max(0, at - 1);
    else if (e.key === "Enter") return act(e, () => run(at));
    else return;
    e.preventDefault();
    draw();
  });
  list.addEventListener("click", e => run([...list.children].indexOf((e.target as Element).closest("li")!)));
  dialog.addEventListener("click", e => { if (e.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
}

function showKeys(): void {
  const off = recall("local", "k-keys-off") === true, sign = mac ? "⌘" : "Ctrl";
  const rows = [[`${sign} K`, "search"], ["J / K", "rows"], ["F", "find"], ["C", "create"], [`${sign} S`, "save"], ["Alt T", "theme"], ["?", "keys"]];
  const dialog = makeSheet(say("web.cmd.keys"), `<dl class="kv">${rows.map(([k, w]) => `<dt><kbd>${k}</kbd></dt><dd>${escape(say("web.key." + w))}</dd>`).join("")}</dl><div class="acts"><label class="switch"><input type="checkbox" ${off ? "" : "checked"}><i></i>${escape(say("web.key.single"))}</label></div>`);
  dialog.querySelector("input")!.addEventListener("change", e => keep("local", "k-keys-off", (e.target as HTMLInputElement).checked ? null : true));
  void openSheet(dialog);
}
