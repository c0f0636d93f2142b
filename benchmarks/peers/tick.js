// A program for PM2 to keep: it reads the clock at every tick. tick.js INTERVAL_MS
let now = 0n;
setInterval(() => { now = process.hrtime.bigint(); }, Number(process.argv[2]));
