'use strict';
// The page of the desk. Everything is built from nodes and text: no text of a request is ever taken for markup.
(() => {
  const $ = id => document.getElementById(id);
  const KEY = 'governance-desk-token';
  let state = null;
  let view = 'requests';
  let selected = '';
  let shown = null;
  let decisions = [];
  let decision = 0;
  let verb = '';
  let haltForm = '';
  let toastTimer = 0;

  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'class') node.className = value;
      else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat().filter(child => child !== null && child !== ''));
    return node;
  };

  // Letters of other scripts may look like Latin ones: they stand out where they stand.
  const FOREIGN = /[^\P{L}\p{Script=Latin}]+/gu;
  const plain = text => {
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(FOREIGN)) {
      parts.push(text.slice(from, match.index));
      const codes = [...match[0]].slice(0, 20).map(c => 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0'));
      parts.push(el('span', {class: 'foreign', title: codes.join(' ')}, match[0]));
      from = match.index + match[0].length;
    }
    parts.push(text.slice(from));
    return parts;
  };

  // The server writes a mark between these brackets wherever a character cannot be seen; the brackets themselves come as marks.
  const marked = text => {
    const parts = [];
    let from = 0;
    for (let open = text.indexOf('\u27e8'); open >= 0; open = text.indexOf('\u27e8', from)) {
      const close = text.indexOf('\u27e9', open);
      if (close < 0) break;
      if (open > from) parts.push(...plain(text.slice(from, open)));
      parts.push(el('span', {class: 'mark'}, text.slice(open + 1, close)));
      from = close + 1;
    }
    parts.push(...plain(text.slice(from)));
    return parts;
  };
  const bdi = text => el('bdi', {}, ...marked(text));
  const tag = (name, text) => el('span', {class: 'tag ' + name}, text || name);
  const fill = (node, ...children) => node.replaceChildren(...children.flat().filter(child => child !== null));
  const when = text => el('time', {datetime: text, title: text}, new Date(text).toLocaleString());
  const left = text => {
    const minutes = Math.round((new Date(text) - Date.now()) / 60000);
    return minutes < 0 ? 'over' : minutes < 90 ? minutes + ' min left' : Math.round(minutes / 60) + ' h left';
  };

  const call = async (path, body) => {
    const headers = {'X-Desk-Token': localStorage.getItem(KEY) || ''};
    if (body) headers['Content-Type'] = 'application/json';
    const response = await fetch(path, {
      method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : undefined,
      cache: 'no-store', credentials: 'same-origin', redirect: 'error'});
    const answer = await response.json();
    if (response.status === 401 && path !== '/api/login') signedOut();
    return {ok: response.ok, status: response.status, body: answer};
  };

  const say = text => {
    $('toast').textContent = text;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { $('toast').textContent = ''; }, 6000);
  };

  // ---- who is there
  const signedOut = () => {
    state = null;
    localStorage.removeItem(KEY);
    $('bar').hidden = true;
    $('halted').hidden = true;
    document.querySelectorAll('main > section').forEach(section => { section.hidden = section.id !== 'sign-in'; });
    $('token').focus();
  };

  const signIn = async secret => {
    const answer = await call('/api/login', {secret});
    if (!answer.ok) {
      signedOut();
      $('sign-in-problem').textContent = answer.body.message;
      return;
    }
    $('token').value = '';
    $('sign-in-problem').textContent = '';
    localStorage.setItem(KEY, answer.body.token);
    await begin();
  };

  const begin = async () => {
    if (await refresh()) {
      $('sign-in').hidden = true;
      $('bar').hidden = false;
      show(view);
      listen();
    }
  };

  // ---- what is there
  const refresh = async () => {
    const answer = await call('/api/state');
    if (!answer.ok) return false;
    state = answer.body;
    renderBar();
    renderList();
    if (view === 'requests') await open(current(), false);
    if (view === 'decisions') await loadDecisions();
    if (view === 'trust') await loadTrust();
    if (view === 'switch') renderSwitch();
    return true;
  };

  const renderBar = () => {
    $('who').textContent = state.person.name + (state.person.roles.length ? ' (' + state.person.roles.join(', ') + ')' : '');
    const waiting = state.pending.length + state.reviews.length;
    $('count-requests').textContent = waiting ? '(' + waiting + ')' : '';
    document.title = (waiting ? '(' + waiting + ') ' : '') + 'Approvals desk';
    $('halted').hidden = !state.halt.on;
    fill($('halted'), state.halt.on ? ['All agents are halted. ', bdi(state.halt.sentence)] : []);
    $('halt-open').textContent = state.halt.on ? 'Let agents go on' : 'Halt all agents';
    $('halt-open').hidden = !state.person.may.includes(state.halt.on ? 'resume' : 'halt');
  };

  const items = () => state ? [...state.pending, ...state.reviews, ...state.recent] : [];
  const current = () => {
    if (!items().some(item => item.id === selected)) selected = items().length ? items()[0].id : '';
    return selected;
  };

  const item = (row, group) => el('button', {
    type: 'button', class: 'item', 'data-id': row.id, 'aria-current': row.id === selected && 'true',
    onclick: () => open(row.id, true)},
    el('span', {class: 'top'},
      tag(row.impact),
      group === 'waits' ? null : tag(group === 'review' ? 'emergency' : row.state, group === 'review' ? 'needs a review' : row.state),
      el('span', {}, row.kind),
      el('span', {}, bdi(row.agent)),
      row.quorum > 1 ? el('span', {}, row.approved + ' of ' + row.quorum) : null,
      row.equal > 1 ? tag('plain', row.equal + ' equal') : null,
      el('span', {}, group === 'waits' ? left(row.expires) : when(row.created))),
    el('span', {class: 'first'}, bdi(row.first)));

  const renderList = () => {
    current();
    const list = [];
    list.push(el('h3', {class: 'group'}, 'Waiting'));
    state.pending.forEach(row => list.push(item(row, 'waits')));
    if (!state.pending.length) list.push(el('p', {class: 'empty'}, 'Nothing waits for an answer.'));
    if (state.reviews.length) {
      list.push(el('h3', {class: 'group'}, 'Emergencies to review'));
      state.reviews.forEach(row => list.push(item(row, 'review')));
    }
    if (state.recent.length) {
      list.push(el('h3', {class: 'group'}, 'Answered or over'));
      state.recent.forEach(row => list.push(item(row, 'past')));
    }
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.id : null;
    fill($('request-list'), list);
    if (focused) {
      const again = $('request-list').querySelector('[data-id="' + CSS.escape(focused) + '"]');
      if (again) again.focus();
    }
  };

  const open = async (id, byHand) => {
    selected = id;
    for (const node of $('request-list').querySelectorAll('.item')) {
      if (node.dataset.id === id) {
        node.setAttribute('aria-current', 'true');
        if (byHand) node.scrollIntoView({block: 'nearest'});
      } else {
        node.removeAttribute('aria-current');
      }
    }
    if (!id) {
      shown = null;
      fill($('detail'), el('p', {class: 'empty'}, 'When an agent needs a yes, its request is shown here.'));
      return;
    }
    const answer = await call('/api/requests/' + encodeURIComponent(id));
    if (selected !== id) return;
    const same = shown && shown.id === id;
    shown = answer.ok ? answer.body : null;
    fill($('detail'), shown ? detail(shown) : el('p', {class: 'empty'}, answer.body.message));
    if (!same) $('detail').scrollTop = 0;
  };

  const facts = (...rows) => el('dl', {class: 'facts'}, rows.filter(row => row && row[1]).map(row =>
    [el('dt', {}, row[0]), el('dd', {}, typeof row[1] === 'string' ? bdi(row[1]) : row[1])]).flat());

  const textBlock = text => {
    const lines = text.split('\n');
    const isDiff = lines.some(line => line.startsWith('@@ ') || line.startsWith('diff --git '));
    return el('ol', {class: 'text'}, lines.map(line => el('li',
      {class: isDiff && line.startsWith('+') ? 'added' : isDiff && line.startsWith('-') ? 'removed' : ''},
      el('span', {class: 'line'}, ...marked(line)))));
  };

  const effects = list => list.length
    ? el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, ['Effect', 'On', 'Where', 'Reaches', 'Undone', 'Data'].map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, list.map(effect => el('tr', {},
        el('td', {class: 'mono'}, effect.kind),
        el('td', {}, bdi(effect.resource), effect.evidence ? el('div', {class: 'soft'}, 'as ', bdi(effect.evidence), ' says') : null),
        el('td', {}, effect.environment), el('td', {}, effect.reach), el('td', {}, effect.reversibility), el('td', {}, effect.data))))))
    : el('p', {class: 'soft'}, 'None is known. That is no promise that there is none.');

  const reasons = list => el('ul', {class: 'reasons'}, list.map(reason => el('li', {},
    reason.what ? el('p', {}, bdi(reason.what)) : null,
    reason.why ? el('p', {class: 'soft'}, bdi(reason.why)) : null,
    reason.instead ? el('p', {class: 'soft'}, 'Instead: ', bdi(reason.instead)) : null,
    el('span', {class: 'rule'}, bdi(reason.rule)))));

  const canAnswer = () => shown && state.person.may.includes('answer') && !shown.excluded;

  const detail = request => {
    const waits = request.state === 'pending';
    const mine = canAnswer();
    const emergency = state.person.roles.includes('break-glass');
    const unusual = /HIDDEN|letters? of/.test(request.summary);
    const needs = request.quorum + (request.quorum === 1 ? ' person' : ' people')
      + (request.needs.length ? ', among them ' + request.needs.join(', ') : '');
    return [
      el('div', {class: 'head'},
        el('h2', {}, request.kind + ' action'), tag(request.impact, request.impact + ' impact'), tag(request.state),
        el('span', {class: 'soft'}, waits ? left(request.expires) : '')),
      unusual ? el('p', {class: 'notice bad', role: 'note'}, el('strong', {}, 'Read closely: '), request.summary + '.') : null,
      request.excluded ? el('p', {class: 'notice'}, 'You asked for this, or it is asked for you: somebody else answers.') : null,
      el('h3', {}, 'What it would do'), effects(request.effects),
      el('h3', {}, 'Why it needs a yes'), reasons(request.reasons),
      el('h3', {}, 'The whole text'),
      el('p', {class: 'soft'}, request.summary + '. Nothing is cut; secrets are masked.'),
      textBlock(request.text),
      el('h3', {}, 'Who asks'),
      facts(['Agent', request.agent], ['Started by', request.parent], ['For', request.principal], ['Repository', request.repository],
        ['Session', request.session], ['Needs', needs], ['Asked', when(request.created)], ['Ends', when(request.expires)],
        ['Request', request.id], ['Action', request.action], ['Policy', request.policy]),
      el('h3', {}, 'Answers'),
      request.answers.length ? el('ul', {class: 'reasons'}, request.answers.map(answer => el('li', {},
        el('p', {}, bdi(answer.by), ': ', answer.answer.replace('-', ' '), ', ', when(answer.at)),
        answer.note ? el('p', {class: 'soft'}, bdi(answer.note)) : null)))
        : el('p', {class: 'soft'}, 'None yet.'),
      el('div', {class: 'actions'},
        waits ? el('button', {type: 'button', class: 'primary', disabled: !mine, onclick: () => ask('approve')}, 'Approve (a)') : null,
        waits ? el('button', {type: 'button', class: 'danger', disabled: !mine, onclick: () => ask('deny')}, 'Deny (d)') : null,
        waits || request.state === 'granted'
          ? el('button', {type: 'button', disabled: !mine, onclick: () => ask('revoke')}, 'Take back') : null,
        waits && emergency ? el('button', {type: 'button', disabled: !mine, onclick: () => ask('break-glass')}, 'Emergency…') : null,
        request.review ? el('button', {type: 'button', class: 'primary', disabled: !mine, onclick: () => ask('review')}, 'Review') : null,
        waits || request.review || request.state === 'granted' ? null : el('span', {class: 'soft'}, 'Nothing is left to answer.')),
    ];
  };

  // ---- answers
  const VERBS = {
    approve: ['Approve this request?', 'Approve', 'primary', 'It counts once, for exactly the text you have read.'],
    deny: ['Deny this request?', 'Deny', 'danger', 'The agent is told not to ask for exactly this again.'],
    revoke: ['Take this request back?', 'Take back', 'danger', 'What waits or was granted does not count any more.'],
    'break-glass': ['Approve alone, in an emergency?', 'Approve alone', 'danger', 'Somebody else has to review it. Say why.'],
    review: ['Review this emergency', 'Record the review', 'primary', 'Say what came of looking at it.'],
  };

  const ask = name => {
    if (!canAnswer()) return;
    verb = name;
    const widens = shown.reasons.some(reason => reason.rule === 'scope.expansion');
    const [title, go, style, once] = VERBS[name];
    const what = name === 'approve' && widens
      ? 'It counts until it ends or is taken back, for every action of the task that needs exactly what you have read.' : once;
    $('answer-title').textContent = title;
    $('answer-go').textContent = go;
    $('answer-go').className = style;
    fill($('answer-what'), tag(shown.impact, shown.impact + ' impact'), ' ', bdi(shown.agent), '. ' + what);
    $('note').value = '';
    $('note').required = name === 'break-glass' || name === 'review';
    $('answer-problem').textContent = '';
    $('equal').checked = false;
    $('equal-row').hidden = shown.equal < 2 || (name !== 'approve' && name !== 'deny');
    $('equal-text').textContent = 'All ' + shown.equal + ' that ask the very same';
    $('answer').showModal();
    $('note').focus();
  };

  $('answer-form').addEventListener('submit', async event => {
    event.preventDefault();
    $('answer-go').disabled = true;
    try {
      const answer = await call('/api/requests/' + encodeURIComponent(shown.id) + '/answer',
        {verb, note: $('note').value, equal: $('equal').checked, form: shown.form});
      if (answer.ok) {
        $('answer').close();
        say(answer.body.message);
      } else {
        $('answer-problem').textContent = answer.body.message;
      }
      await refresh();
    } catch (failure) {
      $('answer-problem').textContent = 'The desk does not answer. Nothing is known to have been recorded.';
    } finally {
      $('answer-go').disabled = false;
    }
  });
  $('answer-cancel').addEventListener('click', () => $('answer').close());

  // ---- the switch
  $('halt-open').addEventListener('click', async () => {
    const answer = await call('/api/halt');
    if (!answer.ok) return;
    haltForm = answer.body.form;
    const on = answer.body.on;
    $('halt-title').textContent = on ? 'Let the agents go on?' : 'Halt all agents?';
    $('halt-what').textContent = on
      ? 'They are judged by the policy again from the next action on.'
      : 'Every action of every agent on this machine is denied from now on, reading too, until somebody lets them go on.';
    $('halt-go').textContent = on ? 'Let them go on' : 'Halt all agents';
    $('halt-go').className = on ? 'primary' : 'danger';
    $('halt-go').dataset.on = on ? '' : 'on';
    $('halt-why').value = on ? '' : 'Halted at the desk.';
    $('halt-problem').textContent = '';
    $('halt').showModal();
    (on ? $('halt-why') : $('halt-go')).focus();
  });
  $('halt-form').addEventListener('submit', async event => {
    event.preventDefault();
    try {
      const answer = await call('/api/halt', {on: $('halt-go').dataset.on === 'on', why: $('halt-why').value, form: haltForm});
      if (answer.ok) {
        $('halt').close();
        say(answer.body.message);
        await refresh();
      } else {
        $('halt-problem').textContent = answer.body.message;
      }
    } catch (failure) {
      $('halt-problem').textContent = 'The desk does not answer. Halt the agents at the terminal: governance halt on';
    }
  });
  $('halt-cancel').addEventListener('click', () => $('halt').close());

  const renderSwitch = () => fill($('switch'),
    el('p', {}, state.halt.on ? 'All agents are halted.' : 'The agents are not halted.'),
    state.halt.changes.length ? el('table', {},
      el('thead', {}, el('tr', {}, ['When', 'Who', 'What', 'Why'].map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, state.halt.changes.map(change => el('tr', {},
        el('td', {}, when(change.at)), el('td', {}, bdi(change.by)),
        el('td', {}, tag(change.on ? 'deny' : 'allow', change.on ? 'halted' : 'let go on')), el('td', {}, bdi(change.why))))))
      : el('p', {class: 'soft'}, 'The switch was never used.'));

  // ---- decisions and trust
  const loadDecisions = async () => {
    const answer = await call('/api/decisions');
    if (!answer.ok) return;
    const at = decisions.length ? decisions[decision].sequence : 0;
    decisions = answer.body.decisions;
    decision = Math.max(0, decisions.findIndex(each => each.sequence === at));
    renderDecisions(false);
  };

  const renderDecisions = byHand => {
    fill($('decision-list'), decisions.length ? decisions.map((each, index) => el('button', {
      type: 'button', class: 'item', 'aria-current': index === decision && 'true',
      onclick: () => { decision = index; renderDecisions(true); }},
      el('span', {class: 'top'}, tag(each.verdict), tag('plain', each.impact), el('span', {}, each.kind), el('span', {}, bdi(each.agent)),
        el('span', {}, when(each.at))),
      el('span', {class: 'first'}, bdi(each.text)))) : el('p', {class: 'empty'}, 'Nothing was decided yet.'));
    if (byHand) $('decision-list').children[decision].scrollIntoView({block: 'nearest'});
    const each = decisions[decision];
    fill($('decision'), each ? [
      el('div', {class: 'head'}, el('h2', {}, each.kind + ' action'), tag(each.verdict), tag(each.impact, each.impact + ' impact')),
      el('h3', {}, 'Why'),
      each.reasons.length ? reasons(each.reasons) : el('p', {class: 'soft'}, 'Nothing spoke against it.'),
      el('h3', {}, 'What it would do'), effects(each.effects),
      el('h3', {}, 'The text, as it is on record'), textBlock(each.text),
      el('h3', {}, 'The record'),
      facts(['Agent', each.agent], ['Repository', each.repository], ['Session', each.session], ['When', when(each.at)], ['Trust', each.trust],
        ['Oversight', each.oversight], ['Understood', each.coverage], ['Secrets found', String(each.findings)],
        ['Number', String(each.sequence)], ['Hash', each.hash]),
    ] : el('p', {class: 'empty'}, 'Each decision is shown here, with its reasons.'));
  };

  const loadTrust = async () => {
    const answer = await call('/api/trust');
    if (!answer.ok) return;
    const list = answer.body.trust;
    fill($('trust'), list.length ? el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, ['Agent', 'Repository', 'Class', 'Level', 'Begins at', 'Evidence', 'Why'].map(name =>
        el('th', {scope: 'col'}, name)))),
      el('tbody', {}, list.map(each => el('tr', {},
        el('td', {}, bdi(each.agent)), el('td', {}, bdi(each.repository || '–')), el('td', {}, each.class),
        el('td', {}, tag('plain', each.level), each.proposal ? el('div', {class: 'soft'}, 'supports ' + each.proposal) : null),
        el('td', {}, each.base), el('td', {}, each.samples + ', at least ' + each.lowerBound / 10 + ' %'),
        el('td', {}, el('details', {}, el('summary', {}, 'Show'), el('div', {class: 'why'}, bdi(each.why)))))))))
      : el('p', {class: 'soft'}, 'No evidence is kept yet. Levels are those that the policy assigns.'));
  };

  // ---- views and keys
  const show = name => {
    view = name;
    document.querySelectorAll('main > section').forEach(section => { section.hidden = section.id !== 'view-' + name; });
    document.querySelectorAll('.tab').forEach(tabNode => {
      if (tabNode.dataset.view === name) tabNode.setAttribute('aria-current', 'page');
      else tabNode.removeAttribute('aria-current');
    });
    if (name === 'requests') { renderList(); open(current(), false); }
    if (name === 'decisions') loadDecisions();
    if (name === 'trust') loadTrust();
    if (name === 'switch') renderSwitch();
  };
  document.querySelectorAll('.tab').forEach(node => node.addEventListener('click', () => show(node.dataset.view)));
  $('help-open').addEventListener('click', () => $('help').showModal());
  $('help-close').addEventListener('click', () => $('help').close());
  $('sign-out').addEventListener('click', async () => { await call('/api/logout', {}); signedOut(); });
  $('sign-in-form').addEventListener('submit', event => { event.preventDefault(); signIn($('token').value); });

  const move = by => {
    if (view === 'requests' && items().length) {
      const index = items().findIndex(each => each.id === selected);
      open(items()[Math.min(items().length - 1, Math.max(0, index + by))].id, true);
    } else if (view === 'decisions' && decisions.length) {
      decision = Math.min(decisions.length - 1, Math.max(0, decision + by));
      renderDecisions(true);
    }
  };
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, textarea, dialog');
    if (!state || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const views = ['requests', 'decisions', 'trust', 'switch'];
    const keys = {
      j: () => move(1), k: () => move(-1),
      a: () => view === 'requests' && shown && shown.state === 'pending' && ask('approve'),
      d: () => view === 'requests' && shown && shown.state === 'pending' && ask('deny'),
      '?': () => $('help').showModal(),
    };
    views.forEach((name, index) => { keys[String(index + 1)] = () => show(name); });
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // ---- live updates: a stream that is read by hand, since an EventSource sends no header
  let listening = false;
  const listen = async () => {
    if (listening) return;
    listening = true;
    let pause = 1000;
    while (state) {
      try {
        const response = await fetch('/api/events', {
          headers: {'X-Desk-Token': localStorage.getItem(KEY) || ''}, cache: 'no-store', credentials: 'same-origin'});
        if (response.status === 401) { signedOut(); break; }
        if (!response.ok) throw new Error('no stream');
        $('live').textContent = 'live';
        $('live').className = 'live on';
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          pause = 1000;
          text += part.value;
          const end = text.lastIndexOf('\n\n');
          if (end >= 0) {
            const changed = text.slice(0, end).includes('event: change');
            text = text.slice(end + 2);
            if (changed && !$('answer').open) await refresh();
          }
        }
      } catch (failure) {
        // The desk is away: try again.
      }
      $('live').textContent = 'not connected';
      $('live').className = 'live';
      await new Promise(resolve => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, 15000);
    }
    listening = false;
  };

  // What stands behind the # of a link is sent nowhere by the browser; it is taken out of the address at once.
  const link = location.hash.startsWith('#link=') ? location.hash.slice(6) : '';
  if (link) history.replaceState(null, '', '/');
  if (link) signIn(link);
  else if (localStorage.getItem(KEY)) begin();
  else signedOut();
})();
