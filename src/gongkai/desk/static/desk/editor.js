// Turns every textarea[data-rich] into an editor for headings, lists, tables and links. The server cleans what it is
// given; without scripts the text area takes plain text, or marks.
"use strict";

const KEPT = new Set("P H2 H3 H4 STRONG EM U SUB SUP BR HR BLOCKQUOTE A UL OL LI TABLE CAPTION THEAD TBODY TFOOT TR TH TD".split(" "));
const RENAMED = { H1: "h2", H5: "h4", H6: "h4", B: "strong", I: "em", DIV: "p" };
const DROPPED = new Set("SCRIPT STYLE TITLE META LINK TEMPLATE IFRAME OBJECT SVG MATH XML".split(" "));
const ATTRIBUTES = ["href", "colspan", "rowspan", "start"];
const TOOLS = [
  ["正文", "formatBlock", "p"], ["标题", "formatBlock", "h2"], ["小标题", "formatBlock", "h3"], ["加粗", "bold"],
  ["编号", "insertOrderedList"], ["列表", "insertUnorderedList"], ["链接", "createLink"], ["清除格式", "removeFormat"],
  ["撤销", "undo"], ["重做", "redo"],
];

/** A copy of the node without anything that does not belong into a document, made in a document that runs nothing. */
function tidied(node, page) {
  if (node.nodeType === Node.TEXT_NODE) return page.createTextNode(node.data);
  const parts = [...node.childNodes].filter((n) => n.nodeType <= 3 && !DROPPED.has(n.nodeName.toUpperCase()));
  const name = RENAMED[node.nodeName] ?? node.nodeName;
  const copy = KEPT.has(name.toUpperCase()) ? page.createElement(name) : page.createDocumentFragment();
  if (copy.setAttribute) {
    for (const a of ATTRIBUTES) if (node.hasAttribute(a) && !/^\s*(javascript|data|vbscript):/i.test(node.getAttribute(a))) copy.setAttribute(a, node.getAttribute(a));
  }
  copy.append(...parts.map((part) => tidied(part, page)));
  return copy;
}

function marks(text) {
  const page = document.implementation.createHTMLDocument();
  const holder = page.createElement("div");
  holder.append(tidied(new DOMParser().parseFromString(text, "text/html").body, page));
  return holder.innerHTML;
}

function run(area, command, value) {
  area.focus();
  if (command === "createLink") {
    value = prompt("链接的网址（以 https:// 开头）");
    if (!value) return;
  }
  document.execCommand(command, false, value);
}

for (const source of document.querySelectorAll("textarea[data-rich]")) {
  const label = document.querySelector(`label[for="${source.id}"]`);
  const bar = document.createElement("div");
  bar.className = "desk-tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "正文的格式");
  const area = document.createElement("div");
  area.className = "desk-rich";
  area.contentEditable = "true";
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", label?.textContent.trim() ?? "正文"]]) area.setAttribute(name, value);
  if (source.getAttribute("aria-describedby")) area.setAttribute("aria-describedby", source.getAttribute("aria-describedby"));
  area.innerHTML = /<(p|h[1-6]|ul|ol|table)\b/i.test(source.value) ? marks(source.value) : marks(source.value.split(/\n+/).map((line) => `<p>${line}</p>`).join(""));
  for (const [name, command, value] of TOOLS) {
    const tool = document.createElement("button");
    tool.type = "button";
    tool.textContent = name;
    tool.addEventListener("click", () => run(area, command, value));
    bar.append(tool);
  }
  const keep = () => { source.value = area.innerHTML; };
  area.addEventListener("input", keep);
  area.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/html");
    if (!pasted) return;
    event.preventDefault();
    document.execCommand("insertHTML", false, marks(pasted));
  });
  label?.addEventListener("click", () => area.focus());
  source.form.addEventListener("submit", keep);
  source.hidden = true;
  source.after(bar, area);
  document.execCommand("defaultParagraphSeparator", false, "p");
}
