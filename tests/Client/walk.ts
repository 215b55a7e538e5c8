// What people do, by a client made from the description alone: it must compile against it, and the site must keep to it.
import { readFile } from "node:fs/promises";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.js";

type Api = Client<paths>;
const [site, photo] = process.argv.slice(2) as [string, string];

function client(token?: string): Api {
  return createClient<paths>({ baseUrl: site, headers: { "Accept-Language": "en", ...(token ? { Authorization: `Bearer ${token}` } : {}) } });
}

/** The answer, or the problem as an error. */
async function done<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined || !response.ok) throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`);
  return data as T;
}

function expect(what: string, yes: boolean): void {
  if (!yes) throw new Error(`Not so: ${what}`);
}

async function join(handle: string): Promise<{ api: Api; me: components["schemas"]["SignUpOutput"]; token: string }> {
  const me = await done(client().POST("/api/v1/accounts", { body: { handle, name: handle, password: "three warm persimmons", token: true } }));
  return { api: client(me.token!), me, token: me.token! };
}

async function picture(token: string): Promise<string> {
  const answer = await fetch(`${site}/api/v1/pictures?purpose=goods`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "image/png" }, body: new Uint8Array(await readFile(photo)) });
  const made = (await answer.json()) as components["schemas"]["PictureView"];
  expect(`a picture is taken: ${JSON.stringify(made)}`, answer.status === 201);
  return made.id;
}

async function notes(): Promise<void> {
  const amy = await join("amy_client"), ben = await join("ben_client");
  const sent = { title: "By a program", body: "Written by a generated client. #client", visibility: "public" as const };
  const key = { "Idempotency-Key": "walk-1" };
  const note = await done(amy.api.POST("/api/v1/notes", { body: sent, headers: key }));
  const again = await done(amy.api.POST("/api/v1/notes", { body: sent, headers: key }));
  expect("one key is one note", note.id === again.id);
  const like = await done(ben.api.PUT("/api/v1/notes/{id}/like", { params: { path: { id: note.id } } }));
  expect("a like counts", like.count === 1);
  const comment = await done(ben.api.POST("/api/v1/notes/{id}/comments", { params: { path: { id: note.id } }, body: { text: "Which one?", parentId: null, pictureId: null } }));
  expect("ids are text", typeof comment.id === "string" && comment.author?.id === ben.me.id);
  await done(ben.api.PUT("/api/v1/people/{person}/follow", { params: { path: { person: "amy_client" } } }));
  const read = await done(ben.api.GET("/api/v1/notes/{id}", { params: { path: { id: note.id } } }));
  expect("what is read is what was written", read.title === sent.title && read.comments === 1 && read.liked && read.author.id === amy.me.id);
  const feed = await done(ben.api.GET("/api/v1/feed/following"));
  expect("who follows sees it", feed.items.some(n => n.id === note.id));
  const no = await ben.api.PUT("/api/v1/notes/{id}", { params: { path: { id: note.id } }, body: { title: "Mine now", body: "All of it.", visibility: "public" } });
  expect(`what is not yours is not there: ${no.response.status} ${JSON.stringify(no.error)}`, no.response.status === 404 && (no.error as { code?: string } | undefined)?.code === "missing");
}

async function loop(operator: Api): Promise<void> {
  const keeper = await join("keeper_client"), buyer = await join("buyer_client");
  await done(operator.PUT("/api/v1/categories/{slug}", { params: { path: { slug: "tea" } }, body: { name: { zh: "茶器", en: "Tea ware" }, parent: null, position: 0, attributes: [] } }));
  await done(operator.POST("/api/v1/shops", { body: { ownerId: keeper.me.id, slug: "client-tea", name: { zh: "茶室", en: "Tea room" }, about: { zh: "", en: "" }, shipsFrom: { zh: "景德镇", en: "Jingdezhen" }, currency: "CNY" } }));
  const tea = (await done(client().GET("/api/v1/categories"))).items.find(c => c.slug === "tea")!;
  const product = await done(keeper.api.POST("/api/v1/office/goods", {
    body: {
      title: { zh: "盖碗", en: "Gaiwan" }, about: { zh: "薄口", en: "Thin at the lip" }, brand: "", categoryId: tea.id, attributes: {}, options: [],
      variants: [{ choices: [], priceMinor: 16800, code: "GW", stock: 5 }], pictures: [{ id: await picture(keeper.token), alt: { zh: "盖碗", en: "A gaiwan" } }],
    },
  }));
  await done(keeper.api.POST("/api/v1/office/goods/sale", { body: { ids: [product.id], onSale: true } }));
  const seen = await done(client().GET("/api/v1/goods/{id}", { params: { path: { id: product.id } } }));
  const sku = seen.skus[0]!;
  await done(buyer.api.POST("/api/v1/cart/lines", { body: { sku: sku.id, quantity: 2 } }));
  const address = await done(buyer.api.POST("/api/v1/addresses", { body: { name: "许多多", phone: "13800002046", region: "CN-ZJ", street: "竹竿巷 18 号", default: true } }));
  const cart = await done(buyer.api.GET("/api/v1/cart"));
  expect("the cart holds two", cart.pieces === 2);
  const placed = await done(buyer.api.POST("/api/v1/orders", { body: { address: address.id, lines: [{ sku: sku.id, quantity: 2, minor: sku.price.minor! }], total: 2 * sku.price.minor! + seen.shipping.flat.minor!, direct: false, provider: "sandbox" } }));
  await fetch(new URL(placed.payUrl!, site), { method: "POST", body: new URLSearchParams({ choice: "Pay" }), redirect: "manual" });
  const order = await eventually(() => done(buyer.api.GET("/api/v1/orders/{id}", { params: { path: { id: placed.order } } })), o => o.state === "paid");
  const part = order.parts[0]!;
  await done(keeper.api.POST("/api/v1/office/orders/{id}/parcels", { params: { path: { id: part.id } }, body: { carrier: "sf", tracking: "SF1234567890" } }));
  await done(buyer.api.POST("/api/v1/orders/{id}/receive", { params: { path: { id: order.id } }, body: {} }));
  await done(buyer.api.POST("/api/v1/orders/lines/{lineId}/review", { params: { path: { lineId: part.lines[0]!.id } }, body: { stars: 5, text: "Thin at the lip indeed", pictures: [] } }));
  const reviews = await done(client().GET("/api/v1/goods/{id}/reviews", { params: { path: { id: product.id } } }));
  expect("the review is there", reviews.items[0]?.stars === 5);
}

async function eventually<T>(ask: () => Promise<T>, so: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (so(answer)) return answer;
    if (tries === 100) throw new Error(`Never so: ${JSON.stringify(answer)}`);
    await new Promise(wait => setTimeout(wait, 100));
  }
}

const founder = await join("founder_client"); // the first person of a site is its operator
await notes();
await loop(founder.api);
console.log("walked");
