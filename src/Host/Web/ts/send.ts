import { say, ulid } from "./kit";

/** A picture as the server has it. */
export interface Taken { id: string; src: string; color: string; width?: number; height?: number }

/** What becomes of a picture on its way; exactly one of `taken` and `refused` ends it, unless it is aborted. */
export interface OnTheWay { share(share: number): void; taken(picture: Taken): void; refused(why: string, help?: string): void }

/** Sends one picture as the body of a request: by XMLHttpRequest, for fetch tells nothing of how far a body has come. */
export function sendPicture(file: File, api: string, on: OnTheWay): XMLHttpRequest {
  const xhr = new XMLHttpRequest();
  xhr.open("POST", api);
  xhr.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  xhr.setRequestHeader("Accept", "application/json, application/problem+json");
  xhr.setRequestHeader("Idempotency-Key", ulid());
  xhr.responseType = "json";
  // The last twentieth is the server's work.
  xhr.upload.addEventListener("progress", e => on.share(e.lengthComputable ? e.loaded / e.total * 0.95 : 0.5));
  xhr.addEventListener("load", () => {
    const body = (xhr.response ?? {}) as { id?: string; urls?: Record<string, string>; width?: number; height?: number; colour?: string; detail?: string; title?: string };
    if (xhr.status < 200 || xhr.status >= 300 || !body.id) return on.refused(body.title ?? say("web.failed"), body.detail);
    on.taken({ id: body.id, src: body.urls?.["640"] ?? Object.values(body.urls ?? {})[0] ?? "", color: body.colour ?? "", width: body.width, height: body.height });
  });
  xhr.addEventListener("error", () => on.refused(say("web.offline")));
  xhr.send(file);
  return xhr;
}
