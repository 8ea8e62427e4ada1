// While somebody writes what they want: what may be public already. Without scripts the next page says it.
(function () {
  "use strict";
  const form = document.querySelector("form[data-suggest]");
  const field = form && form.querySelector("textarea");
  const shown = document.getElementById("suggestions");
  if (!field || !shown || !window.fetch) return;
  let waiting = 0, asked = "";

  async function ask() {
    const text = field.value.trim();
    if (text.length < 4 || text === asked) return;
    asked = text;
    const sent = new FormData();
    sent.set("content", text);
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.suggest, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok && text === field.value.trim()) shown.innerHTML = await answer.text();
    } catch (away) { /* a hint only: the next page has it */ }
  }

  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 600);
  });
  if (field.value) ask();
})();
