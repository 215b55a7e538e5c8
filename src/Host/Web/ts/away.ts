// The page that stands in for one that is not kept lists those that are, the last read first. It imports nothing: it is one plain script.
void (async () => {
  const list = document.getElementById("kept")!, words = document.createElement("textarea");
  for (const name of ["mine-1", "pages-1"]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const request of [...await cache.keys()].reverse()) {
      const kept = await cache.match(request);
      if (!kept) continue; // made room for another meanwhile
      // "The tent still stands · Kaki": the name of the site says nothing here. A whole document would be parsed for one line.
      words.innerHTML = /<title>([^<]*)/.exec(await kept.text())?.[1]!.replace(/ · [^·]*$/, "") ?? "";
      const link = document.createElement("a");
      link.className = "cell";
      link.href = request.url;
      link.textContent = words.value || new URL(request.url).pathname;
      list.append(link);
      list.parentElement!.hidden = false;
    }
  }
})();
