using Daemonize.Cluster;
using Daemonize.Cluster.Kubernetes;

[assembly: ClusterStoreProvider(typeof(KubernetesStore), "kubernetes")]
