// The streams of all tabs share the six connections that a browser has to a server by HTTP/1.1: five are held at a time, and given on to
// tabs that wait. Each lock of the browser stands for a connection; a tab that is closed gives its lock back.

const CONNECTIONS = 5;
/** How long a stream keeps its connection while another waits for it, in milliseconds. */
const TURN = 1000;
const NAMES = Array.from({ length: CONNECTIONS }, (_, i) => `daemonize.stream.${i}`);

/**
 * Waits for a connection, and uses it until that ends or another tab has its turn.
 * @param {AbortSignal} signal Ends the wait
 * @param {(turn: AbortSignal) => Promise<void>} use The signal says that the turn is over
 * @returns {Promise<boolean>} Whether the turn is over
 */
export async function takeTurn(signal, use) {
  const turn = new AbortController();
  const { locks } = navigator;
  if (!locks) {
    // Behind a proxy without TLS there are none.
    await use(turn.signal);
    return false;
  }
  const name = await leastWanted(locks);
  await locks.request(name, { signal }, async () => {
    const timer = setInterval(async () => {
      const { pending = [] } = await locks.query();
      if (pending.some((lock) => lock.name === name)) {
        turn.abort();
      }
    }, TURN);
    try {
      await use(turn.signal);
    } catch (failure) {
      if (!turn.signal.aborted) {
        throw failure;
      }
    } finally {
      clearInterval(timer);
    }
  });
  return turn.signal.aborted;
}

/** @param {LockManager} locks @returns {Promise<string>} The connection that the fewest tabs have or wait for */
async function leastWanted(locks) {
  const { held = [], pending = [] } = await locks.query();
  const wanted = NAMES.map((name) => [...held, ...pending].filter((lock) => lock.name === name).length);
  return NAMES[wanted.indexOf(Math.min(...wanted))];
}
