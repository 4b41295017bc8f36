// Copy what a field holds. Without clipboard access it is shown and selected, ready for the hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  } catch {
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.select();
  }
});
