// Starts the widget once the loader asked for it. A module, so it may use new syntax; whatever
// goes wrong here leads to the loader's plain contact form.
const loader = window.Vouch._;
let reason = 'blocked';
try {
  // Throws where the page's policy forbids WebAssembly, before anything large is fetched.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  reason = 'script';
  await (await import('./widget.js')).default();
} catch {
  loader.fail(reason);
}
