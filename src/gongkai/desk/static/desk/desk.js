// What every page also does without: ticking all, progress without a reload.
"use strict";

for (const all of document.querySelectorAll("input[data-all]")) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.getElementsByName(all.dataset.all)) box.checked = all.checked;
  });
}

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
