/* Words selected on the paper become a mark: the first empty row takes the passage, and how many
   equal passages stand before it, so that the server finds the same one. Without this script the
   rows are filled by hand. */
const HIDDEN = "style, svg, script, .remark-number";

/* The text of a part of the paper as the server reads it: without blanks, numbers and drawings. */
function plain(range) {
  const part = range.cloneContents();
  for (const node of part.querySelectorAll(HIDDEN)) node.remove();
  return part.textContent.replace(/\s+/g, "");
}

export function timesBefore(text, quote, end) {
  let times = 0;
  for (let at = text.indexOf(quote); at >= 0 && at < end; at = text.indexOf(quote, at + 1)) times += 1;
  return times;
}

/* The selection, if it lies wholly on the paper: its words, and how many equals come first. */
function selected(sheet) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paper = sheet.querySelector(".paper-frame");
  if (!paper?.contains(range.commonAncestorContainer)) return null;
  const quote = plain(range);
  if (!quote) return null;
  const before = document.createRange();
  before.setStart(paper, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = document.createRange();
  whole.selectNodeContents(paper);
  return { quote, nth: timesBefore(plain(whole), quote, plain(before).length) };
}

function rowsOf(marks) {
  return [...marks.querySelectorAll("[data-mark-row]")].map((box) => {
    const field = (name) => box.querySelector(`[name$="-${name}"]`);
    return { box, quote: field("quote"), note: field("note"), nth: field("nth") };
  });
}

/* What is filled, and one row more. */
function showRows(rows) {
  const empty = ({ quote, note }) => !quote.value && !note.value;
  const first = rows.find(empty);
  for (const row of rows) row.box.hidden = empty(row) && row !== first;
}

const marks = document.querySelector("[data-marks]");
const button = document.querySelector("[data-mark-selection]");
const sheet = document.getElementById("sheet");
if (marks && button && sheet) {
  const rows = rowsOf(marks);
  button.hidden = false;
  showRows(rows);
  marks.addEventListener("input", () => showRows(rows));
  document.addEventListener("selectionchange", () => {
    button.disabled = !selected(sheet);
  });
  // The click itself must not take the selection away.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const found = selected(sheet);
    const row = rows.find(({ quote, note }) => !quote.value && !note.value);
    if (!found || !row) return;
    row.quote.value = found.quote.slice(0, row.quote.maxLength);
    row.nth.value = String(found.nth);
    marks.open = true;
    row.quote.dispatchEvent(new Event("input", { bubbles: true }));
    row.note.focus();
  });
}
