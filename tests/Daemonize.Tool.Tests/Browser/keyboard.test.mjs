import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { daemonName, find, launch, open, until } from './support.mjs';

let browser;
let page;
let faults;
let daemon;
before(async () => {
  browser = await launch();
  daemon = await find(daemonName);
  ({ page, faults } = await open(browser));
  await page.locator('.row').first().waitFor();
});
after(() => browser.close());

const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent?.trim() || '');

/** Presses Tab until something has the focus. */
async function tabTo(what, limit = 80) {
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), what)) {
      return;
    }
  }
  throw new Error(`Tab does not reach ${what}`);
}

test('No key acts without focus but / and ?', async () => {
  const { pid, state } = await find(daemonName);
  const requests = [];
  page.on('request', (request) => request.method() !== 'GET' && requests.push(request.url()));
  for (const key of 'abcdefghijklmnopqrstuvwxyz!<>0123456789') {
    await page.keyboard.press(key);
  }
  // Before Escape, which would close what a key has opened.
  assert.equal(await page.getByRole('dialog').count(), 0);
  for (const key of ['Enter', 'Space', 'Delete', 'Escape']) {
    await page.keyboard.press(key);
  }
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.deepEqual(requests, []);
  assert.deepEqual([(await find(daemonName)).pid, (await find(daemonName)).state], [pid, state]);

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('The first Tab leads to the content', async () => {
  await page.reload();
  await page.locator('.row').first().waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'To the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

test('The menu of a row opens, is walked and closes', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type(daemonName);
  await tabTo('.acts [aria-haspopup]');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  assert.equal(await focused(), 'Open');
  await page.keyboard.press('ArrowUp');
  const last = await focused();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'Open');
  assert.notEqual(last, 'Open');
  await page.keyboard.press('Escape');
  await until('the focus is back', async () => (await focused()) === `More for ${daemon.name}`);
});

test('/ finds, and Enter opens', async () => {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'find');
  await page.getByPlaceholder('Find a daemon').fill('');
  await page.keyboard.type(daemonName);
  await page.keyboard.press('Enter');
  await page.locator('.badge').waitFor();
  assert.equal(await page.locator('h1').textContent(), daemon.name);
});

test('Arrows walk the ticks, which are read out', async () => {
  await page.locator('.ticks').waitFor();
  await page.keyboard.press('Tab');
  await tabTo('.ticks');
  const said = page.locator('.ticks [aria-live]');
  await page.keyboard.press('End');
  const newest = await said.textContent();
  await page.keyboard.press('Home');
  const oldest = await said.textContent();
  await page.keyboard.press('ArrowRight');
  const second = await said.textContent();
  assert.match(newest, /^(Tick [\d,]+|\d+\sslots? skipped) .*\d\d:\d\d:\d\d/);
  assert.equal(new Set([newest, oldest, second]).size, 3);
});

test('A question is answered by the keyboard, and Escape leaves the daemon alone', async () => {
  await page.locator('h1').click();
  const { pid } = await find(daemonName);
  await page.getByRole('button', { name: 'Stop', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.equal(await focused(), 'Cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await focused(), 'Stop');
  assert.equal((await find(daemonName)).pid, pid);
});

test('What has the focus is seen', async () => {
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return `${outlineStyle} ${outlineWidth}`;
    });
    assert.match(outline, /^solid [2-9]/, await focused());
  }
  assert.deepEqual(faults, []);
});
