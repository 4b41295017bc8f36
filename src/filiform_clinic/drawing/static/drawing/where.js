// Keeps the form's revision at what the server last stored, so that "Next" is not taken for the
// answer of an old window.
document.addEventListener("body-chart:saved", (event) => {
  const field = document.querySelector('.where__form input[name="revision"]');
  if (field) field.value = String(event.detail.revision);
});
