// The service worker: what has been read can be read again without the net. It imports nothing, so that it is one plain script.
{
  const worker = self as unknown as ServiceWorkerGlobal;
  const shell = "shell-__STAMP__", pages = "pages-1", mine = "mine-1", media = "media-1";
  const MOST_PAGES = 60, MOST_MEDIA = 400;
  const offline = "/offline.html";

  /** Pages that belong to one person alone, or act on something: never kept. */
  const own = /^\/(me|orders|checkout|cart|addresses|settings|office|console|api|publish|drafts|notices|sign-in|sign-out|sign-up|register|pay|openapi|health|metrics)(\/|$)/;
  const read = /^\/($|@[^/]+$|notes\/[^/]+$|goods($|\/)|topics($|\/)|shops\/|nearby$|following$)/;
  /** Notes and goods as a signed-in person sees them are for no cache that others share; this one is their own device's, and goes when they do. */
  const thing = /^\/(notes|goods)\/[^/]+$/;
  const doors = /^\/(sign-(in|out|up)|api\/v1\/(sessions|accounts|passkeys))(\/|$)/;

  worker.addEventListener("install", e => {
    e.waitUntil(caches.open(shell).then(c => c.addAll([offline, "/icons/kaki.svg", ...(__SHELL__ as string[])])).then(() => worker.skipWaiting()));
  });

  worker.addEventListener("activate", e => {
    e.waitUntil(caches.keys().then(names => Promise.all(names.filter(n => n !== shell && n !== pages && n !== mine && n !== media).map(n => caches.delete(n)))).then(() => worker.clients.claim()).then(keepOpen));
  });

  worker.addEventListener("message", e => {
    if (e.data === "forget") e.waitUntil(Promise.all([pages, mine, media].map(n => caches.delete(n))));
    const over = (e.data as { read?: string } | null)?.read;
    if (over) e.waitUntil(bring(over));
  });

  worker.addEventListener("fetch", e => {
    const url = new URL(e.request.url);
    if (url.origin !== worker.location.origin) return;
    if (e.request.method !== "GET") return doors.test(url.pathname) ? e.waitUntil(caches.delete(mine)) : undefined;
    if (e.request.mode === "navigate") return own.test(url.pathname) ? e.respondWith(plain(e.request, p => e.waitUntil(p))) : e.respondWith(page(e.request, e.resultingClientId, p => e.waitUntil(p)));
    if (url.pathname.startsWith("/built/")) return e.respondWith(kept(e.request, shell, p => e.waitUntil(p)));
    if (url.pathname.startsWith("/media/")) return e.respondWith(kept(e.request, media, p => e.waitUntil(p), MOST_MEDIA));
  });

  /** What somebody came for was there before this worker was: it is fetched once more, or the very first note would be missing without the net. */
  async function keepOpen(): Promise<void> {
    for (const { url } of await worker.clients.matchAll()) await bring(url);
  }

  async function bring(url: string): Promise<void> {
    if (!read.test(new URL(url).pathname)) return;
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer) await keep(url, answer);
  }

  function placeOf(url: string, answer: Response): string | null {
    const path = new URL(url).pathname;
    if (!read.test(path) || !answer.ok || answer.redirected || !answer.headers.get("Content-Type")?.includes("text/html")) return null;
    return /no-store/.test(answer.headers.get("Cache-Control") ?? "") ? (thing.test(path) ? mine : null) : pages;
  }

  function keep(url: string, answer: Response): Promise<unknown> {
    const name = placeOf(url, answer), copy = name && answer.clone();
    // A page for everybody says as much as a 401: nobody is signed in, or no longer. One that is somebody's own makes what everybody saw there old.
    const gone: Promise<unknown> = answer.status === 401 || name === pages ? caches.delete(mine) : answer.ok ? caches.open(pages).then(c => c.delete(url)) : [403, 404, 410].includes(answer.status) ? drop(pages, url).then(() => drop(mine, url)) : Promise.resolve();
    return copy ? gone.then(() => put(name!, url, copy, MOST_PAGES)) : gone;
  }

  /** However it was asked for: what is not there for its reader any more is not read from here either. */
  async function drop(name: string, url: string): Promise<void> {
    await (await caches.open(name)).delete(url, { ignoreSearch: true });
  }

  async function plain(request: Request, later: (p: Promise<unknown>) => void): Promise<Response> {
    try {
      const answer = await fetch(request);
      later(keep(request.url, answer));
      return answer;
    } catch {
      return (await caches.match(offline)) ?? Response.error();
    }
  }

  /** The net first; what it brought is kept for when it is away. */
  async function page(request: Request, reader: string, later: (p: Promise<unknown>) => void): Promise<Response> {
    try {
      const answer = await fetch(request);
      later(keep(request.url, answer));
      return answer;
    } catch {
      const found = await caches.match(request.url, { cacheName: mine }) ?? await caches.match(request.url, { cacheName: pages });
      if (found) later(tell(reader));
      return found ?? (await caches.match(offline)) ?? Response.error();
    }
  }

  /** The page says on itself that it is a kept one; the message waits until it listens. */
  async function tell(reader: string): Promise<void> {
    for (let i = 0; i < 20; i++) {
      const client = await worker.clients.get(reader);
      if (client) return client.postMessage("kept");
      await new Promise(r => setTimeout(r, 250));
    }
  }

  /** Files whose address changes with their content: once is enough. A picture may be taken down: it is asked for again after a day, and goes when it is gone. */
  async function kept(request: Request, name: string, later: (p: Promise<unknown>) => void, most = 0): Promise<Response> {
    const found = await caches.match(request.url, { cacheName: name });
    if (found && !(name === media && old(found))) return found;
    const answer = await fetch(request).catch(e => { if (found) return found; throw e; });
    if (answer === found) return found;
    if ([403, 404, 410].includes(answer.status)) later(drop(name, request.url));
    if (answer.ok && answer.status === 200 && !/no-store/.test(answer.headers.get("Cache-Control") ?? "")) later(put(name, request.url, answer.clone(), most));
    return answer;
  }

  function old(answer: Response): boolean {
    return Date.now() - Date.parse(answer.headers.get("Date") ?? "") > 86_400_000;
  }

  async function put(name: string, url: string, answer: Response, most: number): Promise<void> {
    const cache = await caches.open(name);
    // Put again at the end, so that the oldest reading goes first.
    await cache.delete(url);
    await cache.put(url, answer);
    if (most === 0) return;
    const keys = await cache.keys();
    for (const first of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(first);
  }
}

declare const __SHELL__: unknown;
interface Extendable extends Event { waitUntil(p: Promise<unknown>): void }
interface ServiceWorkerGlobal {
  location: Location;
  clients: { claim(): Promise<void>; matchAll(): Promise<{ url: string }[]>; get(id: string): Promise<{ postMessage(text: string): void } | undefined> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", run: (e: Extendable) => void): void;
  addEventListener(type: "message", run: (e: Extendable & { data: unknown }) => void): void;
  addEventListener(type: "fetch", run: (e: Extendable & { request: Request; resultingClientId: string; respondWith(r: Promise<Response>): void }) => void): void;
}
