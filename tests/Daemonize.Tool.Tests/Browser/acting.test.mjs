import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, daemonName, find, launch, open, openDaemon, until } from './support.mjs';

let browser;
let page;
let faults;
let id;

before(async () => {
  browser = await launch();
  ({ id } = await find(daemonName));
  ({ page, faults } = await open(browser));
  await openDaemon(page, id);
});

after(async () => {
  // Whatever failed, the daemon runs again for the next tests.
  if ((await find(id)).verbs.includes('start')) {
    await api('POST', `daemons/${id}/start`);
    await until('it runs again', async () => (await find(id)).state === 'running');
  }
  await browser.close();
});

const press = (name) => page.locator('.title .acts').getByRole('button', { name }).click();
const answer = (name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const records = async () => (await api('GET', `daemons/${id}/ticks?step=record`)).records;

/** The note of the call that the page shows last. */
async function note(text) {
  await page.locator('.call.running, .call.dead').filter({ hasText: text }).first().waitFor();
  await page.locator('.call').filter({ hasText: text }).getByRole('button', { name: 'Close' }).first().click();
}

test('Tick now ticks', async () => {
  const newest = (await records()).at(-1)?.sequence ?? 0;
  await press('Tick now');
  await note('asked for a tick');
  await until('a tick by hand', async () => (await records()).some(({ sequence, byHand }) => byHand && sequence > newest));
});

test('Reload reloads', async () => {
  const newest = (await records()).at(-1)?.sequence ?? 0;
  await press('Reload');
  await note('reloaded');
  await until('a record of it', async () => (await records()).some(({ sequence, event }) => event === 'reloaded' && sequence > newest));
});

test('Restart gives another process', async () => {
  const { pid } = await find(id);
  await press('Restart');
  if (await page.getByRole('dialog').isVisible()) {
    await answer('Restart');
  }
  await note('restarted');
  await until('another process', async () => {
    const now = await find(id);
    return now.state === 'running' && now.pid !== pid;
  });
});

test('Stop asks first, and Cancel leaves the daemon alone', async () => {
  const { pid } = await find(id);
  await press('Stop');
  assert.match(await page.getByRole('dialog').textContent(), new RegExp(`Stop ${daemonName}`));
  await answer('Cancel');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await find(id)).pid, pid);
});

test('Stop stops, and Start starts', async () => {
  await press('Stop');
  await answer('Stop');
  await note('stopped');
  await page.locator('.badge.stopped').waitFor();
  assert.equal((await find(id)).state, 'stopped');

  await press('Start');
  await note('started');
  await page.locator('.badge.running').waitFor();
  assert.equal((await find(id)).state, 'running');
});

test('An older reading does not replace a newer one', async () => {
  const path = `**/api/v1/daemons/${id}`;
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  let isFirst = true;
  await page.route(path, async (route) => {
    const answer = await route.fetch();
    if (isFirst) {
      isFirst = false;
      await held;
    }
    await route.fulfill({ response: answer });
  });

  // The end of a verb has the page read the daemon, which runs: that answer is held back until it has stopped.
  await press('Tick now');
  await until('the page reads the daemon', () => !isFirst);
  await press('Stop');
  await answer('Stop');
  await page.locator('.badge.stopped').waitFor();
  const ticks = page.waitForResponse((response) => response.url().includes(`daemons/${id}/ticks`));
  release();
  await (await ticks).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await page.locator('.badge.stopped').count(), 1);

  await page.unroute(path);
  await press('Start');
  await page.locator('.badge.running').waitFor();
});

test('The menu of a row has the same verbs', async () => {
  await page.goto(page.url().replace(/#.*/, '#/'));
  const { name, pid } = await find(id);
  await page
    .getByRole('button', { name: `More for ${name}`, exact: true })
    .first()
    .click();
  assert.deepEqual(await page.getByRole('menuitem').allTextContents(), [
    'Open',
    ...(await find(id)).verbs.map((verb) => (verb === 'tick' ? 'Tick now' : verb[0].toUpperCase() + verb.slice(1))),
  ]);
  await page.getByRole('menuitem', { name: 'Reload' }).click();
  await note('reloaded');
  assert.equal((await find(id)).pid, pid);
});

test('A refusal is shown and stays', async () => {
  await page.route('**/tick', (route) =>
    route.fulfill({ status: 409, contentType: 'application/json', body: '{"error":"another verb still runs on it"}' }),
  );
  await openDaemon(page, id);
  await press('Tick now');
  await page.locator('.call.dead').filter({ hasText: 'another verb still runs on it' }).waitFor();
  await page.unroute('**/tick');
});

test('Nothing of it is a fault of the page', () => assert.deepEqual(faults, []));
