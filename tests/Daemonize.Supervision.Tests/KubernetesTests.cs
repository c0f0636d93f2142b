using k8s;
using k8s.Models;

namespace Daemonize.Supervision.Tests;

/// <summary>The output of <c>unit kubernetes</c>. Two validators that find different defects report none.</summary>
public sealed class KubernetesTests
{
    [Fact]
    public async Task PlainDaemonIsADeployment()
    {
        var deployment =
            Assert.IsType<V1Deployment>(
                Assert.Single(await LoadAsync("rule", "--stop-timeout", "90s", "--start-timeout", "12s", "--working-directory", "/srv")));
        Assert.Equal(
            ("serviceapp-rule", 1, "Recreate"), (deployment.Metadata.Name, deployment.Spec.Replicas, deployment.Spec.Strategy.Type));
        Assert.Equal(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels);
        var pod = deployment.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);
        Assert.Equal(95, pod.TerminationGracePeriodSeconds);
        Assert.False(pod.EnableServiceLinks);
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
        Assert.Equal(
            "metadata.labels['apps.kubernetes.io/pod-index']",
            container.Env.Single(static variable => variable.Name == "DAEMON_INSTANCE").ValueFrom.FieldRef.FieldPath);
        Assert.Equal($"exec {App.Service.File} status share:\"$DAEMON_INSTANCE\"", container.LivenessProbe.Exec.Command[2]);
        Assert.Equal((true, false), (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation));
        Assert.True(set.Spec.Template.Spec.SecurityContext.RunAsNonRoot);
        Assert.False(set.Spec.Template.Spec.EnableServiceLinks);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("a: b # c \"d\" \\ 'e' é\tf")]
    [InlineData("- x")]
    [InlineData("0x10")]
    public async Task TextsStayTexts(string word)
    {
        var deployment =
            Assert.IsType<V1Deployment>(Assert.Single(await LoadAsync("serve", $"--word={word}", "--environment", $"WORD={word}")));
        var container = deployment.Spec.Template.Spec.Containers[0];
        Assert.Equal($"--word={word}", container.Args[^1]);
        Assert.Equal(word, container.Env[0].Value);
    }

    [Fact]
    public async Task SeveralAreDocumentsOfOneFile() => Assert.Equal(5, (await LoadAsync()).Count);

    /// <summary>A pod with all options at once.</summary>
    [Theory]
    [InlineData("serve")]
    [InlineData("share")]
    public async Task EverySettingPassesBothValidators(string daemon)
    {
        string[] settings = ["--group", "1001", "--max-memory", "1GB", "--stop-timeout", "1500ms", "--working-directory", "/srv"];
        Assert.Single(await LoadAsync([daemon, .. settings, "--environment", "WORD=yes", "--environment-file", "/etc/serviceapp.env"]));
    }

    /// <summary>
    /// Proves the other tests: each defect is found, and each kind by only one of the two validators, so both are needed.
    /// </summary>
    [Theory]
    [InlineData("serve", "replicas: 1", "replicas: many", Finders.Both, "/spec/replicas must be integer")]
    [InlineData("rule", "memory: \"536870912\"\n            limits", "memory: \"much\"\n            limits", Finders.Both,
        "memory must match format \"quantity\"")]
    [InlineData("share", "kind: StatefulSet", "kind: StatefullSet", Finders.Both, "no kind StatefullSet in apps/v1")]
    [InlineData("share", "  replicas: 2", "  replicas: 2\n  replicas: 2", Finders.Both, "duplicate key replicas")]
    [InlineData("serve", "name: \"serve\"", "name: \"serve", Finders.Both, "quote")]
    [InlineData("serve", "terminationGracePeriodSeconds", "terminationGracePeriod", Finders.Loader, "'terminationGracePeriod' not found")]
    [InlineData("serve", "volumeMounts", "  volumeMounts", Finders.Loader, "'volumeMounts' not found")]
    [InlineData("share", "ordinals", "ordinal", Finders.Loader, "'ordinal' not found")]
    [InlineData("serve", "- name: \"serve\"\n          image", "- image", Finders.Models, "/containers/0 must have required property name")]
    [InlineData("share", "fieldPath: \"metadata.labels['apps.kubernetes.io/pod-index']\"", "apiVersion: v1", Finders.Models,
        "/fieldRef must have required property fieldPath")]
    [InlineData("rule", "value: \"5$$ or 10%\"", "value: 5", Finders.Models, "/env/0/value must be string")]
    [InlineData("rule", "value: \"5$$ or 10%\"", "value: yes", Finders.Models, "/env/0/value must be string")]
    public async Task EachMistakeIsFound(string daemon, string right, string wrong, Finders finders, string defect)
    {
        var manifest = await PrintAsync(daemon);
        Assert.Equal(2, manifest.Split(right).Length);
        var found = await ManifestValidators.ValidateAsync(manifest.Replace(right, wrong, StringComparison.Ordinal));
        Assert.True(found.Finders == finders, $"expected {finders}, found by {found.Finders}\n{found.Defects}");
        Assert.Contains(defect, found.Defects, StringComparison.Ordinal);
    }

    /// <summary>Asserts that both validators report nothing.</summary>
    private static async Task<List<object>> LoadAsync(params string[] args)
    {
        var manifest = await PrintAsync(args);
        var found = await ManifestValidators.ValidateAsync(manifest);
        Assert.True(found.Finders == Finders.None, $"{found.Defects}\n{manifest}");
        return KubernetesYaml.LoadAllFromString(manifest, strict: true);
    }

    private static async Task<string> PrintAsync(params string[] args) =>
        (await ServiceCommand.RunAsync(["unit", "kubernetes", .. args])).Succeeds().Output;
}
