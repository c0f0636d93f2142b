// What the pages share: elements, glyphs, dialogs, menus.

import { h, Component, render, createRef, Fragment } from './lib/preact.mjs';
import htm from './lib/htm.module.js';

/** @typedef {import('preact').ComponentChildren} Content */

/** @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(/** @type {any} */ (h));
export { Component, render, createRef, Fragment };

/** @param {string} path @param {boolean} [isLine] Drawn as a line instead of filled */
const glyph = (path, isLine) =>
  isLine
    ? html`<path d=${path} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />`
    : html`<path d=${path} fill="currentColor" />`;

const GLYPHS = {
  running: glyph('M7 2a5 5 0 1 0 0 10A5 5 0 1 0 7 2Z'),
  hung: glyph('M7 1.2 13.4 12.6H.6Z'),
  restarting: glyph('M12 7a5 5 0 1 1-1.6-3.7M11.9 1v3.2H8.7', true),
  dead: glyph('M2.4 2.4l9.2 9.2M11.6 2.4l-9.2 9.2', true),
  suspended: glyph('M3 2h3v10H3zM8 2h3v10H8z'),
  stopped: glyph('M7 2.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 1 0 0-8.8Z', true),
  unknown: glyph('M5 5.2A2.1 2.1 0 1 1 7.6 7.3c-.5.2-.6.5-.6 1.1M7 11.2v.2', true),
  stop: glyph('M4.5 3h5A1.5 1.5 0 0 1 11 4.5v5A1.5 1.5 0 0 1 9.5 11h-5A1.5 1.5 0 0 1 3 9.5v-5A1.5 1.5 0 0 1 4.5 3Z'),
  start: glyph('M3.5 2.2v9.6L11.8 7Z'),
  restart: glyph('M12 7a5 5 0 1 1-1.6-3.7M11.9 1v3.2H8.7', true),
  more: glyph([1.1, 5.6, 10.1].map((x) => `M${x} 7a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0Z`).join('')),
  search: glyph('M6 1.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 1 0 0-8.4ZM9.2 9.2l3.3 3.3', true),
  theme: [glyph('M7 1.6a5.4 5.4 0 1 0 0 10.8Z'), glyph('M7 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 1 0 7 1.6Z', true)],
  up: glyph('M7 12V2.5M3 6.2 7 2.2l4 4', true),
  down: glyph('M7 2v9.5M3 7.8l4 4 4-4', true),
  done: glyph('M2 7.4 5.6 11 12 3.4', true),
  dot: glyph('M7 3.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7Z'),
};

/** @param {{ name: keyof typeof GLYPHS }} props */
export const Icon = ({ name }) => html`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${GLYPHS[name]}</svg>`;

/** @param {{ state: State, badge?: boolean }} props */
export const StateMark = ({ state, badge }) =>
  html`<span class=${`state ${state}${badge ? ' badge' : ''}`}><${Icon} name=${state} />${state}</span>`;

export const Logo = () => html`<svg width="22" height="22" viewBox="0 0 22 22" fill="currentColor" aria-hidden="true">
  <rect x="1" y="9" width="3" height="6" rx="1" opacity=".45" /><rect x="6" y="5" width="3" height="10" rx="1" opacity=".7" />
  <rect x="11" y="2" width="3" height="13" rx="1" /><circle cx="18.2" cy="13.3" r="2.1" fill="none" stroke="currentColor"
    stroke-width="1.4" />
  <path d="M1 18.5h20" stroke="currentColor" stroke-width="1.4" opacity=".45" /></svg>`;

/** A choice of one, as buttons beside each other. */
/** @param {{ label: string, choices: [string, string][], value: string, onChange: (value: string) => void }} props */
export const Segments = ({ label, choices, value, onChange }) => html`<span class="seg" role="group" aria-label=${label}>
  ${choices.map(
    ([name, text]) => html`<button key=${name} type="button" aria-pressed=${String(name === value)}
    onClick=${() => onChange(name)}>${text}</button>`,
  )}
</span>`;

/** @typedef {{ title: string, text: Content[], button?: string, danger?: boolean, close?: string }} Question */

/** A modal dialog over the page. Escape and the first button leave it. */
/** @extends Component<{ question: Question, onAnswer: (yes: boolean) => void }, {}> */
export class Dialog extends Component {
  box = createRef();

  componentDidMount() {
    this.box.current.showModal();
  }

  render() {
    const { question, onAnswer } = this.props;
    return html`<dialog ref=${this.box} aria-labelledby="asked" onClose=${() => onAnswer(false)}>
      <h2 id="asked">${question.title}</h2>
      ${question.text.map((text) => (typeof text === 'string' ? html`<p>${text}</p>` : text))}
      <div class="do">
        <button class="button" type="button" autofocus onClick=${() => onAnswer(false)}>${question.close ?? 'Cancel'}</button>
        ${
          question.button &&
          html`<button class=${`button primary${question.danger ? ' danger' : ''}`} type="button"
          onClick=${() => onAnswer(true)}>${question.button}</button>`
        }
      </div>
    </dialog>`;
  }
}

/** @typedef {{ text: string, href?: string, disabled?: boolean, onChoose?: () => void }} MenuItem */

/** The menu of a row. Arrows walk it, Escape and a click elsewhere close it. */
/** @extends Component<{ at: HTMLElement, items: MenuItem[], label: string, onClose: () => void }, {}> */
export class Menu extends Component {
  box = createRef();

  componentDidMount() {
    const { current } = this.box;
    current.showPopover();
    const [edge, own] = [this.props.at.getBoundingClientRect(), current.getBoundingClientRect()];
    const isAbove = edge.bottom + own.height + 8 > innerHeight;
    current.style.left = `${Math.max(8, edge.right - own.width)}px`;
    current.style.top = `${isAbove ? edge.top - own.height - 4 : edge.bottom + 4}px`;
    current.firstElementChild?.focus();
  }

  /** @param {KeyboardEvent} event */
  walk = (event) => {
    const items = /** @type {HTMLElement[]} */ ([...this.box.current.children]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      items.at(to % items.length)?.focus();
      event.preventDefault();
    } else if (event.key === 'Tab') {
      this.box.current.hidePopover();
    }
  };

  /** @param {ToggleEvent} event */
  toggled = (event) => {
    if (event.newState === 'closed') {
      this.props.at.focus();
      this.props.onClose();
    }
  };

  render() {
    const { items, label } = this.props;
    return html`<div class="menu" role="menu" popover="auto" aria-label=${label} ref=${this.box} onKeyDown=${this.walk}
      onToggle=${this.toggled}>
      ${items.map(({ text, href, disabled, onChoose }) =>
        href
          ? html`<a role="menuitem" tabindex="-1" href=${href}>${text}</a>`
          : html`<button role="menuitem" tabindex="-1" type="button" aria-disabled=${disabled ? 'true' : null}
            onClick=${() => disabled || (this.box.current.hidePopover(), onChoose?.())}>${text}</button>`,
      )}
    </div>`;
  }
}
