using System.Collections.Immutable;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the facts about the program as a whole.</summary>
internal static class ProgramParser
{
    public static DaemonSet Collect(ImmutableArray<ParsedMethod> methods, CancellationToken cancellationToken)
    {
        var daemons = ImmutableArray.CreateBuilder<DaemonModel>(methods.Length);
        var handles = new SortedDictionary<string, HandleModel>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (method.Handle is { } handle && !handles.ContainsKey(handle.Name))
            {
                handles.Add(handle.Name, handle);
            }

            if (method.Daemon is { } daemon)
            {
                daemons.Add(daemon);
            }
        }

        daemons.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new DaemonSet(
            new EquatableArray<DaemonModel>(daemons.ToImmutable()),
            new EquatableArray<HandleModel>(handles.Values.ToImmutableArray()),
            IsEmpty: methods.IsEmpty,
            IsValid: daemons.Count == methods.Length && Conflict.Find(methods).IsEmpty);
    }

    public static AssemblyModel ParseAssembly(Compilation compilation, CancellationToken cancellationToken)
    {
        var entryPoint = compilation.GetEntryPoint(cancellationToken);
        return new AssemblyModel(
            compilation.AssemblyName ?? "app",
            compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
                or OutputKind.WindowsRuntimeApplication,
            entryPoint is not null,
            compilation.GetTypeByMetadataName(WellKnownNames.HostConfiguration) is not null,
            entryPoint is not null && HostOfEntryPoint.IsBuilt(entryPoint, cancellationToken),
            AssemblyVersion.Read(compilation.Assembly),
            LanguageFloor.IsOld(compilation),
            OtherPrograms.Find(compilation, cancellationToken));
    }

    public static OptionsModel ParseOptions(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        provider.GlobalOptions.TryGetValue(WellKnownNames.VersionProperty, out var version);
        provider.GlobalOptions.TryGetValue(WellKnownNames.GenerateMainProperty, out var generateMain);
        return new OptionsModel(
            version?.Trim() ?? "",
            !string.Equals(generateMain, "false", StringComparison.OrdinalIgnoreCase));
    }
}
