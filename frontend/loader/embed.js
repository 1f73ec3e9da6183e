// The one script that a shop pastes. It draws the launcher and fetches nothing else until a
// shopper shows interest; then it starts the widget (WebAssembly). Where that cannot run, or does
// not come alive in time, a plain contact form stands in the same place.
//
// ES5 without any dependency: this must at least reach a person in any browser. Before serving it,
// the server strips lines that are comments, and indentation. Nothing here may depend on either.
(function (window, document) {
  var script = document.currentScript || document.querySelector('script[data-site]');
  var data = script.dataset;
  var base = script.src.replace(/\/embed\.js.*/, '');
  var store = 'vouch-kept-' + data.site;
  var listeners = {};
  var told = {};
  var kept = [];
  var host = document.createElement('vouch-widget');
  var root = host.attachShadow ? host.attachShadow({ mode: 'open' }) : host;
  var corner = 'position:fixed;bottom:20px;' + (data.position == 'left' ? 'left' : 'right') + ':20px;';
  var paint = 'border:0;cursor:pointer;color:#fff;background:' + (data.accent || '#1f5f52') + ';';
  var button, icon, form, widget, started, failed, wanted, sending, words, memory;

  // Elements are made one by one and styled through the object model, which a page's
  // `style-src 'self'` allows. No text can become markup.
  function make(parent, tag, css, attributes, text) {
    var element = document.createElement(tag);
    element.style.cssText = css;
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    element.textContent = text || '';
    return parent.appendChild(element);
  }

  function emit(event, detail) {
    (listeners[event] || []).forEach(function (listener) {
      setTimeout(listener, 0, detail);
    });
  }

  // Forms that are still to be sent stay on the device; in memory, where storage is closed to us.
  function load() {
    try { if (!memory) kept = JSON.parse(localStorage[store] || '[]'); } catch (e) {}
  }
  function save() {
    try { localStorage[store] = JSON.stringify(kept); } catch (e) { memory = 1; }
  }

  function post(path, body, token, done) {
    var request = new XMLHttpRequest();
    request.open('POST', base + '/v1/' + path);
    request.timeout = 1e4;
    request.setRequestHeader('Content-Type', 'application/json');
    if (token) request.setRequestHeader('Authorization', 'Bearer ' + token);
    request.onloadend = function () {
      var reply;
      try { reply = JSON.parse(request.responseText); } catch (e) {}
      done(reply || {}, request.status);
    };
    request.send(JSON.stringify(body));
  }

  // Sends the oldest kept form. Its id goes along with every try, so the server stores it once,
  // whichever tab or visit gets it through. A form that the server refuses for good is dropped:
  // it would be refused for ever and keep the others waiting.
  function deliver() {
    load();
    var entry = kept[0];
    if (sending || !entry) return;
    sending = 1;
    function settle(reply, status) {
      var over = reply.ticket || status == 422;
      sending = 0;
      if (over) {
        load();
        kept = kept.filter(function (other) { return other.handoff_id != entry.handoff_id; });
        save();
      }
      setTimeout(deliver, over ? 0 : 3e4);
      if (reply.ticket) emit('ticket', { ticket: reply.ticket });
      if (told[entry.handoff_id]) told[entry.handoff_id](reply.ticket, over && reply.detail);
    }
    post('sites/' + data.site + '/conversations', {}, 0, function (reply) {
      if (reply.id) post('conversations/' + reply.id + '/handoff', entry, reply.token, settle);
      else settle(reply);
    });
  }
  function keep(entry, done) {
    load();
    kept.push(entry);
    save();
    told[entry.handoff_id] = done;
    deliver();
  }

  function field(tag, name, type, text) {
    var label = make(form, 'label', 'display:block;margin:12px 0', {}, text);
    var css = name == 'consent' ? 'float:left;margin:4px 8px 0 0' : 'display:block;box-sizing:border-box;width:100%;padding:10px;font:inherit';
    return make(label, tag, css, { type: type, required: '', rows: 5, maxlength: 4000, 'data-testid': 'fallback-' + name });
  }
  function showForm() {
    if (!form) {
      form = make(root, 'form', corner + 'box-sizing:border-box;width:380px;max-width:calc(100vw - 40px);max-height:calc(100vh - 40px);overflow:auto;padding:20px;border:1px solid GrayText;border-radius:16px;background:Canvas;color:CanvasText;font:16px/1.4 system-ui,sans-serif', { role: 'dialog', 'aria-label': 'Contact form', 'data-testid': 'fallback-form' });
      make(form, 'button', 'float:right;width:44px;height:44px;font:inherit', { type: 'button', 'aria-label': 'Close', 'data-testid': 'fallback-close' }, '×').onclick = close;
      make(form, 'p', 'margin:0', {}, 'The chat cannot open here. Write to us and a person will answer by e-mail.');
      var email = field('input', 'email', 'email', 'E-mail address');
      var message = field('textarea', 'message', '', 'Message');
      field('input', 'consent', 'checkbox', 'You may use this to answer me.');
      var submit = make(form, 'button', paint + 'padding:12px 20px;border-radius:8px;font:inherit', { 'data-testid': 'fallback-submit' }, 'Send');
      var status = make(form, 'p', '', { role: 'status' });
      message.value = words || '';
      form.onkeydown = function (event) { if (event.key == 'Escape') close(); };
      form.onsubmit = function () {
        submit.disabled = true;
        status.textContent = 'Sending…';
        keep({ handoff_id: ('' + Date.now() + Math.random()).replace('.', '-'), email: email.value, message: message.value, consent: true }, function (ticket, refusal) {
          status.textContent = ticket ? 'Thank you. Your ticket is ' + ticket + '.' : refusal || 'We cannot reach the shop now. Your message is kept on this device and sent later.';
          status.setAttribute('data-testid', 'fallback-done');
          submit.disabled = !refusal;
        });
        return false;
      };
    }
    form.style.display = '';
    form.elements[1].focus();
    mark(1);
  }

  // The launcher is out of the way while something is open, and shows three dots meanwhile.
  function mark(open) {
    button.setAttribute('aria-expanded', !!open);
    if (icon) {
      button.style.display = open ? 'none' : '';
      icon.setAttribute('d', wanted ? 'M6 12h.01M12 12h.01M18 12h.01' : 'M4 20l2-4a7.5 7.5 0 112.5 2.5z');
    }
    if (open) emit('open', {});
  }
  function closed() {
    wanted = 0;
    mark();
    button.focus();
    emit('close', {});
  }
  function fail(reason, message) {
    words = message || words;
    if (!failed) emit('error', { reason: reason });
    failed = 1;
    link.at.remove();
    if (wanted) showForm();
  }

  function start() {
    if (started) return;
    started = 1;
    try {
      // Throws where the page's policy forbids WebAssembly, without WebCrypto, and in browsers
      // that are too old for the widget.
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      crypto.subtle.digest.name + document.adoptedStyleSheets.length;
      var boot = document.createElement('script');
      boot.type = 'module';
      boot.nonce = script.nonce;
      boot.onerror = function () { fail('script'); };
      boot.src = base + '/widget-boot.js';
      document.head.appendChild(boot);
    } catch (e) { fail('blocked'); }
  }
  function open() {
    wanted = 1;
    start();
    if (failed) showForm();
    else if (widget) { widget.open(); mark(1); }
    else {
      mark();
      setTimeout(function () { if (!widget && !failed) fail('timeout'); }, 1e4);
    }
  }
  function close() {
    if (form) form.style.display = 'none';
    if (widget) widget.close();
    closed();
  }
  function toggle() { if (wanted) close(); else open(); }

  // What the widget uses; see frontend/widget/src/bridge.rs.
  var link = {
    data: data, base: base, root: root, emit: emit, fail: fail, keep: keep, closed: closed,
    at: make(root, 'div', ''),
    live: function (handlers) {
      if (failed) return;
      widget = handlers;
      if (wanted) open();
      if (words) widget.ask(words);
    }
  };
  var api = {
    open: open, close: close, toggle: toggle, _: link,
    ask: function (text) {
      words = text;
      open();
      if (widget) widget.ask(text);
    },
    identify: function (token) { link.identity = token; },
    on: function (event, listener) { (listeners[event] = listeners[event] || []).push(listener); },
    off: function (event, listener) {
      listeners[event] = (listeners[event] || []).filter(function (other) { return other != listener; });
    },
    destroy: function () { host.remove(); delete window.Vouch; },
    push: function (call) { api[call[0]].apply(api, [].slice.call(call, 1)); }
  };

  function draw() {
    var queue = window.Vouch || [];
    if (queue.open) return;
    window.Vouch = api;
    host.style.cssText = 'all:initial;position:fixed;z-index:2147483000;color-scheme:' + (/^(light|dark)$/.test(data.theme) ? data.theme : 'light dark');
    document.body.appendChild(host);
    button = data.launcher && document.querySelector(data.launcher);
    if (!button) {
      button = make(root, 'button', corner + paint + 'width:56px;height:56px;padding:14px;border-radius:50%;box-shadow:0 4px 16px #0004', { 'aria-label': 'Open chat', 'aria-haspopup': 'dialog', 'data-testid': 'vouch-launcher' });
      var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      icon = document.createElementNS(svg.namespaceURI, 'path');
      svg.setAttribute('viewBox', '0 0 24 24');
      icon.style.cssText = 'fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round';
      button.appendChild(svg).appendChild(icon);
    }
    ['pointerenter', 'focus', 'touchstart'].forEach(function (intent) { button.addEventListener(intent, start, { passive: true }); });
    button.addEventListener('click', toggle);
    mark();
    link.identity = data.identity;
    [].slice.call(queue).forEach(api.push);
    emit('ready', {});
    if (data.open != null) open();
    window.addEventListener('online', deliver);
    deliver();
  }
  if (document.readyState == 'loading') document.addEventListener('DOMContentLoaded', draw);
  else draw();
})(window, document);
