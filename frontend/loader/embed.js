// The one script that a shop pastes. It draws the launcher and fetches nothing else until a
// shopper shows interest; then it starts the widget (WebAssembly). Where that cannot run, or does
// not come alive in ten seconds, a plain contact form stands in the same place.
//
// Every page of every shop pays for this file, and old browsers must at least get through it to
// the form. So: ES5, short names, and comments on lines of their own, which the server strips
// together with the indentation before it serves the file.
//
//   w, d  window, document           el  makes an element       h     our host element
//   b     the launcher               f   the plain form         m, n  its first field, its note
//   my    what our parts share       t   tells the page         k     marks the launcher
//   app   the widget, once alive     x   why it is not          up    something should be open
(function (w, d) {
  var tag = d.currentScript || d.querySelector('[data-site]');
  var data = tag.dataset;
  var h = d.createElement('vouch-widget');
  var css = 'position:fixed;bottom:20px;padding:16px;' + (data.position || 'right') + ':20px;border-radius:16px;font:16px system-ui;';
  var b, f, m, app, x, up;

  // Elements are made one by one and styled through the object model, which a page's
  // `style-src 'self'` allows. No text can become markup.
  function el(to, name, id, css, props) {
    to = to.appendChild(d.createElement(name));
    to.style.cssText = css;
    to.dataset.testid = id;
    for (name in props) to[name] = props[name];
    return to;
  }
  function t(name, it) {
    try { h.dispatchEvent(Object.assign(new Event(name), it)); } catch (e) {}
  }
  function run(file, type, lost) {
    el(d.head, 'script', '', '', { type: type, nonce: tag.nonce, onerror: lost, src: my.base + file });
  }

  // A filled-in form stays on the device until send.js has brought it to the server. Should even
  // send.js not arrive, the server is away: `fn` is told, and it is tried again.
  function keep(it, fn) {
    my.kept[it.handoff_id] = [it, fn];
    try { localStorage['vouch:' + data.site + it.handoff_id] = JSON.stringify(it); } catch (e) {}
    send();
  }
  function send() {
    run('send.js', '', function () {
      for (var id in my.kept) my.kept[id][1]();
      setTimeout(send, 3e4);
    });
  }

  function field(id, name, type, text) {
    return el(el(f, 'label', '', 'display:grid', { textContent: text }), name, 'fallback-' + id, '', { type: type, required: 1 });
  }
  function show() {
    if (!f) {
      f = el(my.root, 'form', 'fallback-form', css + 'bottom:90px;width:280px;border:1px solid;background:Canvas', {
        onsubmit: function () {
          keep({ handoff_id: Math.random().toString(36).slice(2), email: m.value, message: text.value, consent: true }, function (it) {
            n.textContent = it || 'Kept here, sent later';
          });
          return false;
        }
      });
      m = field('email', 'input', 'email', 'E-mail');
      var text = field('message', 'textarea', '', 'Message');
      field('consent', 'input', 'checkbox', 'You may use this to reply');
      el(f, 'button', 'fallback-submit', '', { textContent: 'Send' });
      var n = el(f, 'p', 'fallback-done', '', { role: 'status' });
      text.value = my.words || '';
    }
    f.hidden = 0;
    m.focus();
    k(1);
  }

  // The launcher pales while the widget is on its way.
  function k(open) {
    b.ariaExpanded = !!open;
    b.style.opacity = up && !open ? .5 : 1;
    open && t('open');
  }
  function fail(why, words) {
    x || t('error', { reason: x = why });
    my.words = words || my.words;
    my.at.hidden = 1;
    up && show();
  }
  function start() {
    b.onpointerenter = b.onfocus = b.ontouchstart = start = Date;
    try {
      // Throws in browsers without modules, and `run` where the page trusts no script of ours.
      tag.noModule.name;
      run('widget-boot.js', 'module', function () { fail('script'); });
    } catch (e) { fail('blocked'); }
  }
  function open() {
    up = 1;
    k();
    start();
    if (x) show();
    else if (app) k(app.open() || 1);
    else setTimeout(function () { app || fail('timeout'); }, 1e4);
  }
  function close() {
    up = 0;
    k();
    if (f) f.hidden = 1;
    if (app) app.close();
    b.focus();
    t('close');
  }

  // What widget and send.js use; see `frontend/widget/src/bridge.rs`.
  var my = {
    data: data, base: tag.src.replace('embed.js', ''), kept: {}, emit: t, fail: fail, keep: keep, close: close, send: send,
    root: h.attachShadow ? h.attachShadow({ mode: 'open' }) : h,
    live: function (it) {
      if (x) return;
      app = it;
      up && open();
      my.words && it.ask(my.words);
    }
  };
  my.at = el(my.root, 'div', '');
  var api = {
    _: my, open: open, close: close,
    toggle: function () { up ? close() : open(); },
    ask: function (text) {
      my.words = text;
      open();
      app && app.ask(text);
    },
    identify: function (jwt) { my.identity = jwt; },
    on: function (name, fn) { h.addEventListener(name, fn); },
    off: function (name, fn) { h.removeEventListener(name, fn); },
    destroy: function () { h.remove(); w.Vouch = 0; },
    push: function (it) { api[it.shift()].apply(api, it); }
  };
  function draw() {
    h.style.cssText = 'all:initial;position:fixed;z-index:99999;color-scheme:' + (data.theme || 'light dark');
    d.body.appendChild(h);
    b = d.querySelector(data.launcher || '_') || el(my.root, 'button', 'vouch-launcher', css + 'border:0;color:#fff;background:' + (data.accent || '#165'), { textContent: 'Chat' });
    b.onpointerenter = b.onfocus = b.ontouchstart = start;
    b.onclick = api.toggle;
    (w.Vouch || []).map(api.push);
    w.Vouch = api;
    t('ready');
    'open' in data && open();
    try { /vouch:/.test(Object.keys(localStorage)) && send(); } catch (e) {}
  }
  d.body ? draw() : w.addEventListener('load', draw);
})(window, document);
