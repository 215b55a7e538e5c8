// The four scores of Lighthouse, as on a phone, for the pages people read most: the middle of several runs, and how far they spread. The last line is JSON.
import { createServer } from "node:http";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [site, runs] = [process.argv[2], Number(process.argv[3] ?? 3)];
const kinds = ["performance", "accessibility", "best-practices", "seo"];
const times = { "first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT", "cumulative-layout-shift": "CLS", "speed-index": "SI" };
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const ask = async path => (await fetch(new URL(path, site))).json();

/** Of the notes discover shows first, the one with the most goods in it. */
async function busiest() {
  const { items } = await ask("/api/v1/feed/discover");
  let note = null;
  for (const { id } of items) {
    const found = await ask(`/api/v1/notes/${id}`);
    if (!note || found.tags.length > note.tags.length) note = found;
  }
  return { note: note.id, product: note.tags[0]?.productId };
}

/** A page with nothing on it: what it loses, the machine loses. */
async function bare() {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="description" content="A heading and a line."><title>Bare</title><h1>Bare</h1><p>A heading and a line.</p>`;
  const server = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(page)).unref();
  await new Promise(open => server.listen(0, "localhost", open));
  return `http://localhost:${server.address().port}/`;
}

async function measure(address) {
  const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: flags, logLevel: "error" });
  try {
    return (await lighthouse(address, { port: chrome.port, output: "json", onlyCategories: kinds, logLevel: "error" })).lhr;
  } finally {
    await chrome.kill();
  }
}

const score = (lhr, kind) => Math.round(lhr.categories[kind].score * 100);
const lost = lhr => kinds.flatMap(kind => lhr.categories[kind].auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
  .map(({ id }) => `${kind}: ${lhr.audits[id].title}${lhr.audits[id].displayValue ? ` (${lhr.audits[id].displayValue})` : ""}`));

const { note, product } = await busiest();
const pages = { bare: await bare(), feed: "/", note: `/notes/${note}`, product: `/goods/${product}` };
const all = Object.fromEntries(Object.keys(pages).map(name => [name, []]));
// In turn, so that what else the machine does hits all pages alike.
for (let run = 0; run < runs; run++) for (const [name, path] of Object.entries(pages)) all[name].push(await measure(new URL(path, site).href));

const scores = Object.fromEntries(Object.entries(all).map(([name, lhrs]) => [name, Object.fromEntries(kinds.map(k => [k, lhrs.map(lhr => score(lhr, k)).sort((a, b) => a - b)]))]));
const middle = list => list[Math.floor(list.length / 2)];
console.log(`${"page".padEnd(10)}${kinds.map(k => k.padStart(18)).join("")}   ${runs} runs: middle (least–most)`);
for (const [name, lhrs] of Object.entries(all)) {
  console.log(`${name.padEnd(10)}${kinds.map(k => `${middle(scores[name][k])} (${scores[name][k][0]}–${scores[name][k].at(-1)})`.padStart(18)).join("")}`);
  for (const [id, short] of Object.entries(times)) console.log(`  ${short.padEnd(9)} ${lhrs.map(lhr => lhr.audits[id].displayValue).join("  ")}`);
  console.log(`  ${"benchmark".padEnd(9)} ${lhrs.map(lhr => lhr.environment.benchmarkIndex).join("  ")}`);
  if (name !== "bare") for (const line of new Set(lhrs.flatMap(lost))) console.log(`  ${line}`);
}
const { bare: machine, ...ours } = scores;
const reached = Object.values(ours).every(page => Object.values(page).every(list => list[0] >= 95));
const benchmark = Object.values(all).flat().map(lhr => lhr.environment.benchmarkIndex);
console.log(JSON.stringify({ bench: "lighthouse", runs, scores: ours, bare: { ...machine, blocked: all.bare.map(lhr => Math.round(lhr.audits["total-blocking-time"].numericValue)) }, benchmark, reached }));
process.exitCode = reached ? 0 : 1;
