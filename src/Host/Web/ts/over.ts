import { catchUp } from "./act";
import { fetchPart, icon, make, say, wake } from "./kit";
import { dwellOn, watch } from "./journal";

/** On a desk a note opens over the feed it was found in, under its own address. */
let dialog: HTMLDialogElement | null = null;

export function openOver(url: string): void {
  history.pushState({ over: url }, "", url);
  void show(url);
}

async function show(url: string): Promise<void> {
  dialog?.remove();
  const box = dialog = make("dialog", "over-box", `<button class="icbtn close desk" type="button" aria-label="${say("web.close")}">${icon("close")}</button>`);
  document.body.append(box);
  box.querySelector("button")!.addEventListener("click", () => history.back());
  box.addEventListener("cancel", e => {
    e.preventDefault();
    history.back();
  });
  box.addEventListener("click", e => {
    const hit = e.target as Element;
    if (hit === box || hit.closest("a[data-back]")) {
      e.preventDefault();
      e.stopImmediatePropagation();
      history.back();
    }
  });
  box.showModal();
  try {
    const { body } = await fetchPart(url, "note");
    // Closed before it came: there is nothing to open any more.
    if (box !== dialog) return;
    const note = body.querySelector("main.note");
    if (!note) return location.assign(url);
    const article = document.createElement("div");
    article.className = note.className;
    article.append(...note.childNodes);
    // It came as a part, which the worker lets pass: to be read without the net it is fetched as the page it is.
    navigator.serviceWorker?.controller?.postMessage({ read: url });
    article.querySelector(".close")?.remove();
    box.append(article);
    const title = (body as Document).title;
    if (title) document.title = title;
    box.setAttribute("aria-label", article.querySelector("h1")?.textContent ?? title ?? "");
    dwellOn(note.getAttribute("data-thing"));
    wake(box);
    watch(box);
  } catch {
    if (box === dialog) location.assign(url);
  }
}

const ours = document.title;
addEventListener("popstate", e => {
  const over = (e.state as { over?: string } | null)?.over;
  if (over) return void show(over);
  if (!dialog) return;
  dialog.close();
  dialog.remove();
  dialog = null;
  document.title = ours;
  dwellOn(null);
  catchUp();
});
