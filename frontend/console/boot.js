// Starts the console's program that the page names. Where that fails the page says so, and what to do.
try {
  await (await import(`./${document.body.dataset.program}.js`)).default();
} catch (error) {
  document.getElementById('starting').textContent =
    `The console cannot start in this browser (${error?.message ?? error}). Reload the page; if that does not help, use a current Chrome, Firefox, Safari or Edge.`;
}
