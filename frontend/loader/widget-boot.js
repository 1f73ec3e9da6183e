// Starts the widget once the loader asked for it. A module, so it may use new syntax; whatever
// goes wrong here leads to the loader's plain contact form.
import init from './widget.js';

init().catch(() => window.Vouch._.fail('script'));
