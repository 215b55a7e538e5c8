import { call, escape, icon, make, Refused, say } from "./kit";
import { makeSheet, openSheet } from "./sheet";
import { toast } from "./toast";

interface Collection { id: string; name: string; count?: number; visibility?: string }

/** "Put into a collection" after a save: choose one or make one. `saveApi` is the note's save address. */
export async function chooseCollection(saveApi: string): Promise<void> {
  const dialog = makeSheet(say("web.collect"), `<div data-list aria-busy="true"><div class="sk sk-line"></div><div class="sk sk-line"></div></div>
    <form class="row mt-3"><input class="inp" name="name" maxlength="30" required aria-label="${escape(say("web.collection.name"))}" placeholder="${escape(say("web.collection.name"))}"><button class="btn btn-main">${escape(say("web.collection.make"))}</button></form><p class="err" role="alert" hidden></p>`);
  const list = dialog.querySelector<HTMLElement>("[data-list]")!, wrong = dialog.querySelector<HTMLElement>(".err")!;
  const shut = openSheet(dialog);
  const fail = (e: unknown) => {
    wrong.textContent = e instanceof Refused ? e.message : say("web.failed");
    wrong.hidden = false;
  };
  const put = async (c: Collection) => {
    try {
      await call("PUT", saveApi, { json: { collectionId: c.id } });
      dialog.close();
      toast(say("web.collected", { name: c.name }), { mark: "star" });
    } catch (e) {
      fail(e);
    }
  };
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
      const row = make("button", "cell grow", `${icon(c.visibility && c.visibility !== "public" ? "lock" : "star", "ic-s")}<span class="grow">${escape(c.name)}</span><span class="cell-val">${c.count ?? ""}</span>`);
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
