import "./toast";
import "./act";
import "./sheet";
import "./forms";
import "./part";
import "./small";
import "./reel";
import { startFalls } from "./fall";
import { wake, whenSeen } from "./kit";
import { watch } from "./journal";
import { startOffline } from "./offline";

whenSeen("k-upload", () => import("./upload"));
whenSeen("k-tags", () => import("./tags"));
whenSeen("k-write", () => import("./write"));
whenSeen("k-draft", () => import("./draft"));
whenSeen("k-sku", () => import("./sku"));
whenSeen("k-passkey", () => import("./passkey"));
whenSeen("k-here, k-spot", () => import("./here"));
whenSeen("k-local", () => import("./local"));
whenSeen("k-view", () => import("./view"));

// The search box is on every desk page and seldom used: its code comes with the first focus.
document.addEventListener("focusin", e => {
  if ((e.target as Element).closest?.("k-find")) void import("./find");
});

document.addEventListener("click", e => {
  const link = (e.target as Element).closest<HTMLAnchorElement>("a[data-collect]");
  if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  void import("./collections").then(c => c.collectBy(link));
});

// A note opens over the feed where there is room for both.
let over = false;
document.addEventListener("click", e => {
  const link = (e.target as Element).closest<HTMLAnchorElement>('k-fall a[href^="/notes/"]');
  if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || innerWidth < 960) return;
  e.preventDefault();
  over = true;
  void import("./over").then(o => o.openOver(link.href));
});

// Loaded anew, such a note is a page of its own: going back from it would change the address and nothing else.
const here = location.pathname;
addEventListener("popstate", () => {
  if (!over && location.pathname !== here) location.reload();
});

// A comment goes where it stands, and can be put back from there.
document.addEventListener("submit", e => {
  const form = e.target as HTMLFormElement, comment = form.closest<HTMLElement>(".cmt");
  if (!comment || !/\/comments\/[^/]+\/delete$/.test(form.action)) return;
  e.preventDefault();
  form.closest("details")?.removeAttribute("open");
  void import("./gone").then(g => g.takeAway(comment));
});

startFalls();
wake();
watch();
startOffline();
