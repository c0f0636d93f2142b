using Daemonize.CompilerServices;
using Daemonize.ServiceFiles;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.ServiceFiles;

/// <summary>
/// The manifest of a daemon of a cluster. The supervision tests validate the kinds that it has in common with other daemons.
/// </summary>
public sealed class KubernetesManifestTests
{
    [Fact]
    public void DaemonOfAClusterIsADeploymentWithReplicas()
    {
        var manifest = Create([], "--cluster=postgres://news@db/news");
        Assert.Contains("kind: Deployment\n", manifest, StringComparison.Ordinal);
        Assert.Contains("  replicas: 2\n  strategy:\n    type: RollingUpdate\n", manifest, StringComparison.Ordinal);
        Assert.Contains(
            "      automountServiceAccountToken: false\n      shareProcessNamespace: true\n", manifest, StringComparison.Ordinal);
        Assert.Contains(
            "          args: [\"run\", \"fetch\", \"--cluster=postgres://news@db/news\"]\n", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("ServiceAccount\n", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("namespace:", manifest, StringComparison.Ordinal);
    }

    /// <summary>Each pod is one process, without a number, however many the attribute asks for.</summary>
    [Theory]
    [InlineData("instances=4", "", 4, ", \"--instances=1\"")]
    [InlineData("instances=4", "--instances=3", 3, ", \"--instances=1\"")]
    [InlineData("umask=022", "--instances=3", 3, "")]
    [InlineData("umask=022", "--instances=1", 1, "")]
    public void InstancesAreReplicas(string setting, string option, int replicas, string argument)
    {
        var manifest = Create([setting], [.. option.Length > 0 ? new[] { option } : [], "--cluster=redis://db"]);
        Assert.Contains("kind: Deployment\n", manifest, StringComparison.Ordinal);
        Assert.Contains($"  replicas: {replicas}\n", manifest, StringComparison.Ordinal);
        Assert.Contains($"args: [\"run\", \"fetch\", \"--cluster=redis://db\"{argument}]\n", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("DAEMON_INSTANCE", manifest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubernetes:", "default")]
    [InlineData("kubernetes:///news?group=staging", "\"news\"")]
    [InlineData("kubernetes://10.0.0.1:6443/production/", "production")]
    public void StoreOfKubernetesNeedsAnAccount(string url, string space)
    {
        var documents = Create([], "--cluster=" + url).Split("---\n");
        Assert.Equal(
            ["kind: ServiceAccount", "kind: \"Role\"", "kind: RoleBinding", "kind: Deployment"],
            documents.Select(static document => document.Split('\n').First(static line => line is ['k', 'i', 'n', 'd', ':', ..])));
        Assert.All(
            documents,
            document => Assert.Contains($"  name: newsapp-fetch\n  namespace: {space}\n", document, StringComparison.Ordinal));
        Assert.Contains(
            """
            rules:
              - apiGroups: [coordination.k8s.io]
                resources: [leases]
                verbs: ["get", "list", create, update, delete]

            """,
            documents[1], StringComparison.Ordinal);
        Assert.Contains(
            $"""
            subjects:
              - kind: ServiceAccount
                name: newsapp-fetch
                namespace: {space}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: "Role"
              name: newsapp-fetch

            """,
            documents[2], StringComparison.Ordinal);
        Assert.Contains(
            "      serviceAccountName: newsapp-fetch\n      automountServiceAccountToken: true\n", documents[3], StringComparison.Ordinal);
    }

    /// <summary>Without the fence, process 1 of a container leads too.</summary>
    [Fact]
    public void ContainerWithoutAFenceKeepsItsProcesses() => Assert.DoesNotContain(
        "shareProcessNamespace", Create(["fence=false"], "--cluster=redis://db"), StringComparison.Ordinal);

    [Fact]
    public void FilesAreNotSharedByPods()
    {
        var exception = Assert.Throws<DaemonException>(() => Create([]));
        Assert.Equal(2, exception.ExitCode);
        Assert.Equal(
            "the pods of fetch do not share files: name its store with --cluster, or with NEWSAPP_CLUSTER in Environment or in the " +
            "file of EnvironmentFile",
            exception.Message);
    }

    [Theory]
    [InlineData("--environment=NEWSAPP_CLUSTER")]
    [InlineData("--environment-file=/etc/news.env")]
    public void StoreOfAVariableIsThatOfThePods(string option) =>
        Assert.Contains("kind: Deployment\n", Create([], option), StringComparison.Ordinal);

    private static string Create(string[] settings, params string[] options)
    {
        var definition = Definitions.OfCluster("fetch", ["interval=10s", "align-to-clock=true", .. settings]);
        var program = new DaemonProgram
        {
            Name = "newsapp",
            Version = "1.0.0",
            Help = "",
            Daemons = [definition],
            Stores =
            [
                .. from scheme in (string[])["postgres", "redis", "kubernetes"]
                   select new ClusterStoreEntry(scheme, static url => throw new NotSupportedException(url)),
            ],
        };
        var given = new SuppliedOptions();
        foreach (var option in options)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            given.AddArgument(option[2..equals], option[(equals + 1)..]);
        }

        return KubernetesManifest.Create(new ServicePlan(definition, program, given, isOfUser: false));
    }
}
