import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { find, hostileName, launch, open, openDaemon } from './support.mjs';

const skip = hostileName ? false : 'DAEMONIZE_WEB_HOSTILE names no daemon';

/** What turns, hides or moves text: none of it may be in the page. */
const HIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let browser;
let daemon;
before(async () => {
  if (!skip) {
    browser = await launch();
    daemon = await find(hostileName);
  }
});
after(() => browser?.close());

/** What the page may have, whatever programs write. */
async function check(page, faults) {
  const found = await page.evaluate(() => ({
    text: [
      document.title,
      document.body.textContent,
      ...[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes].map(({ value }) => value)),
    ].join('\n'),
    elements: [
      ...document.querySelectorAll(
        'body script, img, iframe, object, embed, style, link:not(head link), [onclick], [onerror], [style*=url], a[href^=javascript]',
      ),
    ].length,
    links: [...document.querySelectorAll('a[href]')]
      .map((link) => link.getAttribute('href'))
      .filter((href) => !/^#(\/|main)/.test(href ?? '')),
    wide: document.documentElement.scrollWidth - innerWidth,
  }));
  assert.doesNotMatch(found.text, HIDDEN);
  assert.equal(found.elements, 0);
  assert.deepEqual(found.links, []);
  assert.ok(found.wide <= 0, `the page is ${found.wide} pixels too wide`);
  assert.deepEqual(faults, []);
}

test('Hostile names in the table are text', { skip }, async () => {
  const { page, faults } = await open(browser);
  await page.locator('.row').first().waitFor();
  await check(page, faults);
});

test('Hostile texts on the page of a daemon are text', { skip }, async () => {
  const { page, faults } = await open(browser);
  await openDaemon(page, daemon.id);
  await page.locator('.line').first().waitFor();
  await check(page, faults);

  // Without following, the lines stay where they are: the daemon writes some each second.
  await page.getByRole('switch', { name: 'Follow' }).click();
  const folds = await page.locator('.line .fold').elementHandles();
  assert.ok(folds.length > 0);
  for (const fold of folds) {
    await fold.click();
  }
  await check(page, faults);
  await page.getByPlaceholder('Find in the log').fill('( [ \\ .* <');
  await check(page, faults);
  await page.setViewportSize({ width: 430, height: 900 });
  await check(page, faults);
});

test('Of escape sequences only colours are left, as classes', { skip }, async () => {
  const { page } = await open(browser);
  await openDaemon(page, daemon.id);
  await page.locator('.line').first().waitFor();
  const classes = await page.locator('.lines span[class^=sgr]').evaluateAll((all) => all.map((one) => one.className));
  classes.forEach((one) => assert.match(one, /^(sgr\d+ ?)+$/));
  assert.doesNotMatch(await page.locator('.lines').textContent(), /\[\d+(;\d+)*m|\]0;|\]8;/);
});

test('No library of the page makes elements of texts', { skip }, async () => {
  const { page, faults } = await open(browser);
  // Trusted Types are on, with no policy: this must throw, in this page as well.
  const outcome = await page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>x</b>';
      return 'made';
    } catch (error) {
      return String(error);
    }
  });
  assert.match(outcome, /TrustedHTML/);
  assert.ok(
    faults.every((fault) => /TrustedHTML/.test(fault)),
    faults.join('\n'),
  );
});
