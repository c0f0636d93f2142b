using Daemonize.Cluster;
using Daemonize.Cluster.Etcd;

[assembly: ClusterStoreProvider(typeof(EtcdStore), "etcd", "etcds")]
