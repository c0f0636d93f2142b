-- What ticked where, and whether each slot of each shard ticked once. For psql, once all hosts are stopped.
\pset border 0
\pset footer off
\pset format aligned
\pset tuples_only off

SELECT host,
  (SELECT count(*) FROM visit WHERE visit.host = hosts.host) AS "slots of fetch",
  (SELECT count(*) FROM visit WHERE visit.host = hosts.host AND attempt > 1) AS "of them again",
  (SELECT count(*) FROM listing WHERE listing.host = hosts.host) AS "slots of sources"
FROM (SELECT host FROM visit UNION SELECT host FROM listing) AS hosts ORDER BY host;

-- The slots of a shard are those from its first tick to the last one that has ended, as the cluster knows it.
CREATE TEMP VIEW shards AS
SELECT shard, slots, once, twice, missed, interrupted, slots - once - twice - missed - interrupted AS lost
FROM (
  SELECT shard, count(*) FILTER (WHERE ticks = 1) AS once, count(*) FILTER (WHERE ticks > 1) AS twice, min(slot) AS first
  FROM (SELECT shard, slot, count(*) AS ticks FROM visit GROUP BY shard, slot) AS slots GROUP BY shard) AS counted
JOIN (SELECT shard, done, missed, interrupted FROM daemonize_lease WHERE name = 'fleet/fetch') AS leases USING (shard)
CROSS JOIN LATERAL (SELECT (done - (extract(epoch FROM first) * 1000)::bigint) / 2000 + 1 AS slots) AS period;

SELECT shard, slots, once AS "ticked once", twice AS "ticked twice", missed, interrupted, lost FROM shards ORDER BY shard;

-- Each source numbers its articles: a gap is one that nobody has fetched.
CREATE TEMP VIEW articles AS
SELECT count(*) AS articles, count(*) - count(DISTINCT (source, number)) AS twice,
  (SELECT sum(gap) FROM (SELECT max(number) - min(number) + 1 - count(DISTINCT number) AS gap FROM article GROUP BY source) AS gaps) AS gaps
FROM article;

\pset tuples_only on
\pset format unaligned
SELECT format('fetch: %s slots, %s ticked once, %s twice, %s missed, %s interrupted, %s lost', sum(slots), sum(once), sum(twice),
  sum(missed), sum(interrupted), sum(lost)) FROM shards;
SELECT format('sources: %s slots, %s twice', count(DISTINCT slot), count(*) - count(DISTINCT slot)) FROM listing;
SELECT format('%s articles, %s twice, %s not there', articles, twice, gaps) FROM articles;

-- What was missed or interrupted may have left a gap; anything else may not.
SELECT CASE WHEN (SELECT bool_and(twice = 0 AND lost = 0) FROM shards) AND (SELECT twice FROM articles) = 0
  AND (SELECT count(*) - count(DISTINCT slot) FROM listing) = 0
  AND ((SELECT gaps FROM articles) = 0 OR (SELECT sum(missed) + sum(interrupted) FROM shards) > 0)
  THEN 'exactly once' ELSE 'not exactly once' END;
