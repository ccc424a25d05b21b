// The register, made nicer: "Everyone is here" without asking the server, and the count as it changes.

const form = document.querySelector("[data-register]");
const boxes = [...form.querySelectorAll("[data-row]")];
const chosen = (row) => row.querySelector(".tr-marks input:checked")?.value ?? row.dataset.stands;

const count = () => {
  const found = { here: 0, late: 0, away: 0, "": 0 };
  for (const row of boxes) found[chosen(row)] += 1;
  for (const name of ["here", "late", "away"]) form.querySelector(`[data-count="${name}"]`).textContent = found[name];
  form.querySelector('[data-count="left"]').textContent = found[""];
  form.querySelector(".tr-todo").hidden = found[""] === 0;
};

form.querySelector("[data-everyone]").addEventListener("click", (event) => {
  event.preventDefault();
  for (const row of boxes) if (!chosen(row)) row.querySelector('input[value="here"]').checked = true;
  count();
});
form.addEventListener("change", count);
form.addEventListener("submit", () => (form.querySelector("[data-save]").textContent = "Saving…"));
count();
