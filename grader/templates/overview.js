(function () {
  "use strict";

  function sortKey(row, column) {
    const cell = row.cells[column];
    const number = cell.dataset.sort;
    return number === undefined ? cell.textContent.trim() : Number(number);
  }

  function compare(one, other) {
    if (typeof one === "number" && typeof other === "number") { return one - other; }
    return String(one).localeCompare(String(other), undefined, { numeric: true, sensitivity: "base" });
  }

  function sortBy(table, heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const column = heading.cellIndex;
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const keys = new Map(rows.map((row) => [row, sortKey(row, column)]));
    rows.sort((one, other) => (down ? -1 : 1) * compare(keys.get(one), keys.get(other)));
    for (const other of table.querySelectorAll("th[aria-sort]")) { other.setAttribute("aria-sort", "none"); }
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows);
  }

  function makeSortable(table) {
    for (const heading of table.querySelectorAll("th[data-sortable]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, heading));
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
    }
  }

  function makeFilter(tools) {
    const table = document.getElementById(tools.dataset.filters);
    const box = tools.querySelector("input");
    const said = tools.querySelector("[role=status]");
    const rows = Array.from(table.tBodies[0].rows);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    function filter() {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      rows.forEach((row, index) => {
        row.hidden = !words.every((word) => texts[index].includes(word));
        left += row.hidden ? 0 : 1;
      });
      said.textContent = words.length ? left + " of " + rows.length : "";
    }
    box.addEventListener("input", filter);
    tools.hidden = false;
    filter();
  }

  function openTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const details = target && target.closest("details");
    if (details) { details.open = true; }
  }

  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  document.querySelectorAll("[data-filters]").forEach(makeFilter);
  addEventListener("hashchange", openTarget);
  openTarget();
}());
