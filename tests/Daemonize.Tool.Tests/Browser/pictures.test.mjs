// The pictures of docs/: the page and top as they are, with the daemons of the samples.
//
//   DAEMONIZE_WEB_SCREEN  a file with the screen of top, as `tmux capture-pane -e` prints it

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { daemonName, find, launch, open, openDaemon, screenshots } from './support.mjs';

const SIZE = { width: 1280, height: 800 };
const COLOURS = ['#3b3f46', '#e5484d', '#46a758', '#d9a400', '#5b8def', '#a06bd0', '#2aa5a0', '#d6d8dc'];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function shoot(page, name) {
  const path = `${screenshots}/${name}.png`;
  await page.screenshot({ path });
  assert.ok(statSync(path).size > 10_000, `${name} shows something`);
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`The page, ${colorScheme}`, async () => {
    const { page, faults } = await open(browser, { context: { colorScheme, viewport: SIZE } });
    await page.locator('.row').nth(4).waitFor();

    // The processor time is known after a few seconds.
    await page.locator('.row', { hasText: /\d\s%/ }).first().waitFor();
    await shoot(page, `overview-${colorScheme}`);
    await openDaemon(page, (await find(daemonName)).id);
    await page.locator('.u-over').first().waitFor();
    await page.locator('.line').first().waitFor();
    await shoot(page, `daemon-${colorScheme}`);
    assert.deepEqual(faults, []);
  });
}

/**
 * Puts the screen of a terminal into a page: texts only, in the colours that its sequences choose (ECMA-48, SGR).
 * @param {{ text: string, colours: string[] }} screen
 */
function showScreen({ text, colours }) {
  const screen = document.createElement('pre');
  const style = { color: '', bold: false, faint: false, inverse: false };
  for (const [, codes, part] of `\u001b[m${text}`.matchAll(/\u001b\[([\d;]*)m([^\u001b]*)/g)) {
    for (const code of codes.split(';').map(Number)) {
      if (code === 0) {
        Object.assign(style, { color: '', bold: false, faint: false, inverse: false });
      } else if (code === 1 || code === 2 || code === 7) {
        style[['bold', 'faint', 'inverse'][[1, 2, 7].indexOf(code)]] = true;
      } else if (code === 39) {
        style.color = '';
      } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
        style.color = colours[code % 10];
      }
    }
    const span = document.createElement('span');
    span.textContent = part;
    span.style.color = style.inverse ? '#16181c' : style.color;
    span.style.background = style.inverse ? style.color || '#d6d8dc' : '';
    span.style.fontWeight = style.bold ? 'bold' : '';
    span.style.opacity = style.faint ? '0.65' : '';
    screen.append(span);
  }
  screen.style.cssText =
    'margin: 0; padding: 14px 16px; width: max-content; background: #16181c; color: #d6d8dc; font: 14px/1.35 "DejaVu Sans Mono", monospace';
  document.body.style.margin = '0';
  document.body.append(screen);
}

test('top', async () => {
  const screen = readFileSync(process.env.DAEMONIZE_WEB_SCREEN ?? '', 'utf8');
  const page = await browser.newPage({ viewport: SIZE });
  await page.evaluate(showScreen, { text: screen.trimEnd(), colours: COLOURS });
  const path = `${screenshots}/top.png`;
  await page.locator('pre').screenshot({ path });
  assert.ok(statSync(path).size > 10_000);
});
