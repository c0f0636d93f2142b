using k8s;
using k8s.Models;

namespace Daemonize.Supervision.Tests;

/// <summary>What <c>unit kubernetes</c> prints, read by the strict loader of the client library, which refuses fields and types that there are not.</summary>
public sealed class KubernetesTests
{
    [Fact]
    public async Task PlainDaemonIsADeployment()
    {
        var deployment = Assert.IsType<V1Deployment>(Assert.Single(await LoadAsync("rule", "--stop-timeout", "90s", "--start-timeout", "12s", "--working-directory", "/srv")));
        Assert.Equal(("serviceapp-rule", 1, "Recreate"), (deployment.Metadata.Name, deployment.Spec.Replicas, deployment.Spec.Strategy.Type));
        Assert.Equal(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels);
        var pod = deployment.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);
        Assert.Equal(95, pod.TerminationGracePeriodSeconds);
        Assert.Equal([App.Service.File], container.Command);
        Assert.Equal(["run", "rule", "--stop-timeout=90s", "--start-timeout=12s"], container.Args);
        Assert.Equal("/srv", container.WorkingDir);
        Assert.Equal([App.Service.File, "status", "rule"], container.LivenessProbe.Exec.Command);
        Assert.Equal(4, container.StartupProbe.FailureThreshold);
        Assert.Equal("536870912", container.Resources.Limits["memory"].ToString());
        Assert.Equal("5$$ or 10%", Assert.Single(container.Env).Value);
        Assert.True(Assert.Single(container.EnvFrom).SecretRef.Optional);
        Assert.Equal((false, 0), (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser));
    }

    [Fact]
    public async Task InstancesAreAStatefulSet()
    {
        var set = Assert.IsType<V1StatefulSet>(Assert.Single(await LoadAsync("share", "--instances", "3")));
        Assert.Equal((3, 1, "serviceapp-share"), (set.Spec.Replicas, set.Spec.Ordinals.Start, set.Spec.ServiceName));
        var container = Assert.Single(set.Spec.Template.Spec.Containers);
        Assert.Equal(["run", "share:$(DAEMON_INSTANCE)", "--instances=3"], container.Args);
        Assert.Equal("metadata.labels['apps.kubernetes.io/pod-index']", container.Env.Single(static variable => variable.Name == "DAEMON_INSTANCE").ValueFrom.FieldRef.FieldPath);
        Assert.Equal($"exec {App.Service.File} status share:\"$DAEMON_INSTANCE\"", container.LivenessProbe.Exec.Command[2]);
        Assert.Equal((true, false), (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation));
        Assert.True(set.Spec.Template.Spec.SecurityContext.RunAsNonRoot);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("a: b # c \"d\" \\ 'e' é\tf")]
    [InlineData("- x")]
    [InlineData("0x10")]
    public async Task TextsStayTexts(string word)
    {
        var deployment = Assert.IsType<V1Deployment>(Assert.Single(await LoadAsync("serve", $"--word={word}", "--environment", $"WORD={word}")));
        var container = deployment.Spec.Template.Spec.Containers[0];
        Assert.Equal($"--word={word}", container.Args[^1]);
        Assert.Equal(word, container.Env[0].Value);
    }

    [Fact]
    public async Task SeveralAreDocumentsOfOneFile() => Assert.Equal(5, (await LoadAsync()).Count);

    /// <summary>Otherwise nothing above would prove anything.</summary>
    [Theory]
    [InlineData("replicas: 1", "replicas: many")]
    [InlineData("terminationGracePeriodSeconds", "terminationGracePeriod")]
    [InlineData("livenessProbe", "livelinessProbe")]
    public async Task LoaderRefusesMistakes(string right, string wrong)
    {
        var manifest = (await ServiceCommand.RunAsync("unit", "kubernetes", "serve")).Succeeds().Output;
        Assert.Contains(right, manifest, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(manifest.Replace(right, wrong, StringComparison.Ordinal), strict: true));
    }

    private static async Task<List<object>> LoadAsync(params string[] args) =>
        KubernetesYaml.LoadAllFromString((await ServiceCommand.RunAsync(["unit", "kubernetes", .. args])).Succeeds().Output, strict: true);
}
