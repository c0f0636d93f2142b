using System.Globalization;

namespace Daemonize.ServiceFiles;

/// <summary>
/// A Deployment or, for several instances, a StatefulSet, whose pods know their numbers. The image has the program at the same path as this
/// machine.
/// </summary>
internal sealed class KubernetesManifest
{
    /// <summary>The variable that contains the number of a pod of a StatefulSet, from 1.</summary>
    private const string Number = "DAEMON_INSTANCE";
    private const int ProbePeriod = 5;

    private static readonly TimeSpan Margin = new(0, 0, 5);

    private readonly YamlText _yaml = new();
    private readonly ServicePlan _plan;
    private readonly string _name;

    /// <summary>What differs for a daemon of a cluster; null for another.</summary>
    private readonly KubernetesCluster? _cluster;

    private KubernetesManifest(ServicePlan plan)
    {
        _plan = plan;
        _name = NameOf(plan.Name);
        _cluster = ((IClusterPods?)plan.Definition.Cluster)?.PodsOf(plan, _name);
    }

    /// <summary>Whether the pods have numbers.</summary>
    private bool HasNumbers => _plan.IsTemplate && _cluster is null;

    private bool IsRoot => _plan.Settings.User is "root" or "0";

    private string Program => NameOf(_plan.Program.Name);

    public static string Create(ServicePlan plan)
    {
        if (plan.Settings.RootDirectory is { } root)
        {
            throw new DaemonException($"a container has its own root directory; leave RootDirectory ({root}) out", DaemonExitCode.Usage);
        }

        var manifest = new KubernetesManifest(plan);
        manifest.Write();
        return manifest._yaml.ToString();
    }

    private void Write()
    {
        _yaml.Comment(_plan.FirstLine(_name)).Comment(_plan.Description);
        _cluster?.Account?.Write(_yaml, () => WriteLabels("labels"));
        _yaml.Add("apiVersion", "apps/v1");
        _yaml.Add("kind", HasNumbers ? "StatefulSet" : "Deployment");
        _yaml.Map("metadata", () =>
        {
            _yaml.Add("name", _name);
            if (_cluster?.Account is { } account)
            {
                _yaml.Add("namespace", account.Namespace);
            }

            WriteLabels("labels");
        });
        _yaml.Map("spec", WriteSpec);
    }

    private void WriteSpec()
    {
        _yaml.Add("replicas", _cluster?.Replicas ?? _plan.Instances);
        if (HasNumbers)
        {
            _yaml.Add("serviceName", _name);
            _yaml.Add("podManagementPolicy", "Parallel");
            _yaml.Map("ordinals", () => _yaml.Add("start", 1));
        }
        else
        {
            // The new pod starts after the old one has ended: there is only one daemon. Of a cluster, the store decides which one ticks.
            _yaml.Map("strategy", () => _yaml.Add("type", _cluster is null ? "Recreate" : "RollingUpdate"));
        }

        _yaml.Map("selector", () => WriteLabels("matchLabels"));
        _yaml.Map("template", () =>
        {
            _yaml.Map("metadata", () => WriteLabels("labels"));
            _yaml.Map("spec", WritePod);
        });
    }

    private void WriteLabels(string key) => _yaml.Map(key, () =>
    {
        _yaml.Add("app.kubernetes.io/name", Program);
        _yaml.Add("app.kubernetes.io/instance", _name);
    });

    private void WritePod()
    {
        _yaml.Add("terminationGracePeriodSeconds", Seconds(_plan.Settings.StopTimeout + Margin));
        if (_cluster?.Account is not null)
        {
            _yaml.Add("serviceAccountName", _name);
        }

        _yaml.Add("automountServiceAccountToken", _cluster?.Account is not null);
        _cluster?.WritePod(_yaml);

        // Otherwise a Service with the name of the program sets variables that look like the options of its methods:
        // PROBE_PORT=tcp://10.0.0.1:80.
        _yaml.Add("enableServiceLinks", false);
        _yaml.Map("securityContext", () =>
        {
            _yaml.Add("runAsNonRoot", !IsRoot);
            AddId("runAsUser", IsRoot ? "0" : _plan.Settings.User);
            AddId("runAsGroup", _plan.Settings.Group);
            _yaml.Map("seccompProfile", () => _yaml.Add("type", "RuntimeDefault"));
        });
        _yaml.Map("containers", () => _yaml.Item(WriteContainer));
        _yaml.Map("volumes", () => _yaml.Item(() =>
        {
            _yaml.Add("name", "tmp");
            _yaml.Line("emptyDir: {}");
        }));
    }

    private void WriteContainer()
    {
        var name = _plan.Definition.Name;
        _yaml.Add("name", NameOf(name));
        _yaml.Add("image", $"{Program}:{Tag(_plan.Program.Version)}");
        _yaml.Add("command", _plan.Command.Words.Select(Literal));
        var arguments = _cluster?.Arguments ?? _plan.Arguments;
        _yaml.Add("args", ["run", Literal(name) + (HasNumbers ? $":$({Number})" : ""), .. arguments.Select(Literal)]);
        if (_plan.WorkingDirectory != "/")
        {
            _yaml.Add("workingDir", _plan.WorkingDirectory);
        }

        WriteEnvironment();
        WriteProbes();
        if (_plan.Settings.MaxMemory is { } memory)
        {
            _yaml.Map("resources", () =>
            {
                _yaml.Map("requests", () => _yaml.Add("memory", memory.ToString(CultureInfo.InvariantCulture)));
                _yaml.Map("limits", () => _yaml.Add("memory", memory.ToString(CultureInfo.InvariantCulture)));
            });
        }

        _yaml.Map("securityContext", () =>
        {
            _yaml.Add("allowPrivilegeEscalation", false);

            // The pid file of root is in /run of the image; any other user has it in a private directory under /tmp.
            _yaml.Add("readOnlyRootFilesystem", !IsRoot);
            _yaml.Map("capabilities", () => _yaml.Add("drop", ["ALL"]));
        });
        _yaml.Map("volumeMounts", () => _yaml.Item(() =>
        {
            _yaml.Add("name", "tmp");
            _yaml.Add("mountPath", "/tmp");
        }));
    }

    private void WriteEnvironment()
    {
        List<(string Name, string Value)> variables = [];
        foreach (var entry in _plan.Settings.EnvironmentEntries)
        {
            // The value of a variable without one is the image's.
            if (EnvironmentEntry.TryParse(entry, out var name, out var value) && value is not null)
            {
                variables.Add((name, value));
            }
        }

        if (variables.Count > 0 || HasNumbers)
        {
            _yaml.Map("env", () =>
            {
                variables.ForEach(variable => _yaml.Item(() =>
                {
                    _yaml.Add("name", variable.Name);
                    _yaml.Add("value", Literal(variable.Value));
                }));
                if (HasNumbers)
                {
                    _yaml.Item(WriteNumber);
                }
            });
        }

        if (_plan.Settings.EnvironmentFile is { } file)
        {
            // A secret takes the place of a file with mode 0600.
            _yaml.Map("envFrom", () => _yaml.Item(() => _yaml.Map("secretRef", () =>
            {
                _yaml.Add("name", _name);
                _yaml.Add("optional", file[0] == '-');
            })));
        }
    }

    private void WriteNumber()
    {
        _yaml.Add("name", Number);
        _yaml.Map(
            "valueFrom", () => _yaml.Map("fieldRef", () => _yaml.Add("fieldPath", "metadata.labels['apps.kubernetes.io/pod-index']")));
    }

    /// <summary>
    /// Writes the probes. The command of a probe runs without a shell, which would expand variables; the probe of an instance needs a
    /// shell.
    /// </summary>
    private void WriteProbes()
    {
        List<string> words = [.. _plan.Command.Words, "status", _plan.Definition.Name];
        List<string> command =
            HasNumbers
                ? ["/bin/sh", "-c", $"exec {string.Join(' ', words.ConvertAll(LogrotateStanza.ShellQuote))}:\"${Number}\""]
                : words;
        WriteProbe(
            "startupProbe", command, ProbePeriod,
            Math.Max(1, (int)Math.Ceiling(_plan.Settings.StartTimeout.TotalSeconds / ProbePeriod) + 1));
        WriteProbe("readinessProbe", command, ProbePeriod, 1);
        WriteProbe("livenessProbe", command, 2 * ProbePeriod, 3);
    }

    private void WriteProbe(string key, List<string> command, int period, int failures) => _yaml.Map(key, () =>
    {
        _yaml.Map("exec", () => _yaml.Add("command", command));
        _yaml.Add("periodSeconds", period);
        _yaml.Add("timeoutSeconds", ProbePeriod);
        _yaml.Add("failureThreshold", failures);
    });

    /// <summary>Adds the id of a user or group. A pod knows only numbers; names are defined in the image.</summary>
    private void AddId(string key, string? user)
    {
        if (UserName.TryParseId(user ?? "", out var id))
        {
            _yaml.Add(key, id);
        }
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    /// <summary>Escapes the beginning of a variable's name.</summary>
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>Gets a DNS label (RFC 1123) from a name.</summary>
    private static string NameOf(string name)
    {
        var label =
            string.Concat(name.ToLowerInvariant().Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '-'))
                .Trim('-');
        return label.Length == 0 ? "daemon" : label[..Math.Min(label.Length, 52)].TrimEnd('-');
    }

    /// <summary>Gets the tag of an image reference from a version.</summary>
    private static string Tag(string version) =>
        string.Concat(
            version.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
}
