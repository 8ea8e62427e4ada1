// While somebody types: titles to choose from. Without scripts the form works as it is.
(function () {
  "use strict";
  const field = document.getElementById("q");
  const list = document.getElementById("titles");
  if (!field || !list || !window.fetch) return;
  let waiting = 0, asked = "";

  async function ask() {
    const typed = field.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(field.dataset.suggest + "?q=" + encodeURIComponent(typed), { credentials: "omit" });
      if (!answer.ok || typed !== field.value.trim()) return;
      const { titles } = await answer.json();
      list.replaceChildren(...titles.map(function (title) {
        const option = document.createElement("option");
        option.value = title;
        return option;
      }));
    } catch (away) { /* a hint only */ }
  }

  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
})();
