// Brings the contact forms that are kept on this device to the server. The loader runs this file
// whenever there is something to send: at once when a form is filled in, on the next visit, and
// every half minute until it worked. A form's id goes along with every try, so the server stores
// it once, whichever tab or visit gets it through.
//
// ES5, because the loader's plain form is there for browsers that know nothing newer.
(function (window) {
  'use strict';
  var loader = window.Vouch._;
  if (loader.sending) return;
  loader.sending = true;
  var prefix = 'vouch:' + loader.data.site;
  var pending = collect();
  next();

  // Forms of this page, and those that an earlier visit (or another tab) left behind.
  function collect() {
    var found = [];
    for (var id in loader.kept) found.push(loader.kept[id][0]);
    try {
      Object.keys(localStorage).forEach(function (key) {
        var id = key.slice(prefix.length);
        if (key.indexOf(prefix) || loader.kept[id]) return;
        var form = JSON.parse(localStorage[key]);
        if (form.handoff_id == id) found.push(form);
      });
    } catch (e) {
      // Storage is closed to us, or holds what is not ours: what this page knows is sent.
    }
    return found;
  }

  function next() {
    var form = pending.shift();
    if (form) send(form);
    else loader.sending = false;
  }

  function send(form) {
    post('sites/' + encodeURIComponent(loader.data.site) + '/conversations', {}, '', function (conversation) {
      if (!conversation.id) return settle(form, conversation);
      post('conversations/' + conversation.id + '/handoff', form, conversation.token, function (reply) {
        settle(form, reply);
      });
    });
  }

  // A form that the server will never take is dropped, and its detail is shown where it was
  // filled in. Anything else but a ticket means: later.
  function settle(form, reply) {
    var known = loader.kept[form.handoff_id];
    var refused = reply.status == 400 || reply.status == 422;
    if (reply.ticket || refused) {
      delete loader.kept[form.handoff_id];
      try { localStorage.removeItem(prefix + form.handoff_id); } catch (e) {}
      if (reply.ticket) loader.emit('ticket', { ticket: reply.ticket });
    }
    if (known) known[1](reply.ticket ? 'Thank you. Your ticket is ' + reply.ticket + '.' : refused ? reply.detail : '', reply.ticket);
    if (reply.ticket || refused) return next();
    loader.sending = false;
    window.addEventListener('online', again);
    setTimeout(again, 3e4);
  }

  var repeated;
  function again() {
    window.removeEventListener('online', again);
    if (!repeated) loader.send();
    repeated = true;
  }

  function post(path, body, token, done) {
    var request = new XMLHttpRequest();
    request.open('POST', loader.base + 'v1/' + path);
    request.timeout = 1e4;
    request.setRequestHeader('Content-Type', 'application/json');
    if (token) request.setRequestHeader('Authorization', 'Bearer ' + token);
    request.onloadend = function () {
      var reply = null;
      try { reply = JSON.parse(request.responseText); } catch (e) {}
      done(reply || {});
    };
    request.send(JSON.stringify(body));
  }
})(window);
