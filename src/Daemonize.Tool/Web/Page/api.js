// The API: requests with the token, and one stream of events that is opened again until it is closed.

import { cleaned, setNow, whole } from './text.js';
import { takeTurn } from './turns.js';

const BASE = 'api/v1/';
const TOKEN = 'daemonize.token';
/** After so many milliseconds without an event the connection counts as lost: the server sends one each second. */
export const SILENCE = 3000;
const WAITS = [500, 1000, 2000, 5000];

/** An answer that is not a success. */
export class ApiError extends Error {
  /** @param {number} status 0 if the server cannot be reached @param {string} message One line of the server */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Without storage the token lives as long as the page. */
let token = '';
try {
  token = localStorage.getItem(TOKEN) ?? '';
} catch {
  /* switched off */
}

/** @param {string} value The token; empty to forget it */
export function keepToken(value) {
  token = value;
  try {
    value ? localStorage.setItem(TOKEN, value) : localStorage.removeItem(TOKEN);
  } catch {
    /* switched off */
  }
}

export const hasToken = () => token !== '';

/** What happens on a 401: the page asks for another link. */
export const onExpiry = {
  call: () => {
    /* until the page is there */
  },
};

/**
 * @param {string} method @param {string} path Below api/v1/ @param {object} [body] @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function request(method, path, body, signal) {
  /** @type {Record<string, string>} */
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
  }
  const options = {
    method,
    headers,
    signal,
    cache: /** @type {const} */ ('no-store'),
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
  };
  const answer = await fetch(BASE + path, options).catch((failure) => {
    throw signal?.aborted ? failure : new ApiError(0, 'the server cannot be reached');
  });
  if (answer.ok) {
    return answer;
  }
  const { error } = await answer.json().catch(() => ({}));
  if (answer.status === 401 && path !== 'session') {
    onExpiry.call();
  }
  throw new ApiError(answer.status, cleaned(String(error ?? `${answer.status} ${answer.statusText}`)));
}

/** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} An answer with harmless texts */
export const get = async (path, signal) => cleaned(await (await request('GET', path, undefined, signal)).json());

/** @param {string} path @param {AbortSignal} [signal] @returns {Promise<LogAnswer>} Its texts have escape sequences, which log.js reads */
export const getLog = async (path, signal) => (await request('GET', path, undefined, signal)).json();

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
export async function send(method, path, body) {
  const answer = await request(method, path, body);
  return answer.status === 204 ? {} : cleaned(await answer.json());
}

/** @param {Record<string, string | number | undefined>} values @returns {string} "?a=1&b=2" of those that are there */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? '?' + new URLSearchParams(given.map(([name, value]) => [name, String(value)])) : '';
}

/** A stream of server-sent events. It is closed while the page is hidden: a browser has only six connections to a server. */
export class Stream {
  heard = 0;
  #tries = 0;
  #timer = 0;
  /** @type {AbortController | undefined} */
  #abort;
  #closed = false;

  /**
   * @param {() => string} path Asked for at each beginning @param {Record<string, (data: any) => void>} on What to do for an event
   */
  constructor(path, on) {
    this.path = path;
    this.on = on;
    this.look = () => {
      if (document.hidden) {
        this.#stop();
      } else if (!this.#abort) {
        this.heard = Date.now();
        this.open();
      }
    };
    document.addEventListener('visibilitychange', this.look);
    this.look();
  }

  close() {
    this.#closed = true;
    document.removeEventListener('visibilitychange', this.look);
    this.#stop();
  }

  /** Opens it now, also if it waits to try again. */
  async open() {
    this.#stop();
    const abort = (this.#abort = new AbortController());
    let began = Number.POSITIVE_INFINITY;
    let isTurnOver = false;
    const watch = setInterval(() => Date.now() - Math.max(this.heard, began) > 2 * SILENCE && abort.abort(), SILENCE);
    try {
      isTurnOver = await takeTurn(abort.signal, async (turn) => {
        began = Date.now();
        await this.#read(await request('GET', this.path(), undefined, AbortSignal.any([abort.signal, turn])));
      });
    } catch (failure) {
      const status = failure instanceof ApiError ? failure.status : 0;
      if (status === 401 || status === 404) {
        this.#closed = true;
      }
      const happened = { 404: 'gone', 410: 'rotated' }[status];
      if (happened) {
        this.on[happened]?.({});
      }
    } finally {
      clearInterval(watch);
    }
    if (this.#abort === abort && !this.#closed) {
      this.#abort = undefined;
      if (!document.hidden) {
        this.#timer = setTimeout(() => this.open(), isTurnOver ? 0 : WAITS[Math.min(this.#tries++, WAITS.length - 1)]);
      }
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    const abort = this.#abort;
    this.#abort = undefined;
    abort?.abort();
  }

  /** @param {Response} answer */
  async #read(answer) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#closed) {
        return;
      }
      rest += decoder.decode(value, { stream: true });
      const events = rest.split('\n\n');
      rest = events.pop() ?? '';
      events.forEach((event) => this.#take(event));
    }
  }

  /** @param {string} text The lines of one event */
  #take(text) {
    const [, name, data] = /^event: ?(.*)\ndata: ?(.*)$/.exec(text) ?? [];
    if (!name || this.#closed) {
      return;
    }
    this.heard = Date.now();
    this.#tries = 0;
    const parsed = JSON.parse(data);
    const value = name === 'log' ? parsed : cleaned(parsed);
    // An array has an `at` too.
    if (typeof value.at === 'string') {
      setNow(value.at);
    }
    this.on[name]?.(value);
    this.on.any?.(value);
  }
}

/** @param {Entry[] | undefined} old @param {Entry[]} fresh Entries that are new or changed @returns {Entry[]} The last 60, oldest first */
export function mergeRecent(old = [], fresh) {
  if (!old.length || !fresh.length || fresh[0][0] > old[old.length - 1][0]) {
    return [...old, ...fresh].slice(-60);
  }
  const merged = new Map(old.map((entry) => [entry[0], entry]));
  fresh.forEach((entry) => merged.set(entry[0], entry));
  return [...merged.values()].slice(-60);
}

/** @param {Map<string, Daemon>} daemons Changed in place @param {Difference} difference */
export function apply(daemons, { added = [], changed = [], removed = [] }) {
  removed.forEach((id) => daemons.delete(id));
  added.forEach((daemon) => daemons.set(daemon.id, daemon));
  for (const change of changed) {
    const old = daemons.get(change.id);
    if (!old) {
      continue;
    }
    const daemon = /** @type {Daemon & Record<string, unknown>} */ ({ ...old, ...change });
    if (change.recent) {
      daemon.recent = mergeRecent(old.recent, change.recent);
    }
    for (const name in change) {
      if (daemon[name] === null) {
        delete daemon[name];
      }
    }
    daemons.set(daemon.id, daemon);
  }
}

const RANKS = ['dead', 'hung', 'restarting', 'unknown', 'suspended'];

/** @param {Daemon} daemon @returns {number} The most urgent first */
export const rank = ({ state }) => (RANKS.indexOf(state) + RANKS.length + 1) % (RANKS.length + 1);

/** @param {Daemon} a @param {Daemon} b By program, daemon and instance */
export const byName = (a, b) =>
  compare(a.program ?? '?', b.program ?? '?') ||
  compare(a.daemon, b.daemon) ||
  (a.instance ?? 0) - (b.instance ?? 0) ||
  compare(a.id, b.id);

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** @param {Daemon} daemon @returns {string} "newsapp/fetch" */
export const fullName = (daemon) => `${daemon.program ?? '?'}/${daemon.name}`;

/** @param {Daemon} daemon @returns {Entry | undefined} The tick that ended last, or that its daemon did not survive */
export const lastTick = (daemon) => daemon.recent?.findLast(([, , , , mark]) => 'sdfk'.includes(mark));

/** @param {Daemon} daemon @returns {string} "Tick 781", or "A tick" if its number is not known */
export function runningTick(daemon) {
  const entry = daemon.recent?.findLast(([, , , , mark]) => mark === 'r');
  return entry ? `Tick ${whole(entry[5])}` : 'A tick';
}
