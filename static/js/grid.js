/* The wage ledger as a grid: <table data-grid> with one <input> a cell.
   Arrow keys and Enter move, Ctrl+Z is the browser's own, and a block copied from Excel is pasted
   over the cells from the current one to the right and down. Columns whose cells carry
   data-sum="determined" are added up, to the fen, into [data-total="determined"].
   Pasted values that find no cell are counted in the element whose id is data-overflow-note: its
   data-text, with "%d" replaced, is shown there.
   Amounts are counted in whole fen (BigInt): 0.1 + 0.2 is 0.30 here. The server checks everything
   again; this only shows early what it will say.
   A button marked data-copy-claimed fills every empty cell that carries data-claimed with it. */
const AMOUNT = /^-?\d{1,12}(\.\d{1,2})?$/;

/* "1,234.5", "¥１２３４．５", "1 234.50元" → fen as BigInt; anything else → null. */
export function toFen(text) {
  const plain = text.normalize("NFKC").replace(/[\s,¥元]/g, "");
  if (plain === "") return 0n;
  if (!AMOUNT.test(plain)) return null;
  const [yuan, fen = ""] = plain.replace("-", "").split(".");
  const value = BigInt(yuan) * 100n + BigInt(fen.padEnd(2, "0"));
  return plain.startsWith("-") ? -value : value;
}

export function fromFen(fen) {
  const sign = fen < 0n ? "-" : "";
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${yuan}.${digits.slice(-2)}`;
}

/* Excel's clipboard: tabs between cells, quotes around cells that hold a line break or a quote. */
export function fromClipboard(text) {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const lines = [[""]];
  let quoted = false;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i];
    const line = lines.at(-1);
    if (quoted && char === '"' && source[i + 1] === '"') line[line.length - 1] += source[(i += 1)];
    else if (quoted && char === '"') quoted = false;
    else if (quoted) line[line.length - 1] += char === "\n" ? " " : char;
    else if (char === '"' && line.at(-1) === "") quoted = true;
    else if (char === "\t") line.push("");
    else if (char === "\n") lines.push([""]);
    else line[line.length - 1] += char;
  }
  return lines.map((line) => line.map((cell) => cell.trim()));
}

class Grid {
  constructor(table) {
    this.table = table;
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("paste", (event) => this.onPaste(event));
    table.addEventListener("input", (event) => this.changed(event.target));
    table.addEventListener("focusin", (event) => event.target.select?.());
    for (const cell of table.querySelectorAll("input[data-sum]")) this.check(cell);
    this.total();
  }

  cells() {
    const editable = "td input:not([type=hidden]):not([readonly]):not(:disabled)";
    const rows = [...this.table.querySelectorAll("tbody > tr")];
    return rows.map((row) => [...row.querySelectorAll(editable)]).filter((row) => row.length);
  }

  place(cell) {
    const rows = this.cells();
    const row = rows.findIndex((line) => line.includes(cell));
    return row < 0 ? null : { rows, row, column: rows[row].indexOf(cell) };
  }

  onKey(event) {
    const at = this.place(event.target);
    if (!at || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, selectionStart, selectionEnd } = event.target;
    const whole = selectionEnd - selectionStart === value.length;
    const steps = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowLeft: whole || selectionEnd === 0 ? [0, -1] : null,
      ArrowRight: whole || selectionStart === value.length ? [0, 1] : null,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    at.rows[at.row + step[0]]?.[at.column + step[1]]?.focus();
  }

  onPaste(event) {
    const at = this.place(event.target);
    const text = event.clipboardData.getData("text/plain");
    if (!at || !/[\t\n\r]/.test(text.trimEnd())) return;
    event.preventDefault();
    let homeless = 0;
    fromClipboard(text).forEach((line, down) => {
      line.forEach((value, right) => {
        const cell = at.rows[at.row + down]?.[at.column + right];
        if (!cell) {
          homeless += value === "" ? 0 : 1;
          return;
        }
        cell.value = value;
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
    this.tellHomeless(homeless);
  }

  tellHomeless(count) {
    const note = document.getElementById(this.table.dataset.overflowNote || "");
    if (!note) return;
    note.hidden = count === 0;
    note.textContent = note.dataset.text.replace("%d", String(count));
  }

  changed(cell) {
    cell.classList.toggle("is-changed", cell.value !== cell.defaultValue);
    if (cell.dataset.sum) this.check(cell);
    this.total();
  }

  check(cell) {
    const fen = toFen(cell.value);
    if (fen === null || fen < 0n) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }

  total() {
    for (const place of document.querySelectorAll("[data-total]")) {
      const cells = this.table.querySelectorAll(`input[data-sum="${place.dataset.total}"]`);
      const amounts = [...cells].map((cell) => toFen(cell.value));
      const unreadable = amounts.includes(null);
      place.textContent = unreadable ? "—" : fromFen(amounts.reduce((sum, fen) => sum + fen, 0n));
    }
  }
}

for (const table of document.querySelectorAll("table[data-grid]")) new Grid(table);

document.querySelector("[data-copy-claimed]")?.addEventListener("click", () => {
  for (const cell of document.querySelectorAll("input[data-claimed]")) {
    if (cell.value.trim()) continue;
    cell.value = cell.dataset.claimed;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
