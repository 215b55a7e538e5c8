import { call, escape, icon, make, Refused, say } from "./kit";
import { makeSheet, openSheet } from "./sheet";
import { toast } from "./toast";

interface Collection { id: string; name: string; count?: number; visibility?: string }

/**
 * "Put into a collection": choose one or make one, or take the note out of the one it is in. `saveApi` is the note's save address,
 * `now` the collection's id. What was chosen is handed to `done`; null is none.
 */
export async function chooseCollection(saveApi: string, now = "", done?: (into: Collection | null) => void): Promise<void> {
  const dialog = makeSheet(say("web.collect"), `<div data-list aria-busy="true"><div class="sk sk-line"></div><div class="sk sk-line"></div></div>
    <form class="row mt-3"><input class="inp" name="name" maxlength="30" required aria-label="${escape(say("web.collection.name"))}" placeholder="${escape(say("web.collection.name"))}"><button class="btn btn-main">${escape(say("web.collection.make"))}</button></form><p class="err" role="alert" hidden></p>${now ? `<p class="mt-2"><button class="btn btn-line btn-wide" type="button" data-out>${escape(say("web.collect.out"))}</button></p>` : ""}`);
  const list = dialog.querySelector<HTMLElement>("[data-list]")!, wrong = dialog.querySelector<HTMLElement>(".err")!;
  const shut = openSheet(dialog);
  const fail = (e: unknown) => {
    wrong.textContent = e instanceof Refused ? e.message : say("web.failed");
    wrong.hidden = false;
  };
  const put = async (c: Collection | null) => {
    try {
      await call("PUT", saveApi, { json: { collectionId: c?.id ?? null } });
      dialog.close();
      toast(c ? say("web.collected", { name: c.name }) : say("web.collect.taken"), { mark: "star" });
      done?.(c);
    } catch (e) {
      fail(e);
    }
  };
  dialog.querySelector("[data-out]")?.addEventListener("click", () => void put(null));
  dialog.querySelector("form")!.addEventListener("submit", async e => {
    e.preventDefault();
    const input = (e.target as HTMLFormElement).elements.namedItem("name") as HTMLInputElement;
    try {
      const made = await (await call("POST", "/api/v1/collections", { json: { name: input.value.trim() } })).json() as Collection;
      await put({ ...made, name: made.name ?? input.value.trim() });
    } catch (x) {
      fail(x);
    }
  });
  try {
    const { items } = await (await call("GET", "/api/v1/collections")).json() as { items: Collection[] };
    list.replaceChildren(...items.map(c => {
      const row = make("button", "cell grow", `${icon(c.visibility && c.visibility !== "public" ? "lock" : "star", "ic-s")}<span class="grow">${escape(c.name)}</span><span class="cell-val">${c.id === now ? icon("check", "ic-s") : c.count ?? ""}</span>`);
      row.type = "button";
      row.style.width = "100%";
      row.addEventListener("click", () => void put(c));
      return row;
    }));
  } catch (e) {
    list.replaceChildren();
    fail(e);
  }
  list.removeAttribute("aria-busy");
  await shut;
}

/** A "Put into…" on the page. On a shelf the card is one of those that moved: the shelf is read anew; elsewhere the link says where the note is now. */
export async function collectBy(link: HTMLAnchorElement): Promise<void> {
  const note = /^\/notes\/[^/]+/.exec(new URL(link.href).pathname)![0];
  await chooseCollection(`/api/v1${note}/save`, link.dataset.in, into => {
    if ("stays" in link.dataset) return location.reload();
    link.dataset.in = into?.id ?? "";
    link.textContent = into ? say("web.collect.in", { name: into.name }) : say("web.collect.put");
  });
}
