// Ticks one by one. The shape says what happened: up is a tick, as high as it took long; down is a failure; a ring is a skipped slot;
// a frame runs; dashes are to come. There is one path for each kind, so 200 strips cost nothing.

import { html, Component, createRef } from './view.js';
import { clockTime, day, distance, isToday, moment, ms, now, plural, shortTime, took, whole } from './text.js';

/** The runtime counts a tick as late that begins more than a second after its slot. */
const PUNCTUAL = 1;

/** @param {Entry} entry @returns {string} Its mark; `d` for a tick that went well, but began late */
const markOf = ([, , , late, mark]) => (mark === 's' && late > PUNCTUAL ? 'd' : mark);

/** @param {TickRecord} record @returns {Entry} */
function entryOf(record) {
  const marks = { tick: 's', skipped: 'o', started: 'b', restarted: 'w', ready: 'y', reloaded: 'l', ended: 'e' };
  const results = { succeeded: record.late ? 'd' : 's', failed: 'f', running: 'r', killed: 'k' };
  const mark = record.event === 'tick' ? results[record.result ?? 'succeeded'] : marks[record.event];
  return [record.sequence, ms(record.at), record.tookSeconds ?? 0, record.lateSeconds ?? 0, mark, record.tick ?? record.slots ?? 0];
}

/** @param {Entry} entry */
const isShown = (entry) => 'sdfkro'.includes(entry[4]);

/**
 * @param {Entry[]} entries
 * @returns {number} Twice what nine of ten ticks took at most, so that one long tick does not flatten the others
 */
function scaleOf(entries) {
  const times = Float64Array.from(
    entries.filter(([, , , , mark]) => mark === 's' || mark === 'd'),
    (entry) => entry[2],
  ).sort();
  return 2 * times[Math.floor((times.length - 1) * 0.9)] || 1;
}

/**
 * The pieces that paths are made of. Each begins at the base line and ends one place to the right of it, so that they hold wherever
 * they are: of 200 strips a second none is computed from numbers.
 */
class Pieces {
  /** @param {{ pitch: number, width: number, base: number, fail: number, ring: number }} measures Whole pixels, except the ring */
  constructor({ pitch, width, base, fail, ring }) {
    const box = (height) => `v${-height}h${width}v${height}h${-width}zm${pitch} 0`;
    this.begin = `M0 ${base}`;
    this.none = `m${pitch} 0`;
    this.up = Array.from({ length: base }, (_, i) => box(Math.max(2, i)));
    this.down = `m0 1${box(-fail)}m0-1`;
    this.ring = `m0 .5a${ring} ${ring} 0 1 0 ${2 * ring} 0a${ring} ${ring} 0 1 0-${2 * ring} 0zm${pitch}-.5`;
    this.frame = `m-.2 0v${2 - base}h${width + 0.4}v${base - 2}zm${pitch + 0.2} 0`;
  }

  /** @param {Entry[]} entries @returns {Content} One path for each kind that is there */
  draw(entries) {
    const scale = scaleOf(entries);
    const most = this.up.length - 1;
    const kinds = { t: '', l: '', f: '', s: '', r: '' };
    const gaps = { t: 0, l: 0, f: 0, s: 0, r: 0 };
    for (const entry of entries) {
      const mark = markOf(entry);
      const kind = KINDS[mark];
      const piece =
        kind === 'f'
          ? this.down
          : kind === 's'
            ? this.ring
            : kind === 'r'
              ? this.frame
              : this.up[Math.round(most * Math.min(1, entry[2] / scale))];
      for (const name in kinds) {
        gaps[name]++;
      }
      kinds[kind] += this.none.repeat(gaps[kind] - 1) + piece;
      gaps[kind] = 0;
    }
    return Object.entries(kinds).map(([kind, d]) => d && html`<path key=${kind} class=${kind} d=${this.begin + d} />`);
  }
}

const KINDS = { s: 't', d: 'l', f: 'f', k: 'f', o: 's', r: 'r' };

/** @param {Entry[]} entries @returns {string} "The last 48 ticks: 1 failed, 2 slots skipped" */
function summaryOf(entries) {
  const numbers = { s: 0, f: 0, k: 0, o: 0, d: 0, r: 0 };
  let ticks = 0;
  for (const entry of entries) {
    const mark = markOf(entry);
    numbers[mark] += mark === 'o' ? entry[5] : 1;
    ticks += mark === 'o' ? 0 : 1;
  }
  const odd = [
    numbers.f && `${numbers.f} failed`,
    numbers.k && `${numbers.k} killed`,
    numbers.d && `${numbers.d} late`,
    numbers.o && `${plural(numbers.o, 'slot')} skipped`,
    numbers.r && 'one runs',
  ].filter(Boolean);
  return `The last ${plural(ticks, 'tick')}: ${odd.join(', ') || 'all went well'}`;
}

export const SHOWN = 48;
const SMALL = new Pieces({ pitch: 4, width: 3, base: 25, fail: 7, ring: 1.5 });

/** The strip of a row. It is drawn again only if its entries differ. */
/** @extends Component<{ recent?: Entry[] }, {}> */
export class Strip extends Component {
  /** @param {{ recent?: Entry[] }} next */
  shouldComponentUpdate(next) {
    return next.recent !== this.props.recent;
  }

  render() {
    const entries = (this.props.recent ?? []).filter(isShown).slice(-SHOWN);
    return entries.length
      ? html`<svg class="strip" width="192" height="34" viewBox="0 0 192 34" role="img" aria-label=${summaryOf(entries)}>
      <path class="base" d="M0 25.5h192" />${SMALL.draw(entries)}</svg>`
      : html`<span class="quiet">–</span>`;
  }
}

/**
 * @param {Entry} entry
 * @param {{ message: string, at: string }} [error] The last error of the daemon
 * @returns {[string, string]} Which, and what became of it
 */
export function describe(entry, error) {
  const [, at, seconds, late, , number] = entry;
  const time = moment(at);
  const isCause = error && ms(error.at) >= at - 1000 && ms(error.at) <= at + seconds * 1000 + 2000;
  const name = `Tick ${whole(number)}`;
  switch (markOf(entry)) {
    case 'o':
      return [`${plural(number, 'slot')} skipped`, time];
    case 'f':
      return [name, `${time}, failed after ${took(seconds)}${isCause ? `: ${error.message}` : ''}`];
    case 'k':
      return [name, `${time}, was running when its daemon was killed`];
    case 'r':
      return [name, `${time}, has been running for ${distance((now() - at) / 1000)}`];
    case 'd':
      return [name, `${time}, began ${took(late)} late, took ${took(seconds)}`];
    default:
      return [name, `${time}, took ${took(seconds)}`];
  }
}

const [BASE, FAIL, HEIGHT] = [78, 16, 120];
const WIDE = { pitch: 13, pieces: new Pieces({ pitch: 13, width: 9, base: BASE, fail: FAIL, ring: 3.2 }) };
const NARROW = { pitch: 9, pieces: new Pieces({ pitch: 9, width: 6, base: BASE, fail: FAIL, ring: 2.4 }) };
/** How many of the slots to come are shown. */
const SOON = 5;

/** @typedef {{ records: TickRecord[], daemon: Daemon }} TicksProps */

/** The ticks of one daemon, which the pointer and the arrows walk. */
/** @extends Component<TicksProps, { width: number, at: number | null }> */
export class Ticks extends Component {
  /** @type {{ width: number, at: number | null }} */
  state = { width: 0, at: null };
  box = createRef();
  watch = new ResizeObserver(([entry]) => this.setState({ width: Math.floor(entry.contentRect.width) }));

  componentDidMount() {
    this.watch.observe(this.box.current);
  }

  componentWillUnmount() {
    this.watch.disconnect();
  }

  /** As many of the last as fit. */
  fit() {
    const { records, daemon } = this.props;
    const isSoon = Boolean(daemon.nextAt) && daemon.state === 'running';
    const form = this.state.width < 700 ? NARROW : WIDE;
    const room = Math.max(8, Math.floor(this.state.width / form.pitch) - (isSoon ? SOON + 2 : 1));
    return { cells: records.map(entryOf).filter(isShown).slice(-room), ...form, isSoon };
  }

  /** @param {KeyboardEvent} event */
  walk = (event) => {
    const last = this.fit().cells.length - 1;
    const at = this.state.at ?? last + 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: last }[event.key];
    if (to !== undefined && last >= 0) {
      this.setState({ at: Math.max(0, Math.min(last, to)) });
      event.preventDefault();
    } else if (event.key === 'Escape') {
      this.setState({ at: null });
    }
  };

  /** @param {PointerEvent} event */
  point = (event) => {
    const { cells, pitch } = this.fit();
    const at = Math.floor((event.clientX - this.box.current.getBoundingClientRect().left) / pitch);
    this.setState({ at: at < cells.length ? at : null });
  };

  leave = () => this.setState({ at: null });

  render() {
    const { width, at } = this.state;
    const { daemon } = this.props;
    const { cells, pitch, pieces, isSoon } = this.fit();
    const end = cells.length * pitch;
    const chosen = at === null ? undefined : cells[at];
    const said = chosen && describe(chosen, daemon.lastError);
    const next = daemon.nextAt ? ` The next slot is at ${moment(ms(daemon.nextAt))}.` : '';
    return html`<header><h2>Ticks</h2><p>${cells.length ? `the last ${distance((now() - cells[0][1]) / 1000)}, each one` : ''}</p>
      <${Legend} /></header>
      <div class="body"><div class="ticks" ref=${this.box} tabindex="0" role="application" aria-roledescription="ticks"
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        aria-label=${`${cells.length ? summaryOf(cells) : 'No ticks yet'}.${next} Arrow keys walk them.`}
        onKeyDown=${this.walk} onPointerMove=${this.point} onPointerDown=${this.point} onPointerLeave=${this.leave} onBlur=${this.leave}>
      <svg class="strip" width=${width} height=${HEIGHT} aria-hidden="true">
        <path class="base" d=${`M0 ${BASE + 0.5}h${width}`} />
        ${pieces.draw(cells)}
        ${isSoon && this.soon(end, pitch)}
        ${this.axis(cells, pitch, width)}
        ${chosen && html`<path class="at" d=${`M${((at ?? 0) + 0.35) * pitch} 4v${BASE + FAIL}`} />`}
      </svg>
      ${said && html`<div class="tip" style=${this.place(at ?? 0, pitch, width)} aria-hidden="true"><b>${said[0]}</b> ${said[1]}</div>`}
      <span class="hidden" aria-live="polite">${said && said.join(' ')}</span>
    </div></div>`;
  }

  /** @param {number} end @param {number} pitch @returns {Content} The line of now, and the slots that will come */
  soon(end, pitch) {
    const x = Math.round(end + pitch * 0.4) + 0.5;
    const slots = Array.from({ length: SOON }, (_, i) => `M${x + pitch * (i + 0.5)} ${BASE - 22}h${pitch - 4}v22h${4 - pitch}z`).join('');
    return html`<path class="now" d=${`M${x} 4v${BASE + FAIL}`} /><text class="nowtext" x=${x + 5} y="13">now</text><path class="n"
      d=${slots} />`;
  }

  /** @param {Entry[]} cells @param {number} pitch @param {number} width @returns {Content[]} A time about every 130 pixels */
  axis(cells, pitch, width) {
    const step = Math.max(1, Math.round(130 / pitch));
    const span = cells.length ? now() - cells[0][1] : 0;
    return cells
      .filter((_, i) => i % step === 0)
      .map(
        ([, at], i) =>
          (i * step * pitch + 70 < width || i === 0) &&
          html`<text class="axis" key=${i} x=${i * step * pitch}
            y=${HEIGHT - 6}>${isToday(at) ? '' : `${day(at)} `}${span < 600e3 ? clockTime(at) : shortTime(at)}</text>`,
      );
  }

  /**
   * @param {number} at
   * @param {number} pitch
   * @param {number} width
   * @returns {Record<string, string>} Beside the tick, on the side with more room
   */
  place(at, pitch, width) {
    const x = (at + 0.35) * pitch;
    return x < width / 2 ? { left: `${x + 10}px` } : { right: `${width - x + 10}px` };
  }
}

/** @typedef {import('preact').ComponentChildren} Content */

const Legend = () => html`<span class="legend" aria-hidden="true">
  <span><svg width="8" height="12"><path class="t" d="M0 0h7v12H0z" /></svg>took so long</span>
  <span><svg width="8" height="12"><path class="l" d="M0 0h7v12H0z" /></svg>late</span>
  <span><svg width="8" height="14"><path class="f" d="M0 6h7v8H0z" /></svg>failed</span>
  <span><svg width="9" height="9"><circle class="s" cx="4.5" cy="4.5" r="3.2" /></svg>skipped</span>
  <span><svg width="9" height="13"><path class="r" d="M1 1h6v11H1z" /></svg>runs</span></span>`;
