// Keeps the form's revision at what the server last stored, so that "Next" is not taken for the
// answer of an old window.
document.addEventListener("body-chart:saved", (event) => {
  const field = document.querySelector('.where__form input[name="revision"]');
  if (field) field.value = String(event.detail.revision);
});

// The list stands below the tools, out of sight on a phone: a word beside the question leads there.
const toList = document.querySelector("[data-open-list]");
document.addEventListener("body-chart:ready", () => (toList.hidden = false));
toList.hidden = !document.querySelector("body-chart[data-ready]");
toList.addEventListener("click", () => {
  const list = document.querySelector(".where__form .body-chart__list");
  list.open = true;
  list.scrollIntoView({ block: "center" });
  list.querySelector("input").focus({ preventScroll: true });
});
