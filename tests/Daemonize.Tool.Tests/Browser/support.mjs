// What the browser tests share. They run against a server that somebody else has started:
//
//   DAEMONIZE_WEB_LINK         a link of `daemonize web` that may act and was not used yet
//   DAEMONIZE_WEB_TOKEN        the token of a session that may act; other links are made with it
//   DAEMONIZE_WEB_DAEMON       a running daemon that the tests may stop, such as testapp/ticker: a tick and a line in its log each second
//   DAEMONIZE_WEB_HOSTILE      a daemon with hostile texts; without it those tests are skipped
//   DAEMONIZE_WEB_SCREENSHOTS  a directory for screenshots; none are kept without it
//   CHROMIUM                   the browser; /usr/bin/chromium without it

import { readFileSync } from 'node:fs';
import http from 'node:http';
import { chromium } from 'playwright-core';

const { env } = process;
export const link = env.DAEMONIZE_WEB_LINK ?? '';
export const daemonName = env.DAEMONIZE_WEB_DAEMON ?? '';
export const hostileName = env.DAEMONIZE_WEB_HOSTILE ?? '';
export const screenshots = env.DAEMONIZE_WEB_SCREENSHOTS ?? '';
export const base = link.replace(/#.*/, '');
export const WIDTHS = [1440, 1024, 430];

if (!link || !env.DAEMONIZE_WEB_TOKEN || !daemonName) {
  throw new Error('set DAEMONIZE_WEB_LINK, DAEMONIZE_WEB_TOKEN and DAEMONIZE_WEB_DAEMON: see support.mjs');
}

/** Calls the API beside the browser. @param {string} method @param {string} path */
export async function api(method, path, body) {
  const answer = await fetch(`${base}api/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${env.DAEMONIZE_WEB_TOKEN}`, ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }) },
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
  });
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.status === 204 ? {} : answer.json();
}

/** @param {object} [options] `{ readOnly: true }` for a link that only looks @returns {Promise<string>} A link that was not used yet */
export const newLink = async (options) => base + new URL((await api('POST', 'links', options)).url).hash;

/** @param {string} name `program/daemon`, or an id @returns {Promise<any>} The daemon */
export async function find(name) {
  const { daemons } = await api('GET', 'daemons');
  const found = daemons.find((one) => one.id === name || `${one.program}/${one.name}` === name);
  if (!found) {
    throw new Error(`there is no daemon ${name}`);
  }
  return found;
}

/** Waits until a condition holds. @param {string} what @param {() => any} condition @param {number} [limit] Milliseconds */
export async function until(what, condition, limit = 30000) {
  for (const end = Date.now() + limit; ;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${limit} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const launch = () =>
  chromium.launch({ executablePath: env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

/**
 * Opens a page and logs it in.
 * @param {import('playwright-core').Browser} browser
 * @param {{ url?: string, context?: import('playwright-core').BrowserContextOptions }} [options]
 */
export async function open(browser, { url, context } = {}) {
  const own = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...context });
  const page = await own.newPage();
  const faults = watch(page);
  await page.goto(url ?? (await newLink()));
  await page.waitForSelector('.head, .gate');
  return { page, context: own, faults };
}

/** Collects what a page must never have: exceptions, violations of its policy, dialogs. Lost connections and refusals are not faults. */
export function watch(page) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      faults.push(message.text());
    }
  });
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return faults;
}

/** Goes to the page of a daemon, and waits for its stream. */
export async function openDaemon(page, id) {
  await page.goto(`${page.url().replace(/#.*/, '')}#/daemon/${id}`);
  await page.waitForSelector('.badge');
  await page.waitForSelector('.lines .line, .lines .edge');
}

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** @returns {Promise<string[]>} The violations that axe finds, WCAG 2.2 AA and its best practices */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(({ target }) => target)
        .join(', ')}`,
  );
}

/**
 * A reverse proxy below a path, whose connections can be cut. It says to the server what a browser without it would say.
 * @param {string} [path] Such as /sub/path
 */
export async function startProxy(path = '') {
  const target = new URL(base);
  const sockets = new Set();
  let isCut = false;
  const server = http.createServer((request, response) => {
    if (!request.url?.startsWith(`${path}/`)) {
      response.writeHead(404).end();
      return;
    }
    const headers = { ...request.headers, host: target.host, ...(request.headers.origin ? { origin: target.origin } : {}) };
    const onward = http.request(
      { host: target.hostname, port: target.port, method: request.method, path: request.url.slice(path.length), headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        response.on('close', () => answer.destroy());
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connection', (socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${path}/`,
    cut() {
      isCut = true;
      sockets.forEach((socket) => socket.destroy());
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
