import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const wwwroot = resolve(here, "../wwwroot");

/** Dark values are written once, under [data-theme="dark"], and repeated here for people who follow their system, so the two cannot drift. */
const darkTwin = {
  postcssPlugin: "dark-twin",
  OnceExit(root: any, { AtRule }: any) {
    const dark = ':root[data-theme="dark"]';
    root.walkRules((rule: any) => {
      if (!rule.selector.includes(dark) || rule.parent.name === "media") return;
      const twin = rule.clone({ selector: rule.selector.replaceAll(dark, ':root:not([data-theme="light"])') });
      rule.after(new AtRule({ name: "media", params: "(prefers-color-scheme: dark)", nodes: [twin] }));
    });
  },
};

/** Static pages that must know hashed names: the service worker at /sw.js, so that its scope is the whole site, and the page it shows without the net. */
function offline(): Plugin {
  return {
    name: "offline",
    writeBundle(options, bundle) {
      const files = Object.values(bundle);
      const named = (name: string) => files.find(f => f.fileName.startsWith(name.split("/").pop()!.replace(/\.\w+$/, "-")) && f.fileName.endsWith(name.match(/\.\w+$/)![0]))!.fileName;
      const member = files.find(f => f.type === "chunk" && f.isEntry && f.name === "member") as { fileName: string; imports: string[] };
      const shell = [named("early.js"), named("away.js"), member.fileName, ...member.imports, named("css/member.css")].map(f => "/built/" + f);
      const stamp = createHash("sha256").update(shell.join()).digest("hex").slice(0, 12);

      const from = resolve(options.dir!, "sw.js");
      const worker = readFileSync(from, "utf8").replace("__SHELL__", JSON.stringify(shell)).replace("__STAMP__", stamp);
      writeFileSync(resolve(wwwroot, "sw.js"), worker);
      rmSync(from);

      const words = Object.fromEntries(["zh-CN", "en"].map(l => [l, JSON.parse(readFileSync(resolve(here, `web.words.${l}.json`), "utf8"))]));
      const drawn = (name: string) => readFileSync(resolve(here, "icons.svg"), "utf8").match(`<symbol id="${name}"[^>]*>(.*?)</symbol>`)![1]!;
      const page = readFileSync(resolve(here, "offline.html"), "utf8").replace(/\{\{([^}]+)\}\}/g, (_, what: string) => {
        const [lang, key] = what.split(":");
        if (what.startsWith("art-")) return drawn(what);
        return key ? words[lang!][key] : "/built/" + named(what);
      });
      writeFileSync(resolve(wwwroot, "offline.html"), page);
    },
  };
}

export default defineConfig({
  root: here,
  base: "/built/",
  publicDir: false,
  plugins: [offline()],
  css: { postcss: { plugins: [darkTwin as any] } },
  build: {
    outDir: resolve(wwwroot, "built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ["css/member.css", "css/desk.css", "ts/early.ts", "ts/away.ts", "ts/member.ts", "ts/desk.ts", "ts/sw.ts"].map(f => resolve(here, f)),
      output: {
        entryFileNames: chunk => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
