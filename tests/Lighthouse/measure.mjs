// The four scores of Lighthouse, as on a phone, for the pages people read most: the middle of several runs, and how far they spread. The last line is JSON.
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

async function measure(path) {
  const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: flags, logLevel: "error" });
  try {
    return (await lighthouse(new URL(path, site).href, { port: chrome.port, output: "json", onlyCategories: kinds, logLevel: "error" })).lhr;
  } finally {
    await chrome.kill();
  }
}

const score = (lhr, kind) => Math.round(lhr.categories[kind].score * 100);
const lost = lhr => kinds.flatMap(kind => lhr.categories[kind].auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
  .map(({ id }) => `${kind}: ${lhr.audits[id].title}${lhr.audits[id].displayValue ? ` (${lhr.audits[id].displayValue})` : ""}`));

const { note, product } = await busiest();
const pages = { feed: "/", note: `/notes/${note}`, product: `/goods/${product}` };
const scores = {};
console.log(`${"page".padEnd(10)}${kinds.map(k => k.padStart(18)).join("")}   ${runs} runs: middle (least–most)`);
for (const [name, path] of Object.entries(pages)) {
  const all = [];
  for (let run = 0; run < runs; run++) all.push(await measure(path));
  scores[name] = Object.fromEntries(kinds.map(k => [k, all.map(lhr => score(lhr, k)).sort((a, b) => a - b)]));
  const middle = list => list[Math.floor(list.length / 2)];
  console.log(`${name.padEnd(10)}${kinds.map(k => `${middle(scores[name][k])} (${scores[name][k][0]}–${scores[name][k].at(-1)})`.padStart(18)).join("")}`);
  for (const [id, short] of Object.entries(times)) console.log(`  ${short.padEnd(4)} ${all.map(lhr => lhr.audits[id].displayValue).join("  ")}`);
  for (const line of new Set(all.flatMap(lost))) console.log(`  ${line}`);
}
const reached = Object.values(scores).every(page => Object.values(page).every(list => list[0] >= 95));
console.log(JSON.stringify({ bench: "lighthouse", runs, scores, reached }));
process.exitCode = reached ? 0 : 1;
