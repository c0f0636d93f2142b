using Daemonize.Cluster;
using Daemonize.Cluster.Redis;

[assembly: ClusterStoreProvider(typeof(RedisStore), "redis", "rediss")]
