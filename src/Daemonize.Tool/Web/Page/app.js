// The frame around the pages: login, address, what is live, what verbs do.

import { ApiError, SILENCE, fullName, get, hasToken, keepToken, onExpiry, runningTick, send } from './api.js';
import { Overview } from './overview.js';
import { DaemonPage } from './daemon.js';
import { Component, Dialog, Icon, Logo, Menu, html, render } from './view.js';
import { capital, clockTime, distance, ms, now, setNow, useZone } from './text.js';

const DONE = { start: 'started', stop: 'stopped', restart: 'restarted', reload: 'reloaded', tick: 'asked for a tick' };
const DOING = { start: 'Starting', stop: 'Stopping', restart: 'Restarting', reload: 'Reloading', tick: 'Asking for a tick of' };
const LOST = 'The connection is lost. If the server was stopped, ‘daemonize web’ starts it again.';
/** How long the success of a verb is shown; a failure stays until it is closed. */
const SHOWN_FOR = 6000;

const KEYS = [
  ['/', 'find a daemon; Enter opens the first'],
  ['?', 'this help'],
  ['Tab', 'to the next thing; Enter or Space acts'],
  ['arrows', 'walk the ticks of a daemon, and menus'],
  ['Home, End', 'the first and the last tick'],
  ['Enter, Shift+Enter', 'in the log’s field: the next match, the previous'],
];

/** What the address names: `#/daemon/ID`, or the overview. */
const route = () => /^#\/daemon\/([0-9a-f]{1,64})$/.exec(location.hash)?.[1];

class App extends Component {
  /** @type {{ session?: Session, gate?: string[], id?: string, find: string, question?: any, menu?: any, calls: Call[] }} */
  state = { id: route(), find: '', calls: [] };
  /** @type {import('./api.js').Stream | undefined} The stream of the page that is open */
  stream;

  async componentDidMount() {
    onExpiry.call = () =>
      this.leave('This session is over', 'It ends after twelve hours without use, and when the server is started again.');
    addEventListener('hashchange', this.moved);
    addEventListener('keydown', this.pressed);
    await this.enter();
  }

  /** Uses the code of the address, or the token that was kept. */
  async enter() {
    const code = /^#login=(.+)$/.exec(location.hash)?.[1];
    if (code) {
      history.replaceState(null, '', location.pathname + location.search);
    }
    try {
      if (!code && !hasToken()) {
        return this.leave('Not logged in', 'This page needs a link, which works once.');
      }
      const session = code ? await send('POST', 'session', { code }) : await get('session');
      if (session.token) {
        keepToken(session.token);
      }
      useZone(session.zone);
      setNow(session.now);
      this.setState({ session, gate: undefined, id: route() });
    } catch (failure) {
      const { status, message } = /** @type {ApiError} */ (failure);
      if (code && status === 401) {
        // A page that is logged in already stays so.
        return hasToken() ? this.enter() : this.leave('This link has been used, or is too old', 'A link works once, within five minutes.');
      }
      if (status !== 401) {
        this.setState({ gate: ['The server does not answer', capital(message) + '.'] });
        setTimeout(() => this.enter(), 2000);
      }
    }
  }

  leave(...gate) {
    keepToken('');
    this.setState({ session: undefined, gate, calls: [] });
  }

  logOut = async () => {
    await send('DELETE', 'session').catch(() => {
      /* over in any case */
    });
    this.leave('Logged out', 'The token of this browser is worth nothing now.');
  };

  moved = () => {
    if (location.hash.startsWith('#login=')) {
      this.enter();
    } else if (location.hash !== '#main') {
      this.setState({ id: route(), menu: undefined });
      scrollTo(0, 0);
      if (document.activeElement?.id !== 'find') {
        document.getElementById('main')?.focus({ preventScroll: true });
      }
    }
  };

  /** No key acts but these two, and not while somebody types. */
  pressed = (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey;
    if (isTyping || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === '/') {
      document.getElementById('find')?.focus();
      event.preventDefault();
    } else if (event.key === '?') {
      this.help();
    }
  };

  help = () =>
    this.ask({
      title: 'Keys',
      close: 'Close',
      text: [html`<dl class="keys">${KEYS.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}</dl>`],
    });

  /** @param {import('./view.js').Question} question @returns {Promise<boolean>} */
  ask = (question) =>
    new Promise((resolve) => {
      const from = /** @type {HTMLElement} */ (document.activeElement);
      this.setState({
        question: {
          ...question,
          answer: (yes) => {
            this.setState({ question: undefined }, () => from?.focus());
            resolve(yes);
          },
        },
      });
    });

  /** Runs a verb, after a question where work may be lost. @param {Daemon & { stopTimeout?: number }} daemon @param {Verb} verb */
  act = async (daemon, verb) => {
    const name = fullName(daemon);
    if (verb === 'stop' || (verb === 'restart' && daemon.inTick)) {
      const since = daemon.runningSince && distance((now() - ms(daemon.runningSince)) / 1000);
      const work = since ? `${runningTick(daemon)} has been running for ${since}.` : daemon.inTick && 'It is at work.';
      const limit = daemon.stopTimeout ? ` It has ${distance(daemon.stopTimeout)} to end.` : ' It has its StopTimeout to end.';
      const text = [work ? work + limit : 'No tick runs at this moment.'];
      text.push(
        verb === 'restart' ? 'It starts again with the same options and environment.' : 'It stays stopped until it is started again.',
      );
      if (verb === 'stop' && name === 'daemonize/daemonize-web') {
        text.push('This page ends with it: ‘daemonize web’ starts it again.');
      }
      if (!(await this.ask({ title: `${capital(verb)} ${name}?`, text, button: capital(verb), danger: verb === 'stop' }))) {
        return;
      }
    }
    try {
      const { call } = await send('POST', `daemons/${daemon.id}/${verb}`);
      this.took({ call, daemon: daemon.id, name, verb, by: '', startedAt: '', state: 'running' });
    } catch (failure) {
      const text = failure instanceof Error ? failure.message : '';
      this.took({
        call: `refused ${Date.now()}`,
        daemon: daemon.id,
        name,
        verb,
        by: '',
        startedAt: '',
        state: 'ended',
        exitCode: -1,
        lines: [{ stream: 'error', text }],
      });
    }
  };

  /** Shows the begin and the end of a call of this page; its events may come before the answer that names it. @param {Call} call */
  took = (call) => {
    const known = this.ended.get(call.call);
    this.setState(({ calls }) => ({ calls: [...calls.filter((one) => one.call !== call.call), known ?? call] }));
    this.fade(known ?? call);
  };

  /** @type {Map<string, Call>} Ends that came as events, of all sessions */
  ended = new Map();

  /** @param {Call} call */
  called = (call) => {
    if (call.state === 'ended') {
      this.ended.set(call.call, call);
      if (this.ended.size > 50) {
        this.ended.delete([...this.ended.keys()][0]);
      }
      if (this.state.calls.some((one) => one.call === call.call)) {
        this.took(call);
      }
    }
  };

  /** @param {Call} call */
  fade(call) {
    if (call.state === 'ended' && call.exitCode === 0) {
      setTimeout(() => this.dismiss(call.call), SHOWN_FOR);
    }
  }

  dismiss = (id) => this.setState(({ calls }) => ({ calls: calls.filter(({ call }) => call !== id) }));

  /** An end that came while no stream was open. */
  catchUp = async () => {
    if (this.state.calls.some(({ state }) => state === 'running')) {
      const { calls } = await get('calls').catch(() => ({ calls: [] }));
      calls.forEach(this.called);
    }
  };

  /** What the pages can do. */
  tools = {
    act: this.act,
    /** Those that make sense now, for who may act. @param {Daemon} daemon */
    verbs: (daemon) => (this.state.session?.mayAct ? daemon.verbs : []),
    ask: this.ask,
    called: this.called,
    menu: (at, label, items) => this.setState({ menu: { at, label, items } }),
    live: (stream) => {
      this.stream = stream;
      this.catchUp();
    },
    filter: (find) => this.setState({ find }),
  };

  find = (event) => {
    this.setState({ find: event.target.value });
    if (this.state.id) {
      location.hash = '#/';
    }
  };

  render() {
    const { session, gate, id, find, question, menu, calls } = this.state;
    const props = { session, tools: this.tools };
    return html`<a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      document.getElementById('main')?.focus();
    }}>To the content</a>
      <header class="bar">
        <a class="brand" href="#/" onClick=${() => this.setState({ find: '' })}><${Logo} />Daemonize</a>
        ${session && html`<span class="where"><b>${session.host}</b> as ${session.user}</span>`}
        <span class="grow"></span>
        ${
          session &&
          html`<${Live} stream=${() => this.stream} />
          <label class="find"><${Icon} name="search" /><span class="hidden">Find a daemon</span>
            <input id="find" type="search" placeholder="Find a daemon" autocomplete="off" spellcheck=${false} value=${find}
              onInput=${this.find} /><kbd aria-hidden="true">/</kbd></label>`
        }
        <button class="button icon" type="button" aria-label="Light or dark" title="Light or dark" onClick=${switchTheme}><${Icon}
          name="theme" /></button>
        <button class="button icon" type="button" aria-label="Keys" title="Keys" onClick=${this.help}><${Icon} name="unknown" /></button>
      </header>
      <main id="main" tabindex="-1">
        ${gate && html`<${Gate} title=${gate[0]} text=${gate[1]} />`}
        ${session && (id ? html`<${DaemonPage} key=${id} id=${id} ...${props} />` : html`<${Overview} find=${find} ...${props} />`)}
      </main>
      ${
        session &&
        html`<footer><span>Daemonize ${session.version}</span><span>Times are of ${session.host}, ${session.zone}</span>
        ${!session.mayAct && html`<span>Only for looking${session.whyNot ? `: ${session.whyNot}` : ''}</span>`}
        <span class="grow"></span><button type="button" onClick=${this.logOut}>Log out</button></footer>`
      }
      <div class="calls" role="status">${calls.map(
        (call) => html`<${CallNote} key=${call.call} call=${call}
        onClose=${() => this.dismiss(call.call)} />`,
      )}</div>
      ${menu && html`<${Menu} key=${menu.label} ...${menu} onClose=${() => this.setState({ menu: undefined })} />`}
      ${question && html`<${Dialog} question=${question} onAnswer=${question.answer} />`}`;
  }
}

const Gate = ({ title, text }) => html`<section class="panel gate"><h1>${title}</h1><p>${text} Get another on the machine itself:</p>
  <pre>daemonize web link</pre></section>`;

const CallNote = ({ call, onClose }) => {
  const { state, exitCode, verb, name, lines = [] } = call;
  const isDone = exitCode === 0;
  const outcome = isDone ? 'done' : 'failed';
  const { kind, icon, title } = {
    running: { kind: 'busy', icon: 'restarting', title: `${DOING[verb]} ${name}` },
    done: { kind: 'running', icon: 'done', title: `${name} ${DONE[verb]}` },
    failed: { kind: 'dead', icon: 'dead', title: `${capital(verb)} of ${name} failed` },
  }[state === 'running' ? state : outcome];
  const said = lines.map(({ text }) => text).join('\n');
  return html`<div class=${`call ${kind}`}>
    <${Icon} name=${icon} /><p><b>${title}</b>${
      said &&
      html`<span>
      ${said}</span>`
    }</p>
    <button class="button icon" type="button" aria-label="Close" title="Close" onClick=${onClose}><${Icon} name="dead" /></button></div>`;
};

/** Says when the server was heard last. The page greys when it has been silent. */
class Live extends Component {
  state = { text: 'Live', isLost: false };

  componentDidMount() {
    this.timer = setInterval(() => {
      const heard = this.props.stream()?.heard;
      const silent = heard ? Date.now() - heard : 0;
      const isLost = silent > SILENCE;
      document.body.classList.toggle('stale', isLost);
      const text = isLost
        ? `No word since ${clockTime(now() - silent)}, ${distance(silent / 1000)}`
        : `Live, ${distance(Math.max(1, silent / 1000))} ago`;
      if (text !== this.state.text && !document.hidden) {
        this.setState({ text, isLost });
      }
    }, 500);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
    document.body.classList.remove('stale');
  }

  render() {
    const { text, isLost } = this.state;
    return html`<span class=${`live${isLost ? ' lost' : ''}`} title=${isLost ? LOST : text}><${Icon} name=${isLost ? 'hung' : 'dot'} /><span>${text}</span>
      <span class="hidden" role="status">${isLost ? LOST : ''}</span></span>`;
  }
}

/** From what is shown to the other; what the system says is not kept. */
function switchTheme() {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const wanted = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
  wanted === system ? delete root.dataset.theme : (root.dataset.theme = wanted);
  try {
    wanted === system ? localStorage.removeItem('daemonize.theme') : localStorage.setItem('daemonize.theme', wanted);
  } catch {
    /* for this page only */
  }
  dispatchEvent(new Event('themechange'));
}

render(html`<${App} />`, document.body);
