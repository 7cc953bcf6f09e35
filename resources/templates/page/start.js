// What is live from the start, and what becomes so when it comes near the window.

document.documentElement.classList.add("live");
const svg = document.getElementById("plan");
if (svg) plan = new Plan(svg);

const near = new IntersectionObserver((found) => found.forEach((one) => {
  if (!one.isIntersecting) return;
  near.unobserve(one.target);
  pageTable(one.target.dataset.table);
}), { rootMargin: "800px" });
const boxes = document.querySelectorAll("[data-table]");
boxes.forEach((box) => near.observe(box));

document.addEventListener("pointerover", (event) => {
  const line = event.target instanceof Element && event.target.closest("tr[data-s]");
  if (line) marked(Number(line.dataset.s), "hovered");
});
window.addEventListener("beforeprint", () => boxes.forEach((box) => {
  const table = pageTable(box.dataset.table);
  if (table) table.print(true);
}));
window.addEventListener("afterprint", () => Object.keys(tables).forEach((key) => {
  if (tables[key]) tables[key].print(false);
}));
