using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using k8s;
using YamlDotNet.Core;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>Which of the validators finds something.</summary>
[Flags]
public enum Finders
{
    None = 0,

    /// <summary>The strict loader of the client library for .NET: fields that there are not, keys that come twice.</summary>
    Loader = 1,

    /// <summary>The classes of the npm package kubernetes-models, made of the OpenAPI schemas: fields that must be there, texts that would be no texts.</summary>
    Models = 2,
    Both = Loader | Models,
}

/// <summary>Two validators of Kubernetes manifests that share neither code nor what they find.</summary>
internal static class ManifestValidators
{
    private const string Remedy = "run eng/install-test-packages";

    /// <summary>Who finds something, and what they say.</summary>
    public static async Task<(Finders Finders, string Defects)> ValidateAsync(string manifest)
    {
        var loaded = Load(manifest);
        var validated = await ValidateModelsAsync(manifest);
        return ((loaded.Length > 0 ? Finders.Loader : Finders.None) | (validated.Length > 0 ? Finders.Models : Finders.None), loaded + validated);
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

        Assert.True(result.Error.Length == 0 && result.ExitCode == (result.Output.Length == 0 ? 0 : 1), $"the validator failed; {Remedy}\n{result}");
        return result.Output;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath("../../Kubernetes", file);
}
