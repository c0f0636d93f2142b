-- The tables of samples/Fleet. Those of the cluster itself are created at the first start.

CREATE TABLE source (
  id int PRIMARY KEY,
  name text NOT NULL);

-- The ticks of the daemon sources.
CREATE TABLE listing (
  slot timestamptz NOT NULL,
  host text NOT NULL,
  sources int NOT NULL);

-- The ticks of the daemon fetch, and what they have fetched. Without a unique key, so that nothing but the cluster keeps a slot or an
-- article from being there twice.
CREATE TABLE visit (
  shard int NOT NULL,
  slot timestamptz NOT NULL,
  attempt int NOT NULL,
  host text NOT NULL,
  fetched_at timestamptz NOT NULL DEFAULT clock_timestamp());

CREATE TABLE article (
  source int NOT NULL,
  number bigint NOT NULL,
  title text NOT NULL);
