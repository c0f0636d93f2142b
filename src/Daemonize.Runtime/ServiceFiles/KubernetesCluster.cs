namespace Daemonize.ServiceFiles;

/// <summary>
/// What differs in the manifest of a daemon of a cluster. Its pods need no numbers: they are a Deployment with replicas.
/// </summary>
/// <param name="plan">The plan of the daemon.</param>
/// <param name="account">The account of the pods; null if the store needs none.</param>
internal sealed class KubernetesCluster(ServicePlan plan, KubernetesAccount? account)
{
    /// <summary>The replicas of a daemon that says no number: one leads, and one can take over.</summary>
    private const int LeastReplicas = 2;

    public KubernetesAccount? Account => account;

    public int Replicas => plan.Settings.GivenInstances is not null ? plan.Instances : Math.Max(LeastReplicas, plan.Instances);

    /// <summary>The arguments of the daemon. Each pod has one process, whatever the number of instances.</summary>
    public List<string> Arguments
    {
        get
        {
            var option = $"--{Setting.Instances.Name}=";
            var arguments = plan.Arguments.FindAll(argument => !argument.StartsWith(option, StringComparison.Ordinal));
            return plan.Settings.DefinedInstances > 1 ? [.. arguments, option + "1"] : arguments;
        }
    }

    /// <summary>Writes what the specification of a pod has in addition.</summary>
    public void WritePod(YamlText yaml)
    {
        if (plan.Settings.Fence)
        {
            // The kernel does not kill process 1 of a pid namespace at the end of its lease. As process 1, the program would need a parent.
            yaml.Add("shareProcessNamespace", true);
        }
    }
}
