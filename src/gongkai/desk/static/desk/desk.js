// What every page also does without: ticking all, choosing a body, copying, progress without a reload.
"use strict";

for (const all of document.querySelectorAll("input[data-all]")) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.getElementsByName(all.dataset.all)) box.checked = all.checked;
  });
}

// Wagtail's window for a choice: one begins where one types, and comes back to what was chosen.
let choosing;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-chooser-action-choose]")) choosing = event.target.closest(".chooser");
}, true);
jQuery(document).on("shown.bs.modal", (event) => event.target.querySelector("input[type=text]")?.focus());
jQuery(document).on("hidden.bs.modal", () => {
  choosing?.querySelector(choosing.matches(".blank") ? ".unchosen button" : ".chosen button")?.focus();
});

for (const field of document.querySelectorAll("input[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = "复制";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "已复制";
  });
  field.after(button);
}

for (const button of document.querySelectorAll("button[data-print]")) button.addEventListener("click", () => print());

async function refresh() {
  const shown = document.querySelector("#progress[data-busy]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("#progress");
    if (now && !now.hasAttribute("data-busy")) {
      location.reload();
      return;
    }
    if (now && now.innerHTML !== shown.innerHTML) shown.replaceChildren(...now.childNodes);
  } catch {
    // The server is away for a moment: what is shown stays, and the next turn asks again.
  }
  setTimeout(refresh, 2000);
}
setTimeout(refresh, 1500);
