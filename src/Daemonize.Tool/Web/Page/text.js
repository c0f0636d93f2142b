// Numbers, times and texts of programs in words.

/** What would move the cursor, turn the direction of text, or hide: shown as a question mark, as everywhere in Daemonize. */
const HIDDEN = /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** @param {string} text A text of a program @returns {string} The text without control characters */
export const harmless = (text) => text.replace(HIDDEN, '?');

/** @template T @param {T} value Any value of the API, which is changed in place @returns {T} The value with harmless texts */
export function cleaned(value) {
  if (typeof value === 'string') {
    return /** @type {T} */ (harmless(value));
  }
  if (value && typeof value === 'object') {
    const members = /** @type {Record<string, unknown>} */ (value);
    for (const name in members) {
      if (name !== 'recent') {
        members[name] = cleaned(members[name]);
      }
    }
  }
  return value;
}

const clock = { offset: 0, zone: 'UTC' };
/** @type {Record<string, Intl.DateTimeFormat>} */
let forms = {};

/** @param {string} zone The zone of the machine, an IANA name */
export function useZone(zone) {
  if (zone !== clock.zone) {
    clock.zone = zone;
    forms = {};
  }
}

/** @param {string} at The time of the server, to which all distances refer */
export const setNow = (at) => {
  clock.offset = Date.parse(at) - Date.now();
};
export const now = () => Date.now() + clock.offset;

/** @param {string} name @param {Intl.DateTimeFormatOptions} options */
function form(name, options) {
  try {
    return (forms[name] ??= new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, timeZone: clock.zone }));
  } catch {
    return (forms[name] ??= new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, timeZone: 'UTC' }));
  }
}

/** @param {string | number | undefined} at */
export const ms = (at) => (typeof at === 'string' ? Date.parse(at) : (at ?? NaN));

/** @param {number} time Milliseconds since 1970 */
export const clockTime = (time) => form('clock', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(time);
/** @param {number} time */
export const shortTime = (time) => form('short', { hour: '2-digit', minute: '2-digit' }).format(time);
/** @param {number} time */
export const day = (time) => form('day', { day: 'numeric', month: 'short' }).format(time);
/** @param {number} time */
export const isToday = (time) => day(time) === day(now()) && Math.abs(time - now()) < 864e5;
/** @param {number} time A time of the day, with the date if that is not today's */
export const moment = (time) => (isToday(time) ? clockTime(time) : `${day(time)}, ${clockTime(time)}`);
/** @param {number} time With a fraction of a second, as a log has it */
export const logTime = (time) => `${clockTime(time)}.${String(Math.floor(time % 1000)).padStart(3, '0')}`;

const SPACE = '\u00a0';

/** @param {number} seconds @returns {string} "4 s", "14 m", "2h 10m", "5d 3h" */
export function distance(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) {
    return `${s}${SPACE}s`;
  }
  const [m, h, d] = [Math.floor(s / 60), Math.floor(s / 3600), Math.floor(s / 86400)];
  if (m < 120) {
    return `${m}${SPACE}m`;
  }
  return h < 48 ? pair(h, 'h', m % 60, 'm') : pair(d, 'd', h % 24, 'h');
}

/** @param {number} big @param {string} unit @param {number} small @param {string} part */
const pair = (big, unit, small, part) => big + unit + (small ? SPACE + small + part : '');

/** @param {number} time */
export const ago = (time) => `${distance((now() - time) / 1000)} ago`;
/** @param {number} time */
export const within = (time) => `in ${distance(Math.ceil((time - now()) / 1000))}`;

/** @param {number | undefined} seconds @returns {string} "0.16 ms", "212 ms", "19.4 s", "14 m" */
export function took(seconds) {
  if (seconds === undefined || Number.isNaN(seconds)) {
    return '–';
  }
  if (seconds >= 120) {
    return distance(seconds);
  }
  const [value, unit] = seconds >= 1 ? [seconds, 's'] : [seconds * 1000, 'ms'];
  return digits(value) + SPACE + unit;
}

/** @param {number} value @returns {string} Three digits at most: "0.16", "1.8", "41" */
export function digits(value) {
  return String(Number(value < 100 ? value.toPrecision(value < 1 ? 2 : 3) : value.toFixed(0)));
}

const grouped = new Intl.NumberFormat('en');

/** @param {number} value @returns {string} The number of a tick, with all its digits */
export const whole = (value) => grouped.format(value);

/** @param {number} value @returns {string} "780", "446,102", "2.1 M" */
export function count(value) {
  if (value < 1000) {
    return String(value);
  }
  return value < 1e6 ? grouped.format(value) : `${digits(value / 1e6)}${SPACE}M`;
}

/** @param {number} number @param {string} one @param {string} [many] */
export const plural = (number, one, many = one + 's') => `${count(number)}${SPACE}${number === 1 ? one : many}`;

/** @param {number} size */
export function bytes(size) {
  const power = [1048576, 1073741824].filter((limit) => size >= limit).length + 1;
  return digits(size / 1024 ** power) + SPACE + ['', 'KB', 'MB', 'GB'][power];
}

const WORDS = 'No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' ');
/** @param {number} number */
export const inWords = (number) => WORDS[number] ?? String(number);

/** @param {string} text A text of a program, of which the beginning is enough here */
export const short = (text, most = 240) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string | undefined} took A duration as the status has it: "00:00:00.2120000" or "1.02:00:00" */
export function seconds(took) {
  const parts = /^(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(took ?? '');
  return parts ? (Number(parts[1] ?? 0) * 24 + Number(parts[2])) * 3600 + Number(parts[3]) * 60 + Number(parts[4]) : undefined;
}
