import { call, goSignIn, make, Refused, say } from "./kit";
import { countComments } from "./part";
import { toast } from "./toast";

/** Takes a comment away where it stands; for a while the toast puts it back. */
export async function takeAway(comment: HTMLElement): Promise<void> {
  const api = `/api/v1/comments/${comment.dataset.id}`;
  if (!await tried(() => call("DELETE", api))) return;
  const putBack = leave(comment), counted = comment.querySelector(":scope > div > .cmt-name > .tag-honey") ? 0 : 1;
  countComments(-counted);
  toast(say("web.say.gone"), { mark: "trash", ms: 12_000, action: { label: say("web.undo"), run: () => void undo() } });

  async function undo(): Promise<void> {
    if (!await tried(() => call("POST", api + "/undo"))) return;
    putBack();
    countComments(counted);
    onTo(comment);
  }
}

async function tried(act: () => Promise<Response>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (e) {
    if (e instanceof Refused && e.status === 401) goSignIn();
    else toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true });
    return false;
  }
}

/** Where others have answered, the place stays with their words in it. */
function leave(comment: HTMLElement): () => void {
  if (comment.querySelector(":scope > .cmt-sub :is(.cmt:not([hidden]), .folded)")) {
    const place = make("p", "cmt-gone");
    place.textContent = say("web.say.removed");
    comment.classList.add("is-gone");
    comment.prepend(place);
    onTo(comment);
    return () => {
      place.remove();
      comment.classList.remove("is-gone");
    };
  }
  comment.hidden = true;
  onTo((comment.nextElementSibling ?? comment.closest(".cmts, main")) as HTMLElement | null);
  return () => (comment.hidden = false);
}

function onTo(next: HTMLElement | null): void {
  next?.setAttribute("tabindex", "-1");
  next?.focus({ preventScroll: true });
}
