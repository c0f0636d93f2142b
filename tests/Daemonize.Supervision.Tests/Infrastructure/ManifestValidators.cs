using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using k8s;
using YamlDotNet.Core;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>The validators that find a defect.</summary>
[Flags]
public enum Finders
{
    None = 0,

    /// <summary>The strict loader of the client library for .NET: finds unknown fields and duplicate keys.</summary>
    Loader = 1,

    /// <summary>
    /// The classes of the npm package kubernetes-models, made from the OpenAPI schemas: find missing fields and values that are not
    /// strings.
    /// </summary>
    Models = 2,
    Both = Loader | Models,
}

/// <summary>Two validators of Kubernetes manifests that share no code and find different defects.</summary>
internal static class ManifestValidators
{
    private const string Remedy = "run eng/install-test-packages";

    /// <summary>Gets the validators that find a defect, and their messages.</summary>
    public static async Task<(Finders Finders, string Defects)> ValidateAsync(string manifest)
    {
        var loaded = Load(manifest);
        var validated = await ValidateModelsAsync(manifest);
        return ((loaded.Length > 0 ? Finders.Loader : Finders.None) | (validated.Length > 0 ? Finders.Models : Finders.None),
            loaded + validated);
    }

    private static string Load(string manifest)
    {
        try
        {
            KubernetesYaml.LoadAllFromString(manifest, strict: true);
            return "";
        }
        catch (Exception exception) when (exception is YamlException or KeyNotFoundException)
        {
            return $"loader: {exception.Message} {exception.InnerException?.Message}\n";
        }
    }

    private static async Task<string> ValidateModelsAsync(string manifest)
    {
        var folder = Folder();
        Assert.True(File.Exists(Path.Combine(folder, "node_modules", ".installed")), $"kubernetes-models is not installed; {Remedy}");
        var info = new ProcessStartInfo("node", [Path.Combine(folder, "validate.js")])
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        CommandResult result;
        try
        {
            result = await new RunningCommand(info, manifest).CompleteAsync();
        }
        catch (Win32Exception exception)
        {
            Assert.Fail($"node, which runs kubernetes-models, does not start ({exception.Message}); {Remedy}");
            return "";
        }

        Assert.True(
            result.Error.Length == 0 && result.ExitCode == (result.Output.Length == 0 ? 0 : 1),
            $"the validator failed; {Remedy}\n{result}");
        return result.Output;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath("../../Kubernetes", file);
}
