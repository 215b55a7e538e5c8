import { escape, icon, make, say } from "./kit";

/** Opens a dialog as a sheet: Esc, the veil and [data-close] shut it; focus goes back by itself. */
export function openSheet(dialog: HTMLDialogElement): Promise<string> {
  dialog.showModal();
  return new Promise(done => {
    const onClick = (e: MouseEvent) => {
      const hit = e.target as Element;
      if (hit === dialog || hit.closest("[data-close]")) {
        e.preventDefault();
        dialog.close("");
      }
    };
    dialog.addEventListener("click", onClick);
    dialog.addEventListener("close", () => {
      dialog.removeEventListener("click", onClick);
      done(dialog.returnValue);
    }, { once: true });
  });
}

/** A sheet made here, removed when it closes. */
export function makeSheet(title: string, body: string): HTMLDialogElement {
  const dialog = make("dialog", "sheet-box", `<header><h2 id="sheet-h">${escape(title)}</h2><button class="icbtn" type="button" data-close aria-label="${escape(say("web.close"))}">${icon("close")}</button></header>${body}`);
  dialog.setAttribute("aria-labelledby", "sheet-h");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

/** A question before something that cannot be taken back. */
export async function ask(question: string, yes: string, bad = false): Promise<boolean> {
  const dialog = makeSheet(question, `<div class="acts"><button class="btn btn-line" type="button" data-close>${escape(say("web.no"))}</button><button class="btn ${bad ? "btn-soft danger" : "btn-main primary"}" type="button" data-yes>${escape(yes)}</button></div>`);
  dialog.querySelector("[data-yes]")!.addEventListener("click", () => dialog.close("yes"));
  return await openSheet(dialog) === "yes";
}
