using Daemonize.Options;

namespace Daemonize.ServiceFiles;

/// <summary>
/// The service account of a daemon whose store is Kubernetes itself, and what it may do: the objects that go before the Deployment.
/// </summary>
/// <param name="name">The name of the objects.</param>
/// <param name="space">The namespace of the objects and of the leases.</param>
internal sealed class KubernetesAccount(string name, string space)
{
    private const string Scheme = "kubernetes";
    private const string Rights = "rbac.authorization.k8s.io";

    /// <summary>Gets the namespace, which a binding must name.</summary>
    public string Namespace => space;

    /// <summary>
    /// Finds the account for the store of the daemon; null for a store that needs none. Throws for the store of files, which pods do not
    /// share.
    /// </summary>
    /// <param name="plan">The plan of a daemon of a cluster.</param>
    /// <param name="name">The name of the objects.</param>
    public static KubernetesAccount? Find(ServicePlan plan, string name)
    {
        var url = plan.Settings.Cluster;
        if (url.Scheme == StoreUrl.File && !HasStoreInEnvironment(plan))
        {
            throw new DaemonException(
                $"the pods of {plan.Definition.Name} do not share files: name its store with --{Setting.Cluster.Name}, or with " +
                $"{plan.Settings.VariableOf(Setting.Cluster)} in Environment or in the file of EnvironmentFile",
                DaemonExitCode.Usage);
        }

        return url.Scheme == Scheme ? new KubernetesAccount(name, NamespaceOf(url.Text)) : null;
    }

    /// <summary>Writes the account, the role and the binding.</summary>
    /// <param name="yaml">The text of the manifest.</param>
    /// <param name="writeLabels">Writes the labels of an object.</param>
    public void Write(YamlText yaml, Action writeLabels)
    {
        WriteObject(yaml, writeLabels, "v1", "ServiceAccount");
        yaml.Line("---");
        WriteObject(yaml, writeLabels, Rights + "/v1", "Role");
        yaml.Map("rules", () => yaml.Item(() =>
        {
            yaml.Add("apiGroups", ["coordination.k8s.io"]);
            yaml.Add("resources", ["leases"]);
            yaml.Add("verbs", ["get", "list", "create", "update", "delete"]);
        }));
        yaml.Line("---");
        WriteObject(yaml, writeLabels, Rights + "/v1", "RoleBinding");
        yaml.Map("subjects", () => yaml.Item(() =>
        {
            yaml.Add("kind", "ServiceAccount");
            yaml.Add("name", name);
            yaml.Add("namespace", space);
        }));
        yaml.Map("roleRef", () =>
        {
            yaml.Add("apiGroup", Rights);
            yaml.Add("kind", "Role");
            yaml.Add("name", name);
        });
        yaml.Line("---");
    }

    private void WriteObject(YamlText yaml, Action writeLabels, string version, string kind)
    {
        yaml.Add("apiVersion", version);
        yaml.Add("kind", kind);
        yaml.Map("metadata", () =>
        {
            yaml.Add("name", name);
            yaml.Add("namespace", space);
            writeLabels();
        });
    }

    /// <summary>Whether the pods get a store from a variable, which is not among the settings of a service.</summary>
    private static bool HasStoreInEnvironment(ServicePlan plan) =>
        plan.Settings.EnvironmentFile is not null
        || plan.Settings.EnvironmentEntries.Exists(entry =>
            EnvironmentEntry.TryParse(entry, out var variable, out _) && variable == plan.Settings.VariableOf(Setting.Cluster));

    /// <summary>Gets the namespace from the path of the URL.</summary>
    private static string NamespaceOf(string url)
    {
        var path = url[(Scheme.Length + 1)..];
        var end = path.IndexOfAny(['?', '#']);
        path = end < 0 ? path : path[..end];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 2);
            path = slash < 0 ? "" : path[slash..];
        }

        path = path.Trim('/');
        return path.Length > 0 ? path : "default";
    }
}
