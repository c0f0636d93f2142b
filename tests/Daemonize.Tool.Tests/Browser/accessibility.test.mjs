import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { WIDTHS, base, daemonName, find, hostileName, launch, newLink, open, openDaemon, screenshots, violations } from './support.mjs';

let browser;
let id;
let hostile;
before(async () => {
  browser = await launch();
  ({ id } = await find(daemonName));
  hostile = hostileName ? (await find(hostileName)).id : undefined;
  if (screenshots) {
    mkdirSync(screenshots, { recursive: true });
  }
});
after(() => browser.close());

/** Looks at a page in all widths: axe, sideways scrolling, and a picture for who wants to look too. */
async function look(page, name) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 1000 });
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
    if (screenshots) {
      await page.screenshot({ path: `${screenshots}/${name}-${width}.png`, fullPage: true });
    }
    assert.deepEqual(await violations(page), [], `${name}, ${width} pixels wide`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways at ${width}`);
  }
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`Every page is accessible, ${colorScheme}`, async () => {
    const { page, faults } = await open(browser, { context: { colorScheme } });
    await page.locator('.row').first().waitFor();
    await look(page, `overview-${colorScheme}`);

    await openDaemon(page, id);
    await page.locator('.u-over').first().waitFor();
    await page.locator('.line').first().waitFor();
    await look(page, `daemon-${colorScheme}`);
    await page.locator('.numbers summary').first().click();
    await page.locator('.scroll').waitFor();
    await look(page, `numbers-${colorScheme}`);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await look(page, `question-${colorScheme}`);
    await page.keyboard.press('Escape');

    if (hostile) {
      await openDaemon(page, hostile);
      await look(page, `hostile-${colorScheme}`);
    }

    await page.getByText('Log out').click();
    await page.locator('.gate').waitFor();
    await look(page, `gate-${colorScheme}`);
    assert.deepEqual(faults, []);
  });
}

test('The switch turns the colours, also after a reload', async () => {
  const { page } = await open(browser, { context: { colorScheme: 'light' } });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await ground(), dark);
  await page.getByRole('button', { name: 'Light or dark' }).click();
  assert.equal(await ground(), light);
});

test('Nothing moves for who does not want that', async () => {
  const { page } = await open(browser, { context: { reducedMotion: 'reduce' } });
  await page.locator('.row').first().waitFor();
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

test('The page holds in forced colours', async () => {
  const { page } = await open(browser, { context: { forcedColors: 'active' } });
  await page.locator('.row').first().waitFor();
  await look(page, 'overview-forced');
  await openDaemon(page, id);
  await page.locator('.line').first().waitFor();
  await look(page, 'daemon-forced');
});

test('The first paint comes within a second', async () => {
  const { page } = await open(browser, { url: await newLink() });
  await page.goto(base);
  await page.locator('.row').first().waitFor();
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  assert.ok(paint < 1000, `${paint} ms`);
});
