// All daemons: first what needs somebody, as sentences with the next step, then a table by program.

import { Stream, apply, byName, fullName, lastTick, rank, runningTick } from './api.js';
import { Component, Icon, StateMark, html } from './view.js';
import { SHOWN, Strip } from './strip.js';
import { ago, bytes, capital, count, digits, distance, inWords, moment, ms, now, plural, seconds, short, took, within } from './text.js';

const STATES = /** @type {State[]} */ (['running', 'hung', 'restarting', 'dead', 'unknown', 'suspended', 'stopped']);

/** @typedef {{ session: Session, find: string, tools: any }} OverviewProps */

export class Overview extends Component {
  /** @type {{ daemons?: Map<string, Daemon>, only: string }} */
  state = { only: '' };
  /** @type {Set<Row>} */
  rows = new Set();

  componentDidMount() {
    this.stream = new Stream(() => 'events', {
      snapshot: ({ daemons }) => {
        // The rows keep the map.
        const all = this.state.daemons ?? new Map();
        all.clear();
        apply(all, { at: '', added: daemons });
        this.setState({ daemons: all });
      },
      difference: (difference) => this.state.daemons && apply(this.state.daemons, difference),
      call: this.props.tools.called,
      any: () => {
        this.setState({});
        const second = Math.floor(now() / 1000);
        this.rows.forEach((row) => row.pass(second));
      },
    });
    this.props.tools.live(this.stream);
    addEventListener('keydown', this.enter);
  }

  componentWillUnmount() {
    this.stream?.close();
    removeEventListener('keydown', this.enter);
  }

  /** Enter in the field opens the first daemon that fits what it says, whether that is drawn yet or not. */
  enter = (event) => {
    if (event.key === 'Enter' && event.target.id === 'find') {
      const [first] = this.fitting(event.target.value);
      if (first) {
        this.props.tools.filter('');
        location.hash = `#/daemon/${first.id}`;
      }
    }
  };

  /** The daemons that are shown, by program and name. @param {string} find @returns {Daemon[]} */
  fitting(find) {
    const { daemons, only } = this.state;
    const words = find.toLowerCase().split(/\s+/);
    return [...(daemons?.values() ?? [])]
      .filter(
        (daemon) =>
          (!only || daemon.state === only) && words.every((word) => `${fullName(daemon)} ${daemon.user ?? ''}`.toLowerCase().includes(word)),
      )
      .sort(byName);
  }

  render() {
    const { daemons, only } = this.state;
    const { find, tools, session } = this.props;
    if (!daemons) {
      return html`<div class="head"><h1>${session.host}</h1></div>`;
    }
    const all = [...daemons.values()].sort(byName);
    const needy = all.filter(({ attention }) => attention).sort((a, b) => rank(a) - rank(b));
    document.title = needy.length
      ? `${needy.length} of ${all.length} need you · ${session.host}`
      : `${plural(all.length, 'daemon')} · ${session.host}`;
    const shown = this.fitting(find);
    return html`${this.head(all, needy)}
      ${
        needy.length > 0 &&
        !find &&
        !only &&
        html`<section class="panel attention" aria-label="What needs attention"><ul>
        ${needy.map((daemon) => html`<${Needy} key=${daemon.id} daemon=${daemon} tools=${tools} />`)}</ul></section>`
      }
      ${shown.length ? html`<${Table} daemons=${shown} all=${daemons} rows=${this.rows} tools=${tools} session=${session}
        shape=${shown.map(shapeOf).join()} />` : this.empty(all)}
      <span class="hidden" role="status">${find || only ? `${plural(shown.length, 'daemon')} found` : ''}</span>`;
  }

  head(all, needy) {
    const { only } = this.state;
    const number = Object.fromEntries(STATES.map((state) => [state, all.filter((daemon) => daemon.state === state).length]));
    const title = needy.length
      ? `${inWords(needy.length)} ${needy.length === 1 ? 'daemon needs' : 'daemons need'} you`
      : number.running
        ? 'All is well'
        : 'Nothing runs';
    return html`<div class="head"><div><h1>${title}</h1><p>${sentence(number)}</p></div>
      ${
        all.length > 0 &&
        html`<div class="chips" role="group" aria-label="Filter by state">
        ${['', ...STATES.filter((state) => number[state] || state === only)].map(
          (state) => html`<button key=${state} class="chip" type="button"
          aria-pressed=${String(only === state)} onClick=${() => this.setState({ only: only === state ? '' : state })}>
          ${state ? html`<${StateMark} state=${state} />` : 'All'} <b>${state ? number[state] : all.length}</b></button>`,
        )}</div>`
      }</div>`;
  }

  empty(all) {
    return html`<section class="panel empty">${
      all.length
        ? html`<b>No daemon fits</b>Of ${all.length}, none has that name and state.`
        : html`<b>No daemon yet</b>Each that is started once appears here.<code>newsapp start</code>`
    }</section>`;
  }
}

/** What a table is drawn by. @param {Daemon} daemon */
const shapeOf = ({ id, program, version, service }) => `${id} ${program} ${version} ${service}`;

/** @param {Record<string, number>} number @returns {string} "18 run, 1 is suspended, and 1 is stopped." */
function sentence({ running, suspended, stopped }) {
  const parts = [
    running && `${running} ${running === 1 ? 'runs' : 'run'}`,
    suspended && `${suspended} ${suspended === 1 ? 'is' : 'are'} suspended`,
    stopped && `${stopped} ${stopped === 1 ? 'is' : 'are'} stopped`,
  ].filter(Boolean);
  const last = parts.pop();
  const others = parts.length ? `${parts.join(', ')}, and ` : '';
  return last ? `${others}${last}.` : '';
}

/** What is wrong, and the next step. @param {Daemon} daemon @returns {{ why: any, next: string, verb: Verb }} */
export function diagnose(daemon) {
  const { state, lastExit: exit, lastError: error, service } = daemon;
  const note = daemon.note && short(daemon.note);
  const when = exit?.at ? html`, <b>${ago(ms(exit.at))}</b>` : '';
  const end = exit ? html`${capital(short(exit.reason))}${when}. ` : '';
  const failed = error ? `Its last error: ${short(error.message)}. ` : '';
  switch (state) {
    case 'dead':
      return {
        why: html`${end || `${capital(note ?? 'ended without a word')}. `}${failed}`,
        next: 'See the end of its log, then start it again.',
        verb: 'start',
      };
    case 'hung': {
      const since = daemon.runningSince;
      const why = since
        ? html`${runningTick(daemon)} has been running for <b>${distance((now() - ms(since)) / 1000)}</b>${note ? `; ${note}` : ''}. `
        : html`${daemon.nextAt ? html`A slot was due at <b>
          ${moment(ms(daemon.nextAt))}</b> and no tick began` : capital(note ?? 'it misses its deadline')}. `;
      return {
        why,
        next: service ? 'Its service manager may restart it; so can you.' : 'Nothing restarts it before you do.',
        verb: 'restart',
      };
    }
    case 'restarting':
      return {
        why: html`${end}${daemon.nextAt ? html`It starts again <b>${within(ms(daemon.nextAt))}</b>
          ${daemon.restarts ? `, restart ${daemon.restarts}` : ''}. ` : `${capital(note ?? '')}. `}`,
        next: 'If it cannot succeed, stop it.',
        verb: 'stop',
      };
    case 'suspended':
      return {
        why: `SIGSTOP has stopped its process${note ? ` (${note})` : ''}: it does nothing. `,
        next: daemon.pid ? `kill -CONT ${daemon.pid} wakes it; a restart does too.` : 'A restart wakes it.',
        verb: 'restart',
      };
    default:
      return {
        why: `${capital(note ?? 'its lock cannot be read, or it is just starting')}. `,
        next: 'If this stays, see its log.',
        verb: 'restart',
      };
  }
}

const Needy = ({ daemon, tools }) => {
  const { why, next, verb } = diagnose(daemon);
  const isAllowed = tools.verbs(daemon).includes(verb);
  return html`<li><${StateMark} state=${daemon.state} />
    <a class="name" href=${`#/daemon/${daemon.id}`}>${daemon.name} <small>of ${daemon.program ?? '?'}</small></a>
    <span class="why">${why}<span class="next">${next}</span></span>
    <span class="do"><a class="button small" href=${`#/daemon/${daemon.id}`} aria-label=${`Open ${fullName(daemon)}`}>Open</a>
      ${
        isAllowed &&
        html`<button class=${`button small${verb === 'start' ? ' primary' : ''}`} type="button" aria-disabled=${daemon.call ? 'true' : null}
        aria-label=${`${capital(verb)} ${fullName(daemon)}`}
          onClick=${() => daemon.call || tools.act(daemon, verb)}>${capital(verb)}</button>`
      }</span></li>`;
};

/**
 * The table is drawn again only if its daemons are others: its rows draw themselves. A row that Preact passes by would keep the tree in
 * which it was drawn last, and so each row another one.
 */
class Table extends Component {
  shouldComponentUpdate(next) {
    return next.shape !== this.props.shape;
  }

  render() {
    const { daemons, tools, session, rows, all } = this.props;
    /** @type {Map<string, Daemon[]>} */
    const programs = new Map();
    for (const daemon of daemons) {
      const program = daemon.program ?? '?';
      programs.set(program, [...(programs.get(program) ?? []), daemon]);
    }
    return html`<section class="panel"><table class="list" role="table" aria-label="Daemons">
      <thead role="rowgroup"><tr role="row"><th role="columnheader">Daemon</th><th role="columnheader">State</th><th
        role="columnheader">Last ${SHOWN} ticks</th>
        <th role="columnheader" class="num">Last took</th><th role="columnheader" class="num">Ticks</th><th role="columnheader"
          class="num">Next</th>
        <th role="columnheader" class="num optional">Memory</th><th role="columnheader" class="num optional">CPU</th>
        <th role="columnheader"><span class="hidden">Actions</span></th></tr></thead>
      ${[...programs].map(
        ([program, own]) => html`<tbody role="rowgroup" key=${program}>
        <tr role="row" class="program"><th role="rowheader" aria-colspan="9">${program}<small>${about(own, session)}</small></th></tr>
        ${own.map(({ id }) => html`<${Row} key=${id} id=${id} all=${all} tools=${tools} rows=${rows} />`)}</tbody>`,
      )}
    </table></section>`;
  }
}

/** @param {Daemon[]} daemons Of one program @param {Session} session */
function about(daemons, session) {
  const versions = [...new Set(daemons.map(({ version }) => version).filter(Boolean))];
  const users = session.root ? [...new Set(daemons.map(({ user }) => user).filter(Boolean))] : [];
  const service = daemons.find((daemon) => daemon.service)?.service;
  return [versions.join(', '), users.length && `of ${users.join(', ')}`, service && `service ${service.split('/').pop()}`]
    .filter(Boolean)
    .join(' · ');
}

/** How often a row is drawn that is not in view, in seconds. */
const SELDOM = 10;

/** A row, which draws itself each second; out of view only if its state is another, or seldom, each row at its own second. */
class Row extends Component {
  isSkipped = false;

  get daemon() {
    return this.props.all.get(this.props.id) ?? this.drawn;
  }

  componentDidMount() {
    this.props.rows.add(this);
  }

  componentWillUnmount() {
    this.props.rows.delete(this);
  }

  /** @param {number} second */
  pass(second) {
    const { daemon, drawn } = this;
    if (
      !this.isSkipped ||
      daemon.state !== drawn.state ||
      daemon.call !== drawn.call ||
      daemon.verbs !== drawn.verbs ||
      (second + daemon.id.charCodeAt(0)) % SELDOM === 0
    ) {
      this.forceUpdate();
    }
  }

  /** The browser says whether the row is in view: see content-visibility in style.css. */
  seen = (event) => {
    this.isSkipped = event.skipped;
    this.pass(0);
  };

  render() {
    const { daemon } = this;
    const { state, call } = daemon;
    this.drawn = daemon;
    return html`<tr role="row" class="row" onContentVisibilityAutoStateChange=${this.seen}>
      <${Fixed} key="name" on=${[daemon.name, daemon.schedule, daemon.summary]} draw=${() => nameCell(daemon)} />
      <td role="cell"><${StateMark} state=${state} /><span class="sub" title=${daemon.note ?? ''}>${since(daemon)}</span></td>
      <td role="cell"><${Strip} recent=${daemon.recent} /></td>
      <td role="cell" class="num">${took(lastTick(daemon)?.[2] ?? seconds(daemon.lastTick?.took))}</td>
      <td role="cell" class="num">${daemon.ticks === undefined ? quiet : count(daemon.ticks)}${daemon.failed > 0 && html`<span
        class="sub alarm">${count(daemon.failed)} failed</span>`}</td>
      <td role="cell" class="num">${next(daemon)}</td>
      <td role="cell" class="num optional">${daemon.memory === undefined ? quiet : bytes(daemon.memory)}</td>
      <td role="cell" class="num optional">${daemon.cpu === undefined ? quiet : `${digits(Math.round(daemon.cpu * 10) / 10)}\u00a0%`}</td>
      <${Fixed} key="acts" on=${[daemon.name, call, String(daemon.verbs)]} draw=${() => this.actions()} /></tr>`;
  }

  actions() {
    const { tools } = this.props;
    const { name, call } = this.daemon;
    const verbs = tools.verbs(this.daemon);
    const main = /** @type {Verb | undefined} */ (['stop', 'start'].find((verb) => verbs.includes(verb)));
    const label = main && `${capital(main)} ${name}`;
    return html`<td role="cell" class="acts">${
      main &&
      html`<button class="button icon" type="button" aria-label=${label} title=${label}
        aria-disabled=${call ? 'true' : null} onClick=${() => call || tools.act(this.daemon, main)}><span
          class=${call ? 'busy' : ''}><${Icon} name=${call ? 'restarting' : main} /></span></button>`
    }
      <button class="button icon" type="button" aria-haspopup="menu" aria-label=${`More for ${name}`} title=${`More for ${name}`}
        onClick=${(event) => tools.menu(event.currentTarget, `Actions for ${name}`, items(this.daemon, tools))}><${Icon}
          name="more" /></button></td>`;
  }
}

/** A cell that is drawn again only if one of its values differs. */
class Fixed extends Component {
  shouldComponentUpdate({ on }) {
    return on.some((value, i) => value !== this.props.on[i]);
  }

  render() {
    return this.props.draw();
  }
}

const nameCell = ({ id, name, summary, schedule }) => html`<td role="cell"><a class="name" href=${`#/daemon/${id}`}>${name}</a>
  <span class="sub" title=${summary ?? ''}>${schedule ?? summary ?? ''}</span></td>`;

const quiet = html`<span class="quiet">–</span>`;

const items = (daemon, tools) => [
  { text: 'Open', href: `#/daemon/${daemon.id}` },
  ...tools
    .verbs(daemon)
    .map((verb) => ({
      text: verb === 'tick' ? 'Tick now' : capital(verb),
      disabled: Boolean(daemon.call),
      onChoose: () => tools.act(daemon, verb),
    })),
];

/** @param {Daemon} daemon Under the state: since when, or how it ended */
function since({ state, startedAt, lastExit, runningSince, restarts, note }) {
  const up = startedAt ? `up ${distance((now() - ms(startedAt)) / 1000)}` : '';
  const ended = lastExit?.at ? ago(ms(lastExit.at)) : '';
  switch (state) {
    case 'running':
      return up;
    case 'hung':
      return runningSince ? 'its tick does not end' : 'its slot was missed';
    case 'restarting':
      return restarts ? `restart ${restarts}` : '';
    case 'suspended':
      return 'by SIGSTOP';
    case 'stopped':
    case 'dead':
      return ended || note || '';
    default:
      return note ?? '';
  }
}

/** @param {Daemon} daemon */
function next({ state, runningSince, nextAt }) {
  if (runningSince && now() - ms(runningSince) > 1000) {
    const text = `since ${distance((now() - ms(runningSince)) / 1000)}`;
    return state === 'hung' ? html`<span class="alarm">${text}</span>` : text;
  }
  return nextAt && state !== 'stopped' && state !== 'dead' ? within(ms(nextAt)) : quiet;
}
