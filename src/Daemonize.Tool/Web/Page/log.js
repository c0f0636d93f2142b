// The log: its end and what comes, find, levels, folded exceptions. At most 5,000 lines are in the page. Lines are made by hand, not by
// Preact: nothing is compared when one more comes. Text nodes only.

import { getLog, query } from './api.js';
import { Component, Icon, Segments, createRef, html } from './view.js';
import { count, harmless, logTime, moment, ms, plural } from './text.js';

const MOST = 5000;
const PAGE = 200;
/** A longer line is cut until somebody asks for the rest. */
const LONG = 2000;
/** An entry with more further lines goes on in another one. */
const MOST_FOLDED = 500;
const LEVELS = { critical: 'crit', warning: 'warn', information: 'info' };
const SEVERE = { warn: ['warn', 'error', 'crit'], error: ['error', 'crit'] };

/** Escape sequences, in either form of their first character: the numbers of SGR, all other CSI, strings up to their end, the rest. */
const ESCAPES = new RegExp(
  [
    /(?:\x1b\[|\x9b)([\d;:]*)m/,
    /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?/,
    /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?/,
    /\x1b[ -/]*[0-~]?/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** @param {string} text @returns {{ text: string, style: string }[]} Runs of text with the classes of SGR */
export function runsOf(text) {
  const runs = [];
  /** @type {Set<string>} */
  const on = new Set();
  let from = 0;
  const add = (to) => to > from && runs.push({ text: harmless(text.slice(from, to).replaceAll('\t', '    ')), style: [...on].join(' ') });
  for (const match of text.matchAll(ESCAPES)) {
    add(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) {
      select(on, match[1].split(/[;:]/).map(Number));
    }
  }
  add(text.length);
  return runs;
}

/** @param {Set<string>} on @param {number[]} codes */
function select(on, codes) {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const drop = (isOff) => [...on].filter((name) => isOff(Number(name.slice(3)))).forEach((name) => on.delete(name));
    if (code === 0) {
      on.clear();
    } else if (code === 38 || code === 48) {
      // Of the 256 colours only the first 16 have a class; a true colour may be unreadable on our ground.
      const colour = codes[i + 1] === 5 ? codes[i + 2] : NaN;
      i += codes[i + 1] === 5 ? 2 : 4;
      if (code === 38) {
        drop((n) => n >= 30);
        if (colour < 16) {
          on.add(`sgr${colour < 8 ? 30 + colour : 82 + colour}`);
        }
      }
    } else if (code === 39 || (code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      drop((n) => n >= 30);
      if (code !== 39) {
        on.add(`sgr${code}`);
      }
    } else if (code === 22) {
      drop((n) => n === 1 || n === 2);
    } else if (code > 22 && code < 30) {
      drop((n) => n === code - 20);
    } else if ([1, 2, 3, 4, 7, 9].includes(code)) {
      on.add(`sgr${code}`);
    }
  }
}

/** @param {string} name @param {string} [kind] @param {string} [text] @returns {HTMLElement} */
function make(name, kind, text) {
  const element = document.createElement(name);
  if (kind) {
    element.className = kind;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/** Puts a text into an element, with its colours, and with marks where words are. @param {string[]} words In lower case */
function fill(element, text, words) {
  const parts = [];
  for (const run of runsOf(text)) {
    const pieces = words.length
      ? run.text.split(new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'i'))
      : [run.text];
    const target = run.style ? make('span', run.style) : undefined;
    const nodes = pieces.map((piece, i) => (i % 2 ? make('mark', '', piece) : document.createTextNode(piece)));
    target?.append(...nodes);
    parts.push(...(target ? [target] : nodes));
  }
  element.replaceChildren(...parts);
}

/** @typedef {{ id: string, onReady: (log: Log) => void }} LogProps */

/** @extends Component<LogProps, any> */
export class Log extends Component {
  state = {
    follow: true,
    came: 0,
    find: '',
    only: false,
    level: '',
    file: 'log',
    matches: 0,
    at: 0,
    lines: 0,
    end: '',
    path: '',
    problem: '',
    busy: false,
    other: false,
  };
  lines = createRef();
  /** The place after the last line that is known: the stream goes on from there. */
  next = '';
  first = '';
  /** @type {LogLine[]} Lines that came while nobody follows */
  held = [];
  /** @type {WeakMap<Element, string>} The text of a line, with its escape sequences */
  texts = new WeakMap();
  /** @type {WeakMap<Element, string>} */
  places = new WeakMap();
  /** @type {WeakMap<Element, number>} How many lines an entry has, if it has more than one */
  sizes = new WeakMap();
  /** How many lines are in the page, the folded ones too. */
  total = 0;
  /** @type {HTMLElement | undefined} */
  entry;
  isShown = true;
  isWhole = true;

  componentDidMount() {
    this.load();
  }

  get words() {
    return this.state.find.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /** What the server filters by. */
  get filter() {
    const { find, only, level, file } = this.state;
    return { find: only ? find : '', level, file };
  }

  async load() {
    const turn = (this.turn = {});
    this.asked = this.filter.find;
    this.setState({ busy: true });
    const answer = await getLog(`daemons/${this.props.id}/log${query({ lines: PAGE, ...this.filter })}`).catch((failure) => ({
      problem: failure.message,
    }));
    if (turn !== this.turn || !this.lines.current) {
      return;
    }
    this.lines.current.replaceChildren();
    this.entry = undefined;
    this.total = 0;
    this.held = [];
    this.isWhole = true;
    this.isShown = true;
    this.setState({ busy: false, came: 0, follow: true, problem: 'problem' in answer ? answer.problem : '' });
    if ('lines' in answer) {
      // The end of the log is the same with and without a filter.
      this.next = answer.next ?? this.next;
      this.first = answer.first ?? '';
      this.setState({ end: answer.end, path: harmless(answer.file ?? ''), other: this.state.other || Boolean(answer.error) });
      this.lines.current.append(...this.build(answer.lines));
      this.changed(true);
    }
    this.props.onReady(this);
  }

  /** @param {LogLine[]} lines @returns {HTMLElement[]} A line each; further lines of an entry are folded */
  build(lines, isOlder = false) {
    const made = [];
    let entry = isOlder ? undefined : this.entry;
    for (const line of lines) {
      const size = entry ? (this.sizes.get(entry) ?? 1) : 0;
      if (line.continues && entry && size <= MOST_FOLDED) {
        this.sizes.set(entry, size + 1);
        this.fold(entry, line, size);
      } else {
        entry = this.line(line);
        made.push(entry);
      }
      this.total++;
    }
    if (!isOlder) {
      this.entry = entry;
    }
    return made;
  }

  /** @param {LogLine} line */
  line(line) {
    const level = harmless(LEVELS[line.level ?? ''] ?? line.level ?? '');
    const element = make('div', `line ${/^\w+$/.test(level) ? level : ''}`);
    const at = ms(line.time);
    const time = make('time', '', at ? logTime(at) : '');
    if (at) {
      time.title = moment(at);
    }
    const body = make('span');
    element.append(time, make('span', 'level', level), body);
    this.places.set(element, line.place);
    const prefix = line.category ? `${line.category}: ` : '';
    this.put(body, prefix + line.text + (line.cut ? ' …' : ''));
    return element;
  }

  /** Puts a text into a line, a long one only at its beginning. */
  put(body, text) {
    this.texts.set(body, text);
    fill(body, text.length > LONG ? text.slice(0, LONG) : text, this.words);
    if (text.length > LONG) {
      const all = make('button', 'fold', `all ${count(text.length)} characters`);
      all.onclick = () => fill(body, text, this.words);
      body.append(' ', all);
    }
  }

  /**
   * Adds a further line to an entry: the first is shown by a button, all below it.
   * @param {HTMLElement} entry
   * @param {LogLine} line
   * @param {number} number How many it has then
   */
  fold(entry, line, number) {
    const body = /** @type {HTMLElement} */ (entry.lastElementChild);
    let rest = /** @type {HTMLElement | null} */ (body.querySelector(':scope > .rest'));
    if (!rest) {
      rest = make('span', 'rest');
      rest.hidden = true;
      const button = make('button', 'fold');
      button.onclick = () => this.unfold(body, Boolean(rest?.hidden));
      body.append(make('br'), button, rest);
    }
    const further = make('span', 'further');
    rest.append('\n', further);
    this.put(further, line.text);
    this.unfold(body, !rest.hidden);
    const button = /** @type {HTMLElement} */ (rest.previousElementSibling);
    button.textContent = `${number} more ${number === 1 ? 'line' : 'lines'}`;
  }

  unfold(body, isOpen) {
    const rest = body.querySelector(':scope > .rest');
    rest.hidden = !isOpen;
    rest.previousElementSibling.setAttribute('aria-expanded', String(isOpen));
  }

  /** Lines of the stream. @param {{ lines: LogLine[], next: string, restarted?: boolean }} event */
  came({ lines, next, restarted }) {
    this.next = next ?? this.next;
    if (restarted) {
      this.load();
    } else if (this.state.follow) {
      this.append(lines);
    } else {
      this.held.push(...lines);
      this.isWhole &&= this.held.length <= MOST;
      this.held.splice(0, this.held.length - MOST);
      this.setState({ came: this.state.came + lines.length });
    }
  }

  append(lines) {
    const { level, only } = this.state;
    const wanted = lines.filter((line) => {
      if (!line.continues) {
        const isSevere = !level || SEVERE[level].includes(LEVELS[line.level ?? ''] ?? line.level);
        const text = `${line.category ?? ''}: ${line.text}`.toLowerCase();
        this.isShown = isSevere && (!only || this.words.every((word) => text.includes(word)));
      }
      return this.isShown;
    });
    const box = this.lines.current;
    box.append(...this.build(wanted));
    if (this.trim('firstElementChild')) {
      this.first = this.places.get(box.firstElementChild) ?? this.first;
      this.setState({ end: 'lines' });
    }
    this.changed(true);
  }

  /** Removes what is too much. @param {'firstElementChild' | 'lastElementChild'} end @returns {boolean} Whether it was */
  trim(end) {
    const isTooMuch = this.total > MOST;
    for (let one = this.lines.current[end]; this.total > MOST && one?.nextSibling !== one?.previousSibling; one = this.lines.current[end]) {
      this.total -= this.sizes.get(one) ?? 1;
      one.remove();
    }
    return isTooMuch;
  }

  /** The place from which the stream should go on is not there any more. */
  forget() {
    this.next = '';
    this.load();
  }

  /** Loads what is before, and keeps what is seen where it is. */
  earlier = async () => {
    if (this.state.busy || !this.first) {
      return;
    }
    const turn = this.turn;
    this.setState({ busy: true, follow: false });
    const answer = await getLog(`daemons/${this.props.id}/log${query({ before: this.first, lines: PAGE, ...this.filter })}`).catch(
      (failure) => failure,
    );
    if (turn !== this.turn || !this.lines.current) {
      return;
    }
    this.setState({ busy: false });
    if (answer instanceof Error) {
      // The place is rotated away: what is there now begins again at the end.
      return this.load();
    }
    const box = this.lines.current;
    const height = box.scrollHeight;
    const made = this.build(answer.lines, true);
    box.prepend(...made);
    box.parentElement.scrollTop += box.scrollHeight - height;
    this.first = answer.first ?? this.first;
    if (this.trim('lastElementChild')) {
      this.isWhole = false;
    }
    this.entry = box.lastElementChild ?? undefined;
    this.setState({ end: answer.end });
    this.changed(false);
  };

  follow = () => {
    if (this.state.follow) {
      return this.setState({ follow: false });
    }
    if (!this.isWhole) {
      return this.load();
    }
    const { held } = this;
    this.held = [];
    this.setState({ follow: true, came: 0 }, () => this.append(held));
  };

  /** Who scrolls up wants to read: what comes then is counted. */
  scrolled = () => {
    const box = this.lines.current.parentElement;
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    if (this.state.follow && !isAtEnd) {
      this.setState({ follow: false });
    }
    if (box.scrollTop < 24 && box.scrollHeight > box.clientHeight && this.state.end === 'lines') {
      this.earlier();
    }
  };

  /** After lines were added: the number of matches, and the end if somebody follows. */
  changed(isAtEnd) {
    const box = this.lines.current;
    this.setState({ lines: this.total, matches: this.words.length ? this.matches().length : 0 });
    if (isAtEnd && this.state.follow) {
      box.parentElement.scrollTop = box.scrollHeight;
    }
  }

  /** @returns {HTMLElement[]} The lines that have all words */
  matches() {
    return [...this.lines.current.children].filter((line) => {
      const text = line.textContent.toLowerCase();
      return this.words.every((word) => text.includes(word));
    });
  }

  search = (event) =>
    this.setState(
      ({ only }) => ({ find: event.target.value, at: 0, only: only && event.target.value !== '' }),
      () => {
        for (const element of this.lines.current.querySelectorAll('.line > :last-child, .further')) {
          this.mark(element);
        }
        this.changed(true);
        if (this.filter.find !== this.asked) {
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.load(), 300);
        }
      },
    );

  /** Marks the words of a line again, and leaves its folded lines alone. */
  mark(element) {
    const text = this.texts.get(element);
    if (text === undefined || (!this.words.length && !element.querySelector('mark'))) {
      return;
    }
    const kept = element.classList.contains('further')
      ? []
      : [...element.querySelectorAll(':scope > br, :scope > .fold:has(+ .rest), :scope > .rest')];
    this.put(element, text);
    element.append(...kept);
  }

  keys = (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.go(event.shiftKey ? -1 : 1);
    }
  };

  /** Goes to the next or the previous match, and round. @param {1 | -1} step */
  go(step) {
    const found = this.words.length ? this.matches() : [];
    if (!found.length) {
      return;
    }
    const old = found.findIndex((line) => line.classList.contains('current'));
    const first = step > 0 ? found.length - 1 : 0;
    const to = old < 0 ? first : (old + step + found.length) % found.length;
    found[old]?.classList.remove('current');
    const line = found[to];
    line.classList.add('current');
    if (line.querySelector('.rest mark')) {
      this.unfold(line.lastElementChild, true);
    }
    this.setState({ follow: false, at: to + 1, matches: found.length });
    const box = this.lines.current.parentElement;
    box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }

  set = (change) => this.setState(change, () => this.load());

  render() {
    const { follow, came, find, only, level, file, matches, at, lines, end, path, problem, busy, other } = this.state;
    const found = find && !only ? (at ? `${at} of ` : '') + plural(matches, 'match', 'matches') : `${plural(lines, 'line')}`;
    return html`<section class="panel" aria-label="Log" id="log"><header><h2>Log</h2><p class="mono">${path}</p><span class="grow"></span>
        ${
          other &&
          html`<${Segments} label="Which log" choices=${[
            ['log', 'Log'],
            ['error', 'Errors'],
          ]} value=${file} onChange=${(value) => this.set({ file: value })} />`
        }
        <button class="switch" type="button" role="switch" aria-checked=${String(follow)}
          onClick=${this.follow}>Follow<i></i></button></header>
      <div class="tools"><label class="find"><${Icon} name="search" /><span class="hidden">Find in the log</span>
          <input type="search" placeholder="Find in the log" autocomplete="off" spellcheck=${false} value=${find} onInput=${this.search}
            onKeyDown=${this.keys} /></label>
        <button class="button icon small" type="button" aria-label="Previous match" title="Previous match"
          onClick=${() => this.go(-1)}><${Icon} name="up" /></button>
        <button class="button icon small" type="button" aria-label="Next match" title="Next match" onClick=${() => this.go(1)}><${Icon}
          name="down" /></button>
        ${find && html`<button class="switch" type="button" role="switch" aria-checked=${String(only)}
          onClick=${() => this.set({ only: !only })}>Only these<i></i></button>`}
        <span class="found" role="status">${found}</span><span class="grow"></span>
        <${Segments} label="From which level" choices=${[
          ['', 'All'],
          ['warn', 'Warnings'],
          ['error', 'Errors'],
        ]} value=${level} onChange=${(value) => this.set({ level: value })} /></div>
      <div class="lines" tabindex="0" role="region" aria-label="Lines of the log" onScroll=${this.scrolled}>
        <div class="edge">${
          problem ||
          (busy
            ? 'Reading…'
            : end === 'beginning'
              ? lines
                ? 'The log begins here.'
                : 'The log is empty.'
              : html`<button class="button small" type="button"
                onClick=${this.earlier}>${end === 'limit' ? 'Look further' : 'Earlier lines'}</button>
          ${end === 'limit' && 'Two seconds were not enough to search it all.'}`)
        }</div>
        <div ref=${this.lines}></div></div>
      ${!follow && came > 0 && html`<button class="button small came" type="button" onClick=${this.follow}><${Icon}
        name="down" />${plural(came, 'new line')}</button>`}
      <span class="hidden" role="status">${!follow ? 'Paused' : ''}</span></section>`;
  }
}
