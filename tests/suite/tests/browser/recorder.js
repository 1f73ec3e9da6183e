// Runs before any script of the page: notes what the widget tells the page, what the page's
// policy refused, how much the layout moved, and whether a hostile text came to life.
window.heard = [];
window.refused = [];
window.shifted = 0;
window.pwned = 0;
window.alert = () => { window.pwned++; };
window.listen = () => {
  const note = event => window.heard.push({
    name: event.type, reason: event.reason, turn: event.turn, ticket: event.ticket,
  });
  window.Vouch = ['ready', 'open', 'close', 'turn', 'handoff', 'ticket', 'error']
    .map(name => ['on', name, note]);
};
window.listen();
document.addEventListener('securitypolicyviolation', event => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
