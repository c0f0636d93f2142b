// One daemon: a sentence, what can be done, its ticks, plots, log, and what is known about it.

import { ApiError, Stream, get, query, rank, runningTick } from './api.js';
import { Component, Icon, StateMark, html } from './view.js';
import { Ticks, describe } from './strip.js';
import { diagnose } from './overview.js';
import { Plots } from './plot.js';
import { Log } from './log.js';
import { ago, bytes, capital, count, day, distance, isToday, moment, ms, now, plural, clockTime, took, whole, within } from './text.js';

const BUTTONS = /** @type {Verb[]} */ (['tick', 'reload', 'restart', 'stop', 'start']);
const LOOKS = { stop: 'danger', start: 'primary' };
/** More than a daemon's file of history has. */
const MANY = 1100;
const SHOWN_ELSEWHERE = ['PidFile', 'LogFile', 'ErrorFile'];

/** @typedef {{ id: string, session: Session, tools: any }} DaemonProps */

export class DaemonPage extends Component {
  /** @type {{ details?: Details, records: TickRecord[], problem?: string, isGone: boolean, history?: string }} */
  state = { records: [], isGone: false };
  /** @type {Log | undefined} */
  log;

  async componentDidMount() {
    await this.load();
    this.timer = setInterval(() => document.hidden || this.load(), 60000);
    if (!this.state.problem && !this.isClosed && !this.state.details?.hasLog) {
      this.listen();
    }
  }

  componentWillUnmount() {
    this.isClosed = true;
    clearInterval(this.timer);
    this.stream?.close();
  }

  /** The number of the last reading: two can be under way, and an older one may end later. */
  reading = 0;

  /** Reads what the stream does not send: details and the ticks of the past. */
  load = async () => {
    const { id } = this.props;
    const reading = ++this.reading;
    try {
      const details = await get(`daemons/${id}`);
      const from = new Date(now() - 30 * 864e5).toISOString();
      const past =
        details.hasHistory === false
          ? { records: [] }
          : await get(`daemons/${id}/ticks${query({ from, step: 'record' })}`).catch((failure) => ({
              records: [],
              problem: failure.message,
            }));
      if (reading === this.reading) {
        const known = past.records ?? [];
        this.setState(({ records }) => ({ details, problem: undefined, history: past.problem, records: merge(known, records) }));
      }
    } catch (failure) {
      const { status, message } = /** @type {ApiError} */ (failure);
      this.setState(status === 404 ? { isGone: true, problem: message } : { problem: message });
    }
  };

  /** Opens the stream, once the end of the log is there: the stream goes on from it. */
  listen = () => {
    if (this.isClosed || this.stream) {
      return;
    }
    const path = () => {
      return `daemons/${this.props.id}/events${query({ after: this.log?.next, file: this.log?.state.file })}`;
    };
    this.stream = new Stream(path, {
      daemon: (daemon) => {
        const old = this.state.details;
        this.setState(({ details }) => ({ details: { ...keptOf(details), ...daemon } }));
        if (old && (old.state !== daemon.state || old.pid !== daemon.pid)) {
          this.load();
        }
      },
      ticks: (fresh) => this.setState(({ records }) => ({ records: merge(records, fresh) })),
      log: (event) => this.log?.came(event),
      rotated: () => this.log?.forget(),
      call: (call) => {
        this.props.tools.called(call);
        if (call.state === 'ended') {
          this.load();
        }
      },
      gone: () => this.setState({ isGone: true }),
      any: () => this.setState({}),
    });
    this.props.tools.live(this.stream);
  };

  /** Another file: the stream is asked for it. */
  ready = (log) => {
    this.log = log;
    const { file } = log.state;
    if (this.stream && file !== this.file) {
      this.stream.open();
    }
    this.file = file;
    this.listen();
  };

  render() {
    const { details, records, problem, isGone, history } = this.state;
    const { session, tools, id } = this.props;
    if (!details) {
      return problem
        ? html`<section class="panel gate"><h1>${isGone ? 'No such daemon' : 'This daemon cannot be read'}</h1><p>${capital(problem)}.</p>
        <a class="button" href="#/">All daemons</a></section>`
        : html`<div class="title"><h1>…</h1></div>`;
    }
    document.title = `${details.name} is ${details.state} · ${session.host}`;
    const hasTicks = records.some(({ event }) => event === 'tick' || event === 'skipped');
    return html`<nav class="crumbs" aria-label="Where this is"><a href="#/">${session.host}</a><span aria-hidden="true">/</span>
        <a href="#/" onClick=${() => tools.filter(details.program ?? '')}>${details.program ?? '?'}</a><span
          aria-hidden="true">/</span><b>${details.name}</b></nav>
      <div class="title"><h1>${details.name}</h1><${StateMark} state=${details.state} badge />${this.buttons(details)}</div>
      <p class="lead">${lead(details)}</p>
      ${
        isGone &&
        html`<div class="notice stopped"><${Icon}
        name="unknown" /><p>Nothing of this daemon is left: it is not known any more.</p></div>`
      }
      ${!isGone && rank(details) < 5 && this.notice(details)}
      ${
        !isGone &&
        details.verbs.includes('start') &&
        details.startNote &&
        html`<div class="notice stopped"><${Icon}
        name="start" /><p>${capital(details.startNote)}</p></div>`
      }
      ${
        !isGone &&
        details.verbs.length === 0 &&
        details.whyNot &&
        !details.call &&
        html`<div class="notice stopped"><${Icon}
        name="unknown" /><p>${capital(details.whyNot)}</p></div>`
      }
      <section class="panel" aria-label="Ticks">${
        hasTicks
          ? html`<${Ticks} records=${records} daemon=${details} />`
          : html`<header><h2>Ticks</h2></header><p
            class="body muted">${capital(history ?? 'no tick has begun, or it has no schedule')}.</p>`
      }
        ${facts(details, records)}</section>
      <div class="cols"><div class="stack">
          ${(hasTicks || details.hasHistory) && html`<${Plots} id=${id} records=${records} />`}
          ${
            details.hasLog === false
              ? html`<section class="panel" aria-label="Log"><header><h2>Log</h2></header><div
                class="body muted">${capital(details.noLog ?? 'it has no log')}.</div></section>`
              : html`<${Log} id=${id} onReady=${this.ready} />`
          }
        </div><aside class="stack">${slots(details)}${happened(records, details)}${instances(details)}${about(details)}</aside></div>`;
  }

  /** @param {Details} details */
  buttons(details) {
    const { call } = details;
    const shown = BUTTONS.filter((verb) => this.props.tools.verbs(details).includes(verb));
    return html`<div class="acts">${shown.map(
      (verb) => html`<button key=${verb} class=${`button ${LOOKS[verb] ?? ''}`} type="button"
      aria-disabled=${call ? 'true' : null} title=${call ? 'Another verb still runs' : ''}
        onClick=${() => call || this.props.tools.act(details, verb)}>
      ${verb !== 'tick' && verb !== 'reload' && html`<${Icon} name=${verb} />`}${verb === 'tick' ? 'Tick now' : capital(verb)}</button>`,
    )}</div>`;
  }

  notice(details) {
    const { why, next } = diagnose(details);
    return html`<div class=${`notice ${details.state}`}><${Icon} name=${details.state} /><p>${why}${next}</p></div>`;
  }
}

/** What the event of a daemon has not: it is the whole daemon, but not its details. @param {Details | undefined} details */
function keptOf(details) {
  const { facts, startOptions, settings, instances, stopTimeout, startNote, hasLog, noLog, hasHistory, last } = /** @type {Details} */ (
    details ?? {}
  );
  return { facts, startOptions, settings, instances, stopTimeout, startNote, hasLog, noLog, hasHistory, last };
}

/** @param {TickRecord[]} old @param {TickRecord[]} fresh @returns {TickRecord[]} */
function merge(old, fresh) {
  const all = new Map(old.map((record) => [record.sequence, record]));
  fresh.forEach((record) => all.set(record.sequence, record));
  return [...all.values()].sort((a, b) => a.sequence - b.sequence).slice(-MANY);
}

/** @param {Details} details */
function lead(details) {
  const { summary, schedule, startedAt, nextAt, runningSince, report, state, lastExit: exit } = details;
  const isUp = !['stopped', 'dead', 'restarting'].includes(state);
  const what = summary?.replace(/[.\s]+$/, '');
  return html`${
    what &&
    html`<span
    class="plain">${what}</span>${schedule ? ', ' : '. '}`
  }${schedule && html`<b>${what ? schedule : capital(schedule)}</b>. `}
    ${isUp && startedAt && html`Up <b>${distance((now() - ms(startedAt)) / 1000)}</b>. `}
    ${
      isUp && runningSince
        ? html`${runningTick(details)} has been running for <b>${distance((now() - ms(runningSince)) / 1000)}</b>. `
        : isUp && nextAt && html`The next tick is <b>${within(ms(nextAt))}</b>. `
    }
    ${state === 'stopped' && exit && html`${capital(exit.reason)}${exit.at && html`, <b>${ago(ms(exit.at))}</b>`}. `}
    ${report && isUp && html`It says: <b class="plain">${report}</b>`}`;
}

/** @param {Details} details @param {TickRecord[]} records */
function facts({ ticks, failed, skipped, late, last, memory, cpu, cpuSeconds, restarts }, records) {
  const sum = last?.day?.ticks ? last.day : last?.month;
  const about = sum?.exact === false ? '≤ ' : '';
  const bad = records.findLast((record) => record.result === 'failed');
  const skip = records.findLast(({ event }) => event === 'skipped');
  const all = [
    ['Ticks', ticks === undefined ? '–' : count(ticks), restarts ? plural(restarts, 'restart') : ''],
    ['Failed', count(failed), failed && bad ? `last ${moment(ms(bad.at))}` : ''],
    ['Skipped', count(skipped), skipped && skip ? `last ${moment(ms(skip.at))}` : late > 0 && `${count(late)} late`],
    ['Took', took(sum?.tookSeconds?.p50), sum?.tookSeconds?.p99 !== undefined ? `p99 ${about}${took(sum.tookSeconds.p99)}` : ''],
    ['Late', took(sum?.lateSeconds?.p50), sum?.lateSeconds?.p99 !== undefined ? `p99 ${about}${took(sum.lateSeconds.p99)}` : ''],
    [
      'Memory',
      memory === undefined ? '–' : bytes(memory),
      cpu === undefined ? cpuSeconds && `cpu ${took(cpuSeconds)}` : `cpu ${cpu.toFixed(1)} %`,
    ],
  ];
  return html`<dl class="facts">${all.map(
    ([name, value, more]) => html`<div
    key=${name}><dt>${name}</dt><dd>${value} <small>${more}</small></dd></div>`,
  )}</dl>`;
}

/** @param {Details} details */
function slots({ nextAt, intervalSeconds, slots: known, state }) {
  if (!nextAt || ['stopped', 'dead', 'restarting'].includes(state)) {
    return null;
  }
  const times = intervalSeconds
    ? [0, 1, 2].map((i) => ms(nextAt) + i * intervalSeconds * 1000)
    : (known?.length ? known : [nextAt])
        .map(ms)
        .filter((at) => at >= ms(nextAt))
        .slice(0, 3);
  return html`<section class="panel side" aria-label="Next slots"><h2>Next slots</h2><ol>${times.map(
    (at) => html`<li
    key=${at}>${when(at)}<span>${within(at)}</span></li>`,
  )}</ol></section>`;
}

/** @param {number} at */
const when = (at) =>
  html`<time datetime=${new Date(at).toISOString()}>${clockTime(at)}${!isToday(at) && html`<small>${day(at)}</small>`}</time>`;

/** @param {TickRecord[]} records @param {Details} details */
function happened(records, details) {
  const odd = records
    .filter((record) => record.event !== 'tick' || record.result === 'failed' || record.result === 'killed' || record.late || record.byHand)
    .filter(({ event }) => event !== 'ready')
    .slice(-9)
    .reverse();
  return html`<section class="panel side" aria-label="What happened"><h2>What happened</h2>${
    odd.length
      ? html`<ol>${odd.map(
          (record) => html`<li
        key=${record.sequence}>${when(ms(record.at))}<span>${event(record, details)}</span></li>`,
        )}</ol>`
      : html`<p>Nothing but ticks that went well.</p>`
  }</section>`;
}

/** @param {TickRecord} record @param {Details} details */
function event(record, { lastError, lastExit }) {
  const { event, result, tick, tookSeconds = 0, exitCode, slots: skipped, restart, failed } = record;
  switch (event) {
    case 'tick': {
      if (result === 'killed' || result === 'failed') {
        const [, text] = describe([0, ms(record.at), tookSeconds, 0, 'f', tick ?? 0], lastError);
        const why = text.split(': ').slice(1).join(': ');
        const failure = record.timedOut ? 'timed out' : 'failed';
        const word = result === 'killed' ? 'was killed' : failure;
        return html`<span class="alarm">tick ${whole(tick ?? 0)} ${word}</span>${why && html`<br /><span class="muted">${why}</span>`}`;
      }
      const oddity = record.late ? `began late, by ${took(record.lateSeconds)}` : `by hand, took ${took(tookSeconds)}`;
      return `tick ${whole(tick ?? 0)} ${oddity}`;
    }
    case 'skipped':
      return `${plural(skipped ?? 1, 'slot')} skipped`;
    case 'reloaded':
      return failed ? html`<span class="alarm">reload failed</span>` : 'reloaded';
    case 'restarted':
      return `restart ${restart ?? ''}`;
    case 'ended': {
      const isLast = lastExit?.at && Math.abs(ms(lastExit.at) - ms(record.at)) < 3000;
      const text = isLast
        ? lastExit.reason
        : exitCode === undefined
          ? 'ended, killed after StopTimeout'
          : `ended with exit code ${exitCode}`;
      return html`<span class=${failed || exitCode ? 'alarm' : 'muted'}>${text}</span>`;
    }
    default:
      return event;
  }
}

/** @param {Details} details */
function instances({ instances: all, id }) {
  return (
    all &&
    all.length > 1 &&
    html`<section class="panel side" aria-label="Instances"><h2>Instances</h2><ul>${all.map(
      (one) => html`<li key=${one.id}>
    ${one.id === id ? html`<b aria-current="page">${one.name}</b>` : html`<a href=${`#/daemon/${one.id}`}>${one.name}</a>`}<${StateMark}
      state=${one.state} /></li>`,
    )}</ul></section>`
  );
}

/** @param {NonNullable<Daemon['cluster']>} cluster @returns {string} "leader of 16 of 64 shards" */
function clusterRole({ role, shards, shardsTotal, leader }) {
  return role + (shards === undefined ? '' : ` of ${shards} of ${shardsTotal} shards`) + (leader ? `, led by ${leader}` : '');
}

/** @param {Details} details */
function about(details) {
  const {
    pid,
    user,
    program,
    version,
    facts: known = {},
    options = details.startOptions,
    settings = [],
    cluster,
    pidFile,
    service,
    command,
    note,
  } = details;
  const odd = settings.filter(({ name }) => !SHOWN_ELSEWHERE.includes(name));
  const rows = [
    ['Process', pid && `${pid}${user ? `, as ${user}` : ''}`],
    ['Program', `${program ?? '?'} ${version ?? known.programVersion ?? ''}`],
    ['Options', options?.join(' '), 'mono'],
    ['Settings', odd.map(({ name, value }) => `${name} = ${value}`).join('\n'), 'mono'],
    ['Cluster', cluster && clusterRole(cluster)],
    ['Command', command?.join(' '), 'mono'],
    ['Pid file', pidFile, 'mono'],
    ['Errors to', known.errorFile !== known.logFile && known.errorFile, 'mono'],
    ['Managed by', service ?? 'nobody', service ? 'mono' : ''],
    ['Note', rank(details) === 5 && note],
  ];
  return html`<section class="panel side" aria-label="Details"><h2>Details</h2><dl>${rows.map(
    ([name, text, kind]) => text && html`<dt>${name}</dt><dd class=${kind}>${text}</dd>`,
  )}</dl></section>`;
}
