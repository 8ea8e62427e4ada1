// Turns every textarea[data-bound] into an editor in which bound figures are marked numbers that can be looked at and
// inserted. Without scripts the text area shows them as {{ identifiers }}, and saves the same.
"use strict";

const figures = JSON.parse(document.getElementById("figures").textContent);
const named = new Map(Object.entries(figures).map(([key, figure]) => [figure.name, key]));
const card = document.getElementById("figure-card");
const TOKEN = /\{\{\s*([a-z0-9_.]+)\s*\}\}/g;

function line(caption, text) {
  const pair = document.createElement("div");
  const [term, value] = [document.createElement("dt"), document.createElement("dd")];
  [term.textContent, value.textContent] = [caption, text];
  pair.append(term, value);
  return pair;
}

/** Shows in the margin what the figure is: its definition, its value, last year's, the way to its records. */
function show(key) {
  const figure = figures[key];
  if (!figure) return;
  const [title, text, list, link] = ["h3", "p", "dl", "a"].map((name) => document.createElement(name));
  title.textContent = figure.name;
  text.textContent = `${figure.definition}。`;
  list.append(line("今年", `${figure.value} ${figure.unit}`), line("上年", figure.last ? `${figure.last} ${figure.unit}` : "没有"));
  link.href = figure.address;
  link.target = "_blank";
  link.textContent = "看组成它的记录（新窗口）";
  card.replaceChildren(title, text, list, link);
  card.hidden = false;
}

/** Counts a figure that the report did not have when the page was made. */
async function count(key, mark) {
  const answer = await fetch(new URL(`../figures/${key}/`, location.href));
  if (!answer.ok) return;
  figures[key].value = (await answer.json()).value;
  mark.textContent = figures[key].value;
  show(key);
}

function chip(key) {
  const figure = figures[key];
  const mark = document.createElement("span");
  mark.className = "figure";
  mark.contentEditable = "false";
  mark.tabIndex = 0;
  mark.dataset.key = key;
  mark.textContent = figure ? figure.value || "…" : "？";
  if (figure && !figure.value) count(key, mark);
  mark.title = figure ? `${figure.name}：${figure.definition}。上年 ${figure.last || "没有"}` : key;
  mark.setAttribute("role", "note");
  mark.setAttribute("aria-label", figure ? `${figure.value}，统计数：${figure.name}` : `没有这个统计数 ${key}`);
  for (const event of ["mouseenter", "focus"]) mark.addEventListener(event, () => show(key));
  return mark;
}

function paragraph(text) {
  const made = document.createElement("p");
  let from = 0;
  for (const found of text.matchAll(TOKEN)) {
    made.append(text.slice(from, found.index), chip(found[1]));
    from = found.index + found[0].length;
  }
  made.append(text.slice(from));
  if (!made.textContent) made.append(document.createElement("br"));
  return made;
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.dataset?.key) return `{{ ${node.dataset.key} }}`;
  if (node.nodeName === "BR") return "\n";
  const inner = [...node.childNodes].map(written).join("");
  return ["P", "DIV", "LI"].includes(node.nodeName) ? `${inner}\n` : inner;
}

const stored = (area) => [...area.childNodes].map(written).join("").replace(/\u00a0/g, " ").replace(/\n{2,}/g, "\n").trim();

for (const source of document.querySelectorAll("textarea[data-bound]")) {
  const label = document.querySelector(`label[for="${source.id}"]`);
  const area = document.createElement("div");
  area.className = "desk-bound";
  area.contentEditable = source.closest("form").querySelector("button[type=submit]").disabled ? "false" : "true";
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", label?.textContent.trim() ?? ""], ["data-for", source.name]]) area.setAttribute(name, value);
  const paragraphs = (text) => text.split(/\n+/).map(paragraph);
  area.append(...paragraphs(source.value));

  const keep = () => { source.value = stored(area); };
  area.addEventListener("input", keep);
  area.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  area.addEventListener("copy", (event) => {
    const picked = document.createElement("div");
    picked.append(getSelection().getRangeAt(0).cloneContents());
    event.clipboardData.setData("text/plain", stored(picked));
    event.preventDefault();
  });

  let caret = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.rangeCount && area.contains(selection.anchorNode)) caret = selection.getRangeAt(0).cloneRange();
  });

  const bar = document.createElement("p");
  const [find, put] = [document.createElement("input"), document.createElement("button")];
  bar.className = "desk-insert";
  find.setAttribute("list", "figures-named");
  find.setAttribute("aria-label", `在“${label?.textContent.trim() ?? ""}”中插入统计数：输入名称查找`);
  find.placeholder = "插入统计数：输入名称查找";
  put.type = "button";
  put.className = "button button-small button-secondary";
  put.textContent = "插入";
  const insert = () => {
    const key = named.get(find.value) ?? (figures[find.value] ? find.value : null);
    if (!key) { find.focus(); return; }
    const made = chip(key);
    if (!caret) {
      caret = document.createRange();
      caret.selectNodeContents(area.lastElementChild ?? area);
      caret.collapse(false);
    }
    caret.deleteContents();
    caret.insertNode(made);
    caret.setStartAfter(made);
    caret.collapse(true);
    area.focus();
    getSelection().removeAllRanges();
    getSelection().addRange(caret);
    find.value = "";
    keep();
    show(key);
  };
  put.addEventListener("click", insert);
  find.addEventListener("input", () => { if (named.has(find.value)) show(named.get(find.value)); });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); insert(); }
  });
  bar.append(find, put);
  if (area.contentEditable === "true") source.before(bar);
  source.before(area);
  source.hidden = true;
}
