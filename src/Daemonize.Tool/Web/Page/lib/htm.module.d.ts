import type htm from 'htm';
declare const tag: typeof htm;
export default tag;
