// lib/ is what the npm packages of package-lock.json contain, byte for byte. Run `npm ci` before.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const page = new URL('../../../src/Daemonize.Tool/Web/Page/', import.meta.url);
const modules = new URL('node_modules/', import.meta.url);

const SOURCES = {
  'htm.LICENSE.txt': 'htm/LICENSE',
  'htm.module.js': 'htm/dist/htm.module.js',
  'preact.LICENSE.txt': 'preact/LICENSE',
  'preact.mjs': 'preact/dist/preact.mjs',
  'uPlot.LICENSE.txt': 'uplot/LICENSE',
  'uPlot.iife.min.js': 'uplot/dist/uPlot.iife.min.js',
  'uPlot.min.css': 'uplot/dist/uPlot.min.css',
};

test('Each file of lib/ is that of its package', () => {
  for (const [file, source] of Object.entries(SOURCES)) {
    assert.ok(readFileSync(new URL(`lib/${file}`, page)).equals(readFileSync(new URL(source, modules))), `${file} is not ${source}`);
  }
});

test('lib/ has no other file, but types', () => {
  const files = readdirSync(new URL('lib/', page)).filter((file) => !/\.d\.m?ts$/.test(file));
  assert.deepEqual(files.sort(), Object.keys(SOURCES).sort());
});

test('The packages are those of the lock file', () => {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', import.meta.url), 'utf8'));
  for (const name of ['htm', 'preact', 'uplot']) {
    const locked = packages[`node_modules/${name}`];
    assert.equal(JSON.parse(readFileSync(new URL(`${name}/package.json`, modules), 'utf8')).version, locked.version);
    assert.match(locked.integrity, /^sha512-/);
  }
});

test('No file of the page writes markup, or loads from elsewhere', () => {
  for (const file of readdirSync(page).filter((name) => /\.(js|css|html|svg)$/.test(name))) {
    const text = readFileSync(new URL(file, page), 'utf8');
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySet|\beval\(|new Function/, file);
    assert.doesNotMatch(text.replace('http://www.w3.org/2000/svg', ''), /\bhttps?:|url\(|@import|(src|href)="\//, file);
    assert.doesNotMatch(text, /<[^>]+ style="|<script>|<style/, file);
  }
});
