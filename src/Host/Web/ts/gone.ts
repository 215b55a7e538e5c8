import { call, escape, goSignIn, make, Refused, say } from "./kit";
import { countComments } from "./part";
import { toast } from "./toast";

/** Takes a comment away and leaves a line where it stood, which puts it back for as long as the site lets it. */
export async function takeAway(comment: HTMLElement): Promise<void> {
  const api = `/api/v1/comments/${comment.dataset.id}`;
  const answer = await tried(() => call("DELETE", api));
  if (!answer) return;
  const ms = await left(answer), counted = comment.querySelector(":scope > div > .cmt-name > .tag-honey") ? 0 : 1;
  countComments(-counted);
  const line = leave(comment, () => void undo()), late = setTimeout(() => close(comment, line), ms);

  async function undo(): Promise<void> {
    if (!await tried(() => call("POST", api + "/undo"))) return;
    clearTimeout(late);
    line.remove();
    comment.classList.remove("is-gone");
    countComments(counted);
    onTo(comment);
  }
}

async function tried(act: () => Promise<Response>): Promise<Response | null> {
  try {
    return await act();
  } catch (e) {
    if (e instanceof Refused && e.status === 401) goSignIn();
    else toast(e instanceof Refused ? e.message : say("web.failed"), { bad: true });
    return null;
  }
}

/** How long it can be taken back, by the site's clock alone. */
async function left(answer: Response): Promise<number> {
  const { undoUntil } = await answer.json() as { undoUntil: string };
  return Math.max(0, Date.parse(undoUntil) - Date.parse(answer.headers.get("Date") ?? "")) || 300_000;
}

/** The line has the focus, so whoever pressed the key hears it and is one key from taking it back. */
function leave(comment: HTMLElement, undo: () => void): HTMLElement {
  const line = make("p", "cmt-gone", `<span id="gone-${comment.dataset.id}">${escape(say("web.say.gone"))}</span> · `), back = make("button", "link", escape(say("web.undo")));
  back.type = "button";
  back.setAttribute("aria-describedby", `gone-${comment.dataset.id}`);
  back.addEventListener("click", undo);
  line.append(back);
  comment.classList.add("is-gone");
  comment.prepend(line);
  back.focus({ preventScroll: true });
  return line;
}

/** Too late: where others have answered, the place stays with their words in it. */
function close(comment: HTMLElement, line: HTMLElement): void {
  const held = line.contains(document.activeElement), answered = comment.querySelector(":scope > .cmt-sub :is(.cmt, .folded)");
  const next = answered ? comment : (comment.nextElementSibling ?? comment.closest(".cmts, main")) as HTMLElement | null;
  if (answered) line.textContent = say("web.say.removed");
  else comment.remove();
  if (held) onTo(next);
}

function onTo(next: HTMLElement | null): void {
  next?.setAttribute("tabindex", "-1");
  next?.focus({ preventScroll: true });
}
