import { escape, icon, make, say } from "./kit";

/** Pages read before can be read again without the net (sw.ts keeps them); the bar says so. */
export function startOffline(): void {
  if ("serviceWorker" in navigator && isSecureContext) addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => {}));
  const bar = make("div", "offline", `${icon("wifi", "ic-s")}<span>${escape(say("web.offline.bar"))}</span><button type="button">${escape(say("web.retry"))}</button>`);
  bar.setAttribute("role", "status");
  bar.querySelector("button")!.addEventListener("click", () => location.reload());
  const show = () => document.body.prepend(bar);
  const tell = () => {
    if (navigator.onLine) bar.remove();
    else show();
  };
  navigator.serviceWorker?.addEventListener("message", e => {
    if (e.data === "kept") show();
  });
  navigator.serviceWorker?.startMessages();
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}
