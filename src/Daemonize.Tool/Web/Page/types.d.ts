// The members of the API, for `tsc --checkJs`. Neither served nor embedded.

type State = 'running' | 'suspended' | 'hung' | 'restarting' | 'stopped' | 'dead' | 'unknown';
type Verb = 'start' | 'stop' | 'restart' | 'reload' | 'tick';

interface Session {
  token?: string;
  expires: string;
  mayAct: boolean;
  whyNot?: string;
  user: string;
  root: boolean;
  host: string;
  zone: string;
  zoneOffsetMinutes: number;
  now: string;
  version: string;
}

/** sequence, time in ms, took in s, late in s, mark, number */
type Entry = [number, number, number, number, string, number];

interface Daemon {
  id: string;
  name: string;
  program?: string;
  version?: string;
  daemon: string;
  instance?: number;
  state: State;
  attention: boolean;
  pid?: number;
  startedAt?: string;
  options?: string[];
  ticks?: number;
  skipped: number;
  late: number;
  failed: number;
  restarts?: number;
  nextAt?: string;
  runningSince?: string;
  timeZone?: string;
  lastTick?: { number: number; startedAt: string; took: string; succeeded: boolean };
  lastError?: { message: string; at: string };
  lastExit?: { exitCode?: number; reason: string; at?: string };
  report?: string;
  memory?: number;
  cpu?: number;
  cpuSeconds?: number;
  note?: string;
  cluster?: { role: string; token: number; leader?: string; shards?: number; shardsTotal?: number };
  user?: string;
  pidFile?: string;
  command?: string[];
  service?: string;
  card?: string;
  schedule?: string;
  intervalSeconds?: number;
  summary?: string;
  inTick: boolean;
  verbs: Verb[];
  whyNot?: string;
  call?: string;
  recent?: Entry[];
}

interface Percentiles { p50?: number; p90?: number; p99?: number; max?: number }
interface Summary {
  since: string;
  exact: boolean;
  ticks: number;
  failed: number;
  skipped: number;
  tookSeconds: Percentiles;
  lateSeconds: Percentiles;
}

interface Details extends Daemon {
  facts?: { programVersion?: string; logFile?: string; errorFile?: string; userSetting?: string; cardStartedAt?: string };
  startOptions?: string[];
  settings?: { name: string; value: string; source: string }[];
  instances?: { id: string; name: string; state: State }[];
  slots?: string[];
  stopTimeout?: number;
  startNote?: string;
  hasLog?: boolean;
  noLog?: string;
  hasHistory?: boolean;
  last?: { hour: Summary; day: Summary; month: Summary };
}

interface TickRecord {
  sequence: number;
  event: 'tick' | 'skipped' | 'started' | 'ready' | 'reloaded' | 'ended' | 'restarted';
  at: string;
  tick?: number;
  shard?: number;
  result?: 'succeeded' | 'failed' | 'running' | 'killed';
  lateSeconds?: number;
  tookSeconds?: number;
  late?: boolean;
  byHand?: boolean;
  replaced?: boolean;
  timedOut?: boolean;
  failed?: boolean;
  slots?: number;
  retries?: number;
  exitCode?: number;
  restart?: number;
}

interface Sum {
  at: string;
  ticks: number;
  failed: number;
  skipped: number;
  meanTookSeconds: number;
  mostTookSeconds: number;
  mostLateSeconds: number;
  memory?: number;
}

interface LogLine {
  place: string;
  time?: string;
  level?: string;
  category?: string;
  text: string;
  continues?: boolean;
  cut?: boolean;
}

interface LogAnswer {
  lines: LogLine[];
  first?: string;
  next?: string;
  end: 'beginning' | 'lines' | 'limit';
  file?: string;
  error?: string;
}

interface Call {
  call: string;
  daemon: string;
  name: string;
  verb: Verb;
  by: string;
  startedAt: string;
  state: 'running' | 'ended';
  endedAt?: string;
  exitCode?: number;
  lines?: { stream: 'output' | 'error'; text: string }[];
}

interface Difference {
  at: string;
  added?: Daemon[];
  changed?: (Partial<Daemon> & { id: string })[];
  removed?: string[];
}

type UPlotOptions = import('uplot').Options;
type UPlotChart = import('uplot');
