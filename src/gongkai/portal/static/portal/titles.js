// While somebody types into the search box: titles to choose from. Without scripts the page of results has them all.
(function () {
  "use strict";
  const field = document.getElementById("q");
  const address = document.currentScript.dataset.titles;
  if (!field || !window.fetch) return;
  const titles = document.createElement("datalist");
  titles.id = "titles";
  field.after(titles);
  field.setAttribute("list", "titles");
  let waiting = 0;

  async function ask() {
    const typed = field.value.trim();
    if (typed.length < 2) return titles.replaceChildren();
    try {
      const answer = await fetch(address + "?q=" + encodeURIComponent(typed));
      if (!answer.ok || typed !== field.value.trim()) return;
      const found = (await answer.json()).titles;
      titles.replaceChildren(...found.map((title) => Object.assign(document.createElement("option"), { value: title })));
    } catch (away) { /* a hint only */ }
  }

  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
})();
