// How long ticks took and how late they began: mean and most of each part of a span, failures and starts marked, and the same as a table.

import { get, query } from './api.js';
import { Component, Segments, createRef, html } from './view.js';
import { count, day, isToday, ms, now, shortTime, took } from './text.js';

const SPANS = {
  '1 h': { seconds: 3600, step: 'minute', part: 60, unit: 'a minute', every: 20 },
  '24 h': { seconds: 86400, step: 'minute', part: 600, unit: '10 minutes', every: 60 },
  '30 d': { seconds: 30 * 86400, step: 'hour', part: 6 * 3600, unit: '6 hours', every: 300 },
};

/** @typedef {{ at: number, ticks: number, failed: number, skipped: number, mean: number, most: number, late: number }} Part */

/** @param {Sum[]} sums @param {number} part Seconds @returns {Part[]} The sums of each part of the span, oldest first */
function partsOf(sums, part) {
  /** @type {Map<number, Part>} */
  const parts = new Map();
  for (const sum of sums) {
    const at = Math.floor(ms(sum.at) / 1000 / part) * part;
    const old = parts.get(at) ?? { at, ticks: 0, failed: 0, skipped: 0, mean: 0, most: 0, late: 0 };
    const ticks = old.ticks + sum.ticks;
    parts.set(at, {
      at,
      ticks,
      failed: old.failed + sum.failed,
      skipped: old.skipped + sum.skipped,
      mean: ticks ? (old.mean * old.ticks + (sum.meanTookSeconds ?? 0) * sum.ticks) / ticks : 0,
      most: Math.max(old.most, sum.mostTookSeconds ?? 0),
      late: Math.max(old.late, sum.mostLateSeconds ?? 0),
    });
  }
  return [...parts.values()].sort((a, b) => a.at - b.at);
}

/** Both plots of a daemon, over the same span. */
/** @extends Component<{ id: string, records: TickRecord[] }, { span: keyof typeof SPANS, parts?: Part[], problem?: string }> */
export class Plots extends Component {
  /** @type {{ span: keyof typeof SPANS, parts?: Part[], problem?: string }} */
  state = { span: this.props.records[0] && ms(this.props.records[0].at) > now() - 36e5 ? '1 h' : '24 h' };

  componentDidMount() {
    this.load();
  }

  componentWillUnmount() {
    clearTimeout(this.timer);
    this.gone = true;
  }

  async load() {
    clearTimeout(this.timer);
    const { span } = this.state;
    const { seconds, step, part, every } = SPANS[span];
    if (!document.hidden) {
      const from = new Date(now() - seconds * 1000).toISOString();
      const answer = await get(`daemons/${this.props.id}/ticks${query({ from, step })}`).catch((failure) => ({ problem: failure.message }));
      if (this.gone || span !== this.state.span) {
        return;
      }
      this.setState({ parts: answer.sums && partsOf(answer.sums, part), problem: answer.problem });
    }
    this.timer = setTimeout(() => this.load(), every * 1000);
  }

  choose = (span) => this.setState({ span }, () => this.load());

  render() {
    const { span, parts, problem } = this.state;
    const props = { span, parts, problem, onChoose: this.choose, starts: this.starts() };
    return html`<div class="duo"><${Plot} title="How long they took" kind="took" ...${props} /><${Plot} title="How late they began"
      kind="late" ...${props} /></div>`;
  }

  /** @returns {number[]} The starts within the span, in seconds since 1970 */
  starts() {
    const from = now() / 1000 - SPANS[this.state.span].seconds;
    return this.props.records
      .filter(({ event }) => event === 'started' || event === 'restarted')
      .map(({ at }) => ms(at) / 1000)
      .filter((at) => at > from);
  }
}

/** @param {Part} part @param {number} span @returns {string} */
const timeOf = ({ at }, span) => (span > 3600 && !isToday(at * 1000) ? `${day(at * 1000)} ` : '') + shortTime(at * 1000);

/** The points without a neighbour, which no line shows. @param {UPlotChart} chart @param {number} series @returns {number[]} */
const alone = ({ data }, series) =>
  [...data[0].keys()].filter((i) => data[series][i] != null && data[series][i - 1] == null && data[series][i + 1] == null);

class Plot extends Component {
  state = { at: null, isOpen: false };
  box = createRef();
  /** @type {UPlotChart | undefined} */
  chart;
  watch = new ResizeObserver(([entry]) => this.draw(Math.floor(entry.contentRect.width)));
  /** Canvas colours are fixed when they are drawn. */
  repaint = () => {
    this.chart?.destroy();
    this.chart = undefined;
    this.draw(this.width);
  };

  componentDidMount() {
    this.watch.observe(this.box.current);
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.repaint);
    addEventListener('themechange', this.repaint);
  }

  componentWillUnmount() {
    this.watch.disconnect();
    this.scheme?.removeEventListener('change', this.repaint);
    removeEventListener('themechange', this.repaint);
    this.chart?.destroy();
  }

  shouldComponentUpdate(next, state) {
    return state !== this.state || next.parts !== this.props.parts || next.span !== this.props.span || next.problem !== this.props.problem;
  }

  componentDidUpdate({ parts }) {
    if (parts !== this.props.parts) {
      this.draw(this.width);
    }
  }

  /** @returns {[number[], (number | null)[], (number | null)[]]} Times, means, and the most; a gap where there was no tick */
  data() {
    const { parts = [], span, kind } = this.props;
    const { seconds, part } = SPANS[span];
    const known = new Map(parts.map((one) => [one.at, one]));
    const first = Math.ceil((now() / 1000 - seconds) / part) * part;
    const times = Array.from({ length: Math.floor(seconds / part) }, (_, i) => first + i * part);
    const of = (name) => times.map((at) => (known.get(at)?.ticks ? known.get(at)[name] : null));
    return kind === 'took' ? [times, of('mean'), of('most')] : [times, times.map(() => 0), of('late')];
  }

  draw(width) {
    this.width = width;
    if (!width || !this.props.parts?.length) {
      this.chart?.destroy();
      this.chart = undefined;
    } else if (this.chart) {
      this.chart.setSize({ width, height: 190 });
      this.chart.setData(this.data());
    } else {
      this.chart = new uPlot(this.options(width), this.data(), this.box.current);
    }
  }

  /** @param {number} width @returns {UPlotOptions} */
  options(width) {
    const { kind } = this.props;
    const probe = this.box.current;
    const colour = (name) => {
      probe.style.color = `var(--${name})`;
      const value = getComputedStyle(probe).color;
      probe.style.color = '';
      return value;
    };
    const font = '11.5px ' + getComputedStyle(probe).fontFamily;
    const axis = { stroke: colour('faint'), font, ticks: { show: false }, grid: { stroke: colour('line'), width: 1 } };
    const points = { show: false, size: 5, filter: alone };
    const [bad, faint] = [colour('bad-mark'), colour('faint')];
    const label = (_, values) => values.map((at) => (SPANS[this.props.span].seconds > 864e2 ? day(at * 1000) : shortTime(at * 1000)));
    return {
      width,
      height: 190,
      legend: { show: false },
      padding: [10, 18, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: true }, y: { range: (_, __, most) => [0, (most || 0.001) * 1.08] } },
      axes: [
        { ...axis, grid: { show: false }, space: 60, size: 28, gap: 6, values: label },
        { ...axis, size: 58, space: 30, values: (_, values) => values.map(took) },
      ],
      series: [
        {},
        kind === 'took' ? { stroke: colour('curve'), width: 1.75, points } : { width: 0, points },
        { stroke: kind === 'took' ? colour('band') : colour('curve'), width: kind === 'took' ? 1 : 1.5, points },
      ],
      bands: [{ series: [2, 1], fill: colour('band') }],
      hooks: {
        setCursor: [(chart) => this.state.at !== chart.cursor.idx && this.setState({ at: chart.cursor.idx })],
        draw: [(chart) => this.marks(chart, bad, faint)],
      },
    };
  }

  /** Failures as triangles below, starts as dashed lines. @param {UPlotChart} chart */
  marks({ ctx, bbox, valToPos }, bad, faint) {
    const ratio = devicePixelRatio;
    const floor = bbox.top + bbox.height;
    ctx.save();
    ctx.fillStyle = bad;
    for (const { at } of (this.props.parts ?? []).filter(({ failed }) => failed)) {
      const x = valToPos(at, 'x', true);
      ctx.beginPath();
      ctx.moveTo(x - 4 * ratio, floor);
      ctx.lineTo(x + 4 * ratio, floor);
      ctx.lineTo(x, floor - 7 * ratio);
      ctx.fill();
    }
    ctx.strokeStyle = faint;
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    for (const at of this.props.starts) {
      const x = valToPos(at, 'x', true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, floor);
      ctx.stroke();
    }
    ctx.restore();
  }

  /** @returns {string} What is under the cursor, or the whole span */
  reading() {
    const { parts = [], span, kind, problem } = this.props;
    const { seconds, part } = SPANS[span];
    const at = this.state.at === null || this.state.at === undefined ? undefined : this.chart?.data[0][this.state.at];
    const one = parts.find((candidate) => candidate.at === at);
    const words = ({ ticks, failed, mean, most, late }) =>
      [
        kind === 'took' ? `${took(mean)} on average, ${took(most)} at most` : `${took(late)} at most`,
        `${count(ticks)} ticks`,
        failed && `${count(failed)} failed`,
      ]
        .filter(Boolean)
        .join(', ');
    if (one) {
      return `${timeOf(one, seconds)}: ${words(one)}`;
    }
    const all = partsOf(
      parts.map((sum) => ({
        ...sum,
        at: new Date(0).toISOString(),
        meanTookSeconds: sum.mean,
        mostTookSeconds: sum.most,
        mostLateSeconds: sum.late,
      })),
      part,
    );
    return all[0]?.ticks ? words(all[0]) : (problem ?? (this.props.parts ? 'No tick in this time' : ''));
  }

  render() {
    const { title, span, kind, parts = [], onChoose } = this.props;
    const { seconds, unit } = SPANS[span];
    return html`<section class="panel" aria-label=${title}><header><h2>${title}</h2><span class="grow"></span>
        <${Segments} label="How far back" choices=${Object.keys(SPANS).map((name) => [name, name])} value=${span}
          onChange=${onChoose} /></header>
      <div class="body"><div class="plot" ref=${this.box} role="img"
        aria-label=${`${title} in the last ${span}: ${this.reading()}. The numbers are in the table below.`}></div>
        <p class="read">${this.reading()}</p>
        <details class="numbers"
          onToggle=${(event) => this.setState({ isOpen: event.target.open })}><summary>Numbers, of ${unit} each</summary>
          ${
            this.state.isOpen &&
            html`<div class="scroll" tabindex="0" role="region" aria-label=${`Numbers: ${title}`}><table>
            <thead><tr><th scope="col">From</th><th
              scope="col">Ticks</th>${(kind === 'took' ? ['Average', 'Most'] : ['Latest']).map((text) => html`<th
                scope="col">${text}</th>`)}<th scope="col">Failed</th><th scope="col">Skipped</th></tr></thead>
            <tbody>${[...parts].reverse().map(
              (one) => html`<tr key=${one.at}><th scope="row">${timeOf(one, seconds)}</th><td>${count(one.ticks)}</td>
              ${(kind === 'took' ? [one.mean, one.most] : [one.late]).map((value) => html`<td>${took(value)}</td>`)}<td>${one.failed}</td>
                <td>${one.skipped}</td></tr>`,
            )}</tbody></table></div>`
          }
        </details></div></section>`;
  }
}
