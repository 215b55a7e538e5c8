// The four scores of Lighthouse, as on a phone, for the pages people read most. The last line is JSON.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const site = process.argv[2];
const ask = async path => (await fetch(new URL(path, site))).json();

async function busiest() {
  const { items } = await ask("/api/v1/feed/discover");
  let note = null;
  for (const { id } of items) {
    const found = await ask(`/api/v1/notes/${id}`);
    if (!note || found.tags.length > note.tags.length) note = found;
  }
  return { note: note.id, product: note.tags[0]?.productId };
}

const { note, product } = await busiest();
const pages = { feed: "/", note: `/notes/${note}`, ...(product ? { product: `/goods/${product}` } : {}) };
const kinds = ["performance", "accessibility", "best-practices", "seo"];
const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"], logLevel: "error" });
const scores = {};
console.log(`${"page".padEnd(10)}${kinds.map(k => k.padStart(16)).join("")}`);
try {
  for (const [name, path] of Object.entries(pages)) {
    const { lhr } = await lighthouse(new URL(path, site).href, { port: chrome.port, output: "json", onlyCategories: kinds, logLevel: "error" });
    scores[name] = Object.fromEntries(kinds.map(k => [k, Math.round(lhr.categories[k].score * 100)]));
    console.log(`${name.padEnd(10)}${kinds.map(k => String(scores[name][k]).padStart(16)).join("")}`);
    for (const k of kinds)
      for (const { id, weight } of lhr.categories[k].auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) console.log(`  ${k}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}`);
      }
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify({ bench: "lighthouse", scores, reached: Object.values(scores).every(s => Object.values(s).every(n => n >= 95)) }));
