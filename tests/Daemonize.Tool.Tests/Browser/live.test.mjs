import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, daemonName, find, launch, newLink, open, openDaemon, startProxy, until } from './support.mjs';

/** What the daemon did is on the page within this time, in milliseconds: two seconds, unless the machine does much else. */
const SOON = Number(process.env.DAEMONIZE_WEB_SOON ?? 2000);

let browser;
let id;
before(async () => {
  browser = await launch();
  ({ id } = await find(daemonName));
});
after(() => browser.close());

const number = (text) => Number(text.replace(/\D/g, ''));
const ticksOf = async (page) => number(await page.locator('.facts dd').first().textContent());

test('A tick is in the table within two seconds', async () => {
  const { page, faults } = await open(browser);
  const cell = page
    .locator('.row')
    .filter({ has: page.locator(`a[href="#/daemon/${id}"]`) })
    .locator('td')
    .nth(4);
  await cell.waitFor();
  for (let i = 0; i < 3; i++) {
    const { ticks } = await find(id);
    await until(`tick ${ticks}`, async () => number(await cell.textContent()) >= ticks, SOON);
    await until('another tick', async () => (await find(id)).ticks > ticks);
  }
  assert.deepEqual(faults, []);
});

test('A tick and its line are on the page of the daemon within two seconds', async () => {
  const { page, faults } = await open(browser);
  await openDaemon(page, id);
  await page.locator('.line').first().waitFor();
  for (let i = 0; i < 3; i++) {
    const { ticks } = await find(id);
    const { lines } = await api('GET', `daemons/${id}/log?lines=1`);
    await until(`tick ${ticks}`, async () => (await ticksOf(page)) >= ticks, SOON);
    await until(`the line ${lines[0].text}`, async () => (await page.locator('.lines').textContent()).includes(lines[0].text), SOON);
    await until('another tick', async () => (await find(id)).ticks > ticks);
  }
  assert.deepEqual(faults, []);
});

test('Follow off: what comes is counted, and shown by a click', async () => {
  const { page } = await open(browser);
  await openDaemon(page, id);
  await page.locator('.line').first().waitFor();
  await page.getByRole('switch', { name: 'Follow' }).click();
  const lines = await page.locator('.line').count();
  await page.locator('.came').waitFor();
  await until('two lines', async () => number(await page.locator('.came').textContent()) >= 2);
  assert.equal(await page.locator('.line').count(), lines);
  await page.locator('.came').click();
  await until('the lines', async () => (await page.locator('.line').count()) > lines);
});

test('Find marks, and goes to the next and the previous match', async () => {
  const { page } = await open(browser);
  await openDaemon(page, id);
  await page.locator('.line').nth(3).waitFor();
  const word = (await page.locator('.line > :last-child').last().textContent()).match(/\w{4,}/)?.[0] ?? '';
  await page.getByPlaceholder('Find in the log').fill(word);
  await page.locator('mark').first().waitFor();
  assert.equal((await page.locator('mark').first().textContent()).toLowerCase(), word.toLowerCase());
  await page.getByRole('button', { name: 'Previous match' }).click();
  const first = await page.locator('.current time').textContent();
  await page.getByPlaceholder('Find in the log').press('Enter');
  assert.equal(await page.locator('.current').count(), 1);
  await page.getByPlaceholder('Find in the log').press('Shift+Enter');
  assert.equal(await page.locator('.current time').textContent(), first);
});

test('A lost connection greys the page and says since when; a new one ends that', async () => {
  const proxy = await startProxy();
  try {
    const { page } = await open(browser, { url: proxy.url + new URL(await newLink()).hash });
    await page.locator('.row').first().waitFor();
    proxy.cut();
    await page.locator('body.stale').waitFor({ timeout: 6000 });
    assert.match(await page.locator('.live').textContent(), /No word since \d\d:\d\d:\d\d/);
    proxy.mend();
    await page.locator('body:not(.stale)').waitFor({ timeout: 12000 });
    const { ticks } = await find(id);
    const cell = page
      .locator('.row')
      .filter({ has: page.locator(`a[href="#/daemon/${id}"]`) })
      .locator('td')
      .nth(4);
    await until('the present', async () => number(await cell.textContent()) >= ticks, SOON);

    await openDaemon(page, id);
    await page.locator('.line').first().waitFor();
    proxy.cut();
    await page.locator('body.stale').waitFor({ timeout: 6000 });
    const { ticks: before } = await find(id);
    await until('a tick that the page has not heard of', async () => (await find(id)).ticks > before);
    proxy.mend();
    await page.locator('body:not(.stale)').waitFor({ timeout: 12000 });
    await until('the ticks', async () => (await ticksOf(page)) > before, SOON);
  } finally {
    proxy.close();
  }
});

test('No line is lost or shown twice by a lost connection', async () => {
  const proxy = await startProxy();
  try {
    const { page } = await open(browser, { url: proxy.url + new URL(await newLink()).hash });
    await openDaemon(page, id);
    await page.locator('.line').first().waitFor();
    const last = await page.locator('.line').last().textContent();
    proxy.cut();
    await page.locator('body.stale').waitFor({ timeout: 6000 });
    proxy.mend();
    await page.locator('body:not(.stale)').waitFor({ timeout: 12000 });
    const { lines } = await api('GET', `daemons/${id}/log?lines=1`);
    await until(
      'the newest line',
      async () =>
        (await page.locator('.line').last().textContent()).includes(lines[0].text) ||
        (await page.locator('.lines').textContent()).includes(lines[0].text),
    );
    const all = await page.locator('.line').allTextContents();
    const shown = all.slice(all.lastIndexOf(last));
    const expected = (await api('GET', `daemons/${id}/log?lines=200`)).lines.filter(({ continues }) => !continues).map(({ text }) => text);
    const from = expected.findIndex((text) => last.includes(text));
    shown.forEach((line, i) => assert.ok(line.includes(expected[from + i]), `line ${i} is ${line}, not ${expected[from + i]}`));
  } finally {
    proxy.close();
  }
});

test('A hidden page holds no stream', async () => {
  const { page } = await open(browser);
  await page.locator('.row').first().waitFor();
  const hide = (isHidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  const closed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/events'));
  await hide(true);
  await closed;
  const opened = page.waitForRequest((request) => request.url().endsWith('/events'));
  await hide(false);
  await opened;
  assert.equal(await page.locator('body.stale').count(), 0);
});
