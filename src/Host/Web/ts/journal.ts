import { call, keep, recall, Refused, ulid } from "./kit";

interface Seen { id: string; kind: string; thing: string; served: string | null; position: number | null; at: number; ms: number | null }

const silent = document.documentElement.dataset.journal === "off" || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
let waiting: Seen[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = 0;

/** One act for the journal. Acts go in batches; an act sent again keeps its id. */
export function note(kind: string, thing: string, from: { served?: string | null; position?: number | null; ms?: number } = {}): void {
  if (silent) return;
  waiting.push({ id: ulid(), kind, thing, served: from.served ?? null, position: from.position ?? null, at: Date.now(), ms: from.ms ?? null });
  if (waiting.length >= 20) void send();
  else timer ??= setTimeout(() => void send(), 8000);
}

async function send(leaving = false): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length === 0 || (Date.now() < pause && !leaving)) return later();
  // Keepalive bodies are limited to 64 kB together; a hundred acts stay far below.
  const batch = waiting.splice(0, 100);
  try {
    await call("POST", "/api/v1/activity", { json: { acts: batch }, keepalive: true });
  } catch (e) {
    const status = e instanceof Refused ? e.status : 0;
    // Refused for good (a bad act, no consent): do not knock again. Busy or unreachable: the same acts later.
    if (status === 503 || status === 429 || status === 0) {
      waiting = [...batch, ...waiting].slice(-400);
      pause = Date.now() + 15_000;
      later();
    }
  }
}

function later(): void {
  if (waiting.length > 0) timer ??= setTimeout(() => void send(), Math.max(8000, pause - Date.now()));
}

// ---- impressions: half visible for one second, once per list

const told = new Set<string>();
const clocks = new Map<Element, ReturnType<typeof setTimeout>>();
const eye = silent ? null : new IntersectionObserver(seen => {
  for (const { target, isIntersecting, intersectionRatio } of seen) {
    clearTimeout(clocks.get(target));
    clocks.delete(target);
    if (!isIntersecting || intersectionRatio < 0.5) continue;
    clocks.set(target, setTimeout(() => {
      clocks.delete(target);
      eye!.unobserve(target);
      const p = place(target as HTMLElement), mark = `${p.served}|${p.thing}`;
      if (p.served && !told.has(mark)) {
        told.add(mark);
        note("impression", p.thing, p);
      }
    }, 1000));
  }
}, { threshold: [0.5] });

/** Watches every `[data-id]` inside a served list. */
export function watch(where: ParentNode = document): void {
  if (!eye) return;
  for (const el of where.querySelectorAll(":is([served], [data-served]) [data-id]")) eye.observe(el);
}

function place(el: HTMLElement): { thing: string; served: string | null; position: number | null } {
  const list = el.closest("[served], [data-served]");
  return { thing: el.dataset.id!, served: list?.getAttribute("served") ?? list?.getAttribute("data-served") ?? null, position: el.dataset.pos ? Number(el.dataset.pos) : null };
}

// ---- opens, and where they came from

type From = Record<string, { served: string | null; position: number | null }>;

document.addEventListener("click", e => {
  const target = e.target as Element, el = target.closest<HTMLElement>(":is([served], [data-served]) [data-id]");
  if (!el || !target.closest("a[href]") || target.closest("k-act")) return;
  const p = place(el);
  note("open", p.thing, p);
  const from = recall<From>("session", "k-from") ?? {};
  delete from[p.thing];
  from[p.thing] = { served: p.served, position: p.position };
  const names = Object.keys(from);
  if (names.length > 50) delete from[names[0]!];
  keep("session", "k-from", from);
}, { capture: true });

// ---- dwell: how long the thing of this page was in view, without the time in another tab

let thing = document.querySelector<HTMLElement>("[data-thing]")?.dataset.thing ?? null;
let since = document.visibilityState === "visible" ? performance.now() : 0, spent = 0;

/** Another thing took the page (a note opened over the feed), or none. */
export function dwellOn(next: string | null): void {
  tellDwell();
  thing = next;
  spent = 0;
  since = performance.now();
}

function tellDwell(): void {
  if (since) spent += performance.now() - since;
  since = 0;
  if (thing && spent >= 1000) note("dwell", thing, { ...cameFrom(thing), ms: Math.round(Math.min(spent, 1_800_000)) });
  spent = 0;
}

function cameFrom(what: string): From[string] | undefined {
  return recall<From>("session", "k-from")?.[what];
}

document.addEventListener("k-shared", () => {
  if (thing) note("share", thing, cameFrom(thing));
});

addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    since = performance.now();
    return;
  }
  tellDwell();
  void send(true);
});
