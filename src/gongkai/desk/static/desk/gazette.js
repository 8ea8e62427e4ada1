// Rows of an issue moved by dragging: the numbers follow; what is saved are the numbers, with or without this script.
document.querySelectorAll("table[data-order] tbody").forEach((body) => {
  let dragged = null;
  body.addEventListener("dragstart", (event) => { dragged = event.target.closest("tr"); });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    body.insertBefore(dragged, below ? over.nextSibling : over);
  });
  body.addEventListener("drop", (event) => event.preventDefault());
  body.addEventListener("dragend", () => {
    dragged = null;
    body.querySelectorAll(".desk-place").forEach((place, number) => { place.value = number + 1; });
  });
});
