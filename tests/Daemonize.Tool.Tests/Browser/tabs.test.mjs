import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { daemonName, find, launch, open, openDaemon, until } from './support.mjs';

/** More than a browser has connections to a server. All of them are visible, as windows side by side are. */
const TABS = 7;
const SOON = Number(process.env.DAEMONIZE_WEB_SOON ?? 3000);

let browser;
let id;
before(async () => {
  browser = await launch();
  ({ id } = await find(daemonName));
});
after(() => browser.close());

const number = (text) => Number(text.replace(/\D/g, ''));

/** @returns {Promise<number>} The ticks that a tab shows */
async function ticksOf(page) {
  const cell = page.url().includes('/daemon/')
    ? page.locator('.facts dd').first()
    : page
        .locator('.row')
        .filter({ has: page.locator(`a[href="#/daemon/${id}"]`) })
        .locator('td')
        .nth(4);
  return number(await cell.textContent());
}

test('Seven tabs of one browser stay live', async () => {
  const { page, context, faults } = await open(browser);
  const pages = [page];
  while (pages.length < TABS) {
    const other = await context.newPage();
    await other.goto(page.url().replace(/#.*/, ''));
    await other.waitForSelector('.row');
    pages.push(other);
    if (pages.length > TABS / 2) {
      await openDaemon(other, id);
    }
  }
  assert.deepEqual(await Promise.all(pages.map((one) => one.evaluate(() => document.hidden))), Array(TABS).fill(false));
  for (let i = 0; i < 3; i++) {
    const { ticks } = await find(id);
    await Promise.all(pages.map((one, tab) => until(`tick ${ticks} in tab ${tab}`, async () => (await ticksOf(one)) >= ticks, SOON)));
    await until('another tick', async () => (await find(id)).ticks > ticks);
  }

  // And a tab can still ask for something else.
  await openDaemon(page, id);
  await until('the log', async () => (await page.locator('.line').count()) > 0);
  assert.deepEqual(faults, []);
});
