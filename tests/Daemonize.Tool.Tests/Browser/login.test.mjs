import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, link, newLink, open, startProxy } from './support.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('A link logs in once, and its code leaves the address', async () => {
  const { page, faults } = await open(browser, { url: link });
  await page.waitForSelector('.head');
  assert.doesNotMatch(page.url(), /login/);
  assert.equal(await page.evaluate(() => history.length), 2, 'no entry with the code may be left to go back to');

  await page.reload();
  await page.waitForSelector('.head');

  const second = await open(browser, { url: link });
  assert.match(await second.page.textContent('.gate'), /has been used/);
  assert.doesNotMatch(second.page.url(), /login/);
  assert.deepEqual(faults, []);
});

test('Without a link the page says how to get one', async () => {
  const { page } = await open(browser, { url: link.replace(/#.*/, '') });
  assert.match(await page.textContent('.gate'), /daemonize web link/);
});

test('A wrong code is refused, and a session that is there stays', async () => {
  const wrong = link.replace(/#.*/, '#login=0000000000000000000000');
  assert.match(await (await open(browser, { url: wrong })).page.textContent('.gate'), /used, or is too old/);

  const { page } = await open(browser);
  await page.goto(wrong);
  await page.waitForSelector('.head');
  assert.doesNotMatch(page.url(), /login/);
});

test('Log out makes the token worthless', async () => {
  const { page } = await open(browser);
  const token = await page.evaluate(() => Object.values(localStorage).find((value) => value.length > 20));
  assert.ok(token);
  await page.getByText('Log out').click();
  await page.waitForSelector('.gate');
  assert.deepEqual(await page.evaluate(() => Object.values(localStorage)), []);
  assert.equal((await fetch(new URL('api/v1/session', link), { headers: { Authorization: `Bearer ${token}` } })).status, 401);
});

test('A link for looking has no verbs', async () => {
  const { page } = await open(browser, { url: await newLink({ readOnly: true }) });
  await page.waitForSelector('.row');
  assert.equal(await page.locator('.row [aria-label^=Stop], .row [aria-label^=Start]').count(), 0);
  assert.match(await page.textContent('footer'), /Only for looking/);
});

test('The page works below a path of a proxy', async () => {
  const proxy = await startProxy('/some/path');
  try {
    const { page, faults } = await open(browser, { url: proxy.url + new URL(await newLink()).hash });
    await page.waitForSelector('.row');
    assert.deepEqual(faults, []);
  } finally {
    proxy.close();
  }
});
