// What every element needs: words, marks, calls to the server, parts of pages.
import marks from "../icons.svg?raw";

const root = document.documentElement;
export const lang = root.lang || "zh-CN";
export const signedIn = root.dataset.signed === "in";

let words: Record<string, string> | undefined;

/** A word of the person's language. With `n`, the plural form that fits it. */
export function say(key: string, vars: Record<string, string | number> = {}): string {
  words ??= JSON.parse(document.getElementById("words")?.textContent || "{}") as Record<string, string>;
  const form = typeof vars.n === "number" ? `${key}.${new Intl.PluralRules(lang).select(vars.n)}` : key;
  const text = words[form] ?? words[`${key}.other`] ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(vars[name] ?? ""));
}

/** Counts as the server writes them: plain below ten thousand, compact above. */
export function count(n: number): string {
  return n < 10_000 ? String(n) : new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 }).format(n);
}

export function icon(name: string, size = ""): string {
  const lines = marks.match(`<symbol id="i-${name}"[^>]*>(.*?)</symbol>`)?.[1] ?? "";
  return `<svg class="ic i ${size}" viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", html = ""): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  if (className) el.className = className;
  if (html) el.innerHTML = html;
  return el;
}

/** Time-ordered, 26 characters: an act sent twice carries the same one. crypto.randomUUID needs https, which a first start at home lacks. */
export function ulid(now = Date.now()): string {
  const abc = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = "";
  for (let t = now, i = 0; i < 10; i++, t = Math.floor(t / 32)) time = abc[t % 32] + time;
  return time + Array.from(crypto.getRandomValues(new Uint8Array(16)), b => abc[b & 31]).join("");
}

/** The server said no, and why (RFC 9457), or could not be reached (status 0). */
export class Refused extends Error {
  readonly status: number;
  readonly errors: Record<string, string[]>;
  readonly code: string;
  constructor(status: number, text: string, errors: Record<string, string[]> = {}, code = "") {
    super(text);
    this.status = status;
    this.errors = errors;
    this.code = code;
  }
}

export interface Call {
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  keepalive?: boolean;
  signal?: AbortSignal;
  key?: string;
}

/** No answer within this many milliseconds counts as none: whoever waits is told so and can try again. */
const PATIENCE = 30_000;

function patience(signal?: AbortSignal | null): AbortSignal {
  const limit = AbortSignal.timeout(PATIENCE);
  return signal ? AbortSignal.any([signal, limit]) : limit;
}

/** Calls the API; anything but success becomes a Refused with words for the person. */
export async function call(method: string, url: string, { json, body, headers = {}, keepalive, signal, key }: Call = {}): Promise<Response> {
  const all: Record<string, string> = { Accept: "application/json, application/problem+json", ...headers };
  if (method !== "GET") all["Idempotency-Key"] = key ?? ulid();
  if (json !== undefined) all["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(url, { method, headers: all, body: json !== undefined ? JSON.stringify(json) : (body ?? null), keepalive: keepalive ?? false, signal: patience(signal), credentials: "same-origin" });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Refused(0, unreached(e));
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

function unreached(e: unknown): string {
  return say((e as Error).name === "TimeoutError" ? "web.slow" : "web.offline");
}

export async function refusal(answer: Response): Promise<Refused> {
  let title = "", detail = "", code = "", errors: Record<string, string[]> = {};
  if (answer.headers.get("Content-Type")?.includes("json")) {
    const p = await answer.json().catch(() => ({})) as { title?: string; detail?: string; code?: string; errors?: Record<string, string[]> };
    title = p.title ?? "";
    code = p.code ?? "";
    detail = p.detail ?? "";
    errors = p.errors ?? {};
  }
  return new Refused(answer.status, detail || title || say("web.failed"), errors, code);
}

/** The sign-in page, coming back here afterwards. */
export function goSignIn(back = location.pathname + location.search): void {
  location.assign("/sign-in?return=" + encodeURIComponent(back));
}

/** Fetches a page or a fragment of it; both are fine, callers pick what they need with `pick`. */
export async function fetchPart(url: string, part: string, init: RequestInit = {}): Promise<{ url: string; body: ParentNode; answer: Response; whole: boolean }> {
  let answer: Response;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...init, signal: patience(init.signal), headers: { "X-Kaki-Part": part, Accept: "text/html", ...(init.headers as Record<string, string> ?? {}) } });
  } catch (e) {
    throw new Refused(0, unreached(e));
  }
  const html = answer.headers.get("Content-Type")?.includes("text/html") ?? false;
  if (!answer.ok) throw html ? await told(answer) : await refusal(answer);
  const text = await answer.text();
  const whole = /^\s*<!doctype|^\s*<html/i.test(text);
  if (whole) return { url: answer.url, body: new DOMParser().parseFromString(text, "text/html"), answer, whole };
  const shell = document.createElement("template");
  shell.innerHTML = text;
  return { url: answer.url, body: shell.content, answer, whole };
}

/** The same, said by a page: the page of refusals itself, or a form shown again with what is wrong. */
async function told(answer: Response): Promise<Refused> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = page.querySelectorAll("[data-code] h1, [data-code] h1 + p:not(.acts)");
  const words = parts.length > 0 ? [...parts] : [...page.querySelectorAll("main [role=alert], main .err")].slice(0, 1);
  const text = words.map(w => w.textContent!.trim()).filter(w => w !== "").join(lang.startsWith("zh") ? "。" : ". ");
  return new Refused(answer.status, text || say("web.failed"));
}

const lazy: [string, () => Promise<unknown>][] = [];

/** Loads an element's code when the page first holds one. */
export function whenSeen(selector: string, load: () => Promise<unknown>): void {
  lazy.push([selector, load]);
}

/** Call after putting new markup on the page. */
export function wake(where: ParentNode = document): void {
  for (let i = lazy.length - 1; i >= 0; i--) {
    const [selector, load] = lazy[i]!;
    if (!where.querySelector(selector)) continue;
    lazy.splice(i, 1);
    void load();
  }
}

export function cookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  void document.cookie; // written elsewhere and later: to read it waits for that, and a page asked for now would go without it
}

/** Storage may be forbidden or full; nothing here depends on it. */
export function recall<T>(store: "local" | "session", name: string): T | null {
  try {
    return JSON.parse((store === "local" ? localStorage : sessionStorage).getItem(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function keep(store: "local" | "session", name: string, value: unknown): boolean {
  try {
    const s = store === "local" ? localStorage : sessionStorage;
    if (value === null) s.removeItem(name);
    else s.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** As a field for times writes it: 2026-11-28T09:30. */
export function written(time: Date, here: boolean): string {
  return new Date(time.getTime() - (here ? time.getTimezoneOffset() * 60_000 : 0)).toISOString().slice(0, 16);
}
