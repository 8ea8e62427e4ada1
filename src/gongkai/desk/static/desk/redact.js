// Draws boxes on the pages of a file with a mouse, pen or finger; the rows of the form do the same without.
"use strict";

const rows = document.querySelector("[data-boxes] tbody");

function emptyRow() {
  for (const row of rows.rows) if (!row.querySelector("input").value) return row;
  const last = rows.rows[rows.rows.length - 1];
  const row = last.cloneNode(true);
  const number = Number(last.querySelector("input").name.split("_")[1]) + 1;
  for (const field of row.querySelectorAll("input, select")) {
    field.name = field.name.replace(/\d+/, number);
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+/, number));
    if (field.tagName === "INPUT") field.value = "";
  }
  rows.append(row);
  return row;
}

function keep(figure, box) {
  const whole = figure.querySelector("img").getBoundingClientRect();
  const [width, height] = [Number(figure.dataset.width), Number(figure.dataset.height)];
  const sides = {
    page: figure.dataset.page,
    left: ((box.left - whole.left) / whole.width) * width,
    top: ((box.top - whole.top) / whole.height) * height,
    right: ((box.right - whole.left) / whole.width) * width,
    bottom: ((box.bottom - whole.top) / whole.height) * height,
  };
  for (const field of emptyRow().querySelectorAll("input")) {
    const value = sides[field.name.split("_")[2]];
    field.value = typeof value === "number" ? value.toFixed(1) : value;
  }
}

for (const figure of rows ? document.querySelectorAll("figure[data-page]") : []) {
  const image = figure.querySelector("img");
  image.addEventListener("pointerdown", (start) => {
    if (start.button) return;
    start.preventDefault();
    image.setPointerCapture(start.pointerId);
    const mark = document.createElement("span");
    mark.className = "drawn";
    figure.append(mark);
    const whole = image.getBoundingClientRect();
    const put = (event) => {
      const [x, y] = [Math.min(Math.max(event.clientX, whole.left), whole.right), Math.min(Math.max(event.clientY, whole.top), whole.bottom)];
      mark.style.left = `${((Math.min(x, start.clientX) - whole.left) / whole.width) * 100}%`;
      mark.style.top = `${((Math.min(y, start.clientY) - whole.top) / whole.height) * 100}%`;
      mark.style.width = `${(Math.abs(x - start.clientX) / whole.width) * 100}%`;
      mark.style.height = `${(Math.abs(y - start.clientY) / whole.height) * 100}%`;
    };
    image.addEventListener("pointermove", put);
    image.addEventListener("pointerup", () => {
      image.removeEventListener("pointermove", put);
      const box = mark.getBoundingClientRect();
      if (box.width < 4 || box.height < 4) mark.remove();
      else keep(figure, box);
    }, { once: true });
  });
}
