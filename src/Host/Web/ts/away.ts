// The page that stands in for one that is not kept lists those that are, the last read first. It imports nothing: it is one plain script.
void (async () => {
  const list = document.getElementById("kept")!;
  for (const name of ["mine-1", "pages-1"]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const request of [...await cache.keys()].reverse()) {
      const page = new DOMParser().parseFromString(await (await cache.match(request))!.text(), "text/html");
      const link = document.createElement("a");
      link.className = "cell";
      link.href = request.url;
      // "The tent still stands · Kaki": the name of the site says nothing here.
      link.textContent = page.title.replace(/ · [^·]*$/, "");
      list.append(link);
    }
  }
  list.parentElement!.hidden = list.children.length === 0;
})();
