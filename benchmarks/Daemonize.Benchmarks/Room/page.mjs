// Measures the page of `daemonize web` in Chromium, and prints figures as JSON. LINK is one that was not used yet; the daemons tick each second.
//
//   node page.mjs LINK SECONDS

import { createRequire } from 'node:module';

const modules = new URL('../../../tests/Daemonize.Tool.Tests/Browser/', import.meta.url);
const { chromium } = createRequire(modules)('playwright-core');
const [link, seconds] = process.argv.slice(2);

/** Runs in the page: from the arrival of an event to the frame that shows what it changed. */
function watch() {
  const updates = (globalThis.updates = []);
  let began = 0;
  let rows = new Set();
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = function () {
    return read.call(this).then((chunk) => {
      began ||= performance.now();
      return chunk;
    });
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    updates.push({ took: performance.now() - began, rows: rows.size, heap: performance.memory.usedJSHeapSize });
    began = 0;
    rows = new Set();
  };
  new MutationObserver((changes) => {
    if (!globalThis.shown && document.querySelector('.row')) {
      globalThis.shown = performance.now();
    }
    if (!began) {
      return;
    }
    if (!rows.size) {
      requestAnimationFrame(() => channel.port2.postMessage(0));
    }
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      rows.add(element?.closest('.row') ?? element);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

const percentile = (values, percent) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * (percent / 100))];

/** Reads how much the page has transferred, and how much of it after decompression. */
const transfers = () => {
  const files = [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')].filter(
    ({ name, initiatorType }) => initiatorType !== 'fetch' && !name.includes('/api/'),
  );
  const sum = (member) => files.reduce((total, file) => total + file[member], 0);
  return { files: files.length, encoded: sum('encodedBodySize'), decoded: sum('decodedBodySize') };
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--enable-precise-memory-info', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  const protocol = await page.context().newCDPSession(page);
  await page.addInitScript(watch);
  await page.goto(link);
  await page.waitForFunction(() => globalThis.shown);
  const first = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    shown: globalThis.shown,
  }));
  const sizes = await page.evaluate(transfers);
  await page.waitForTimeout(10000);
  const heap = async () => {
    await protocol.send('HeapProfiler.collectGarbage');
    return (await page.evaluate(() => performance.memory.usedJSHeapSize)) / 1e6;
  };
  const before = await heap();
  await page.evaluate(() => globalThis.updates.splice(0));
  await page.waitForTimeout(Number(seconds) * 1000);
  const after = await heap();
  const all = await page.evaluate(() => globalThis.updates);
  const rows = percentile(all.map(({ rows }) => rows), 50);
  const took = all.filter((update) => update.rows > rows / 2).map((update) => update.took);
  console.log(JSON.stringify({
    ...first, ...sizes, updates: took.length, rows, p50: percentile(took, 50), p95: percentile(took, 95), before, after,
  }));
} finally {
  await browser.close();
}
