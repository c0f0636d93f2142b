using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reads the handlers marked <c>[DaemonSignal]</c>, which apply to all daemons of their type, and the signals that a daemon ignores.
/// </summary>
internal static class SignalParser
{
    /// <summary>
    /// Returns the actions for a daemon's signals. If a daemon ignores a signal, no handler of its type receives it from that daemon.
    /// </summary>
    public static EquatableArray<SignalModel> Parse(DaemonMethodSymbol daemon, Compilation compilation)
    {
        var signals = new SortedDictionary<string, SignalModel>(StringComparer.Ordinal);
        var handlers = daemon.Symbol.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(static member => !IsDaemon(member));
        foreach (var mark in handlers.SelectMany(static member => Marks(member, report: null)))
        {
            if (ParseMark(mark, compilation) is { } signal)
            {
                signals[signal.Signal] = signal;
            }
            else
            {
                daemon.NoteMistake();
            }
        }

        foreach (var ignored in ParseIgnored(daemon))
        {
            signals[ignored] = new SignalModel(ignored, Handler: null);
        }

        return new EquatableArray<SignalModel>(signals.Values.ToImmutableArray());
    }

    /// <summary>Returns the <c>[DaemonSignal]</c> attributes of a method, each with the method.</summary>
    public static IEnumerable<DaemonMethodSymbol> Marks(IMethodSymbol method, Action<Diagnostic>? report)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (IsOurs(attribute, "DaemonSignalAttribute") && attribute.ApplicationSyntaxReference is not null)
            {
                yield return new DaemonMethodSymbol(method, attribute, report);
            }
        }
    }

    /// <summary>Returns the action that one attribute describes; null for a mistake.</summary>
    public static SignalModel? ParseMark(DaemonMethodSymbol mark, Compilation compilation)
    {
        var signal = mark.Argument as string ?? "";
        var obstacle = FindObstacle(mark, signal);
        if (obstacle is not null)
        {
            mark.Report(DiagnosticDescriptors.SignalMustBeFree, mark.ArgumentLocation, signal, obstacle);
        }

        if (FindMisplacement(mark.Symbol) is { } misplacement)
        {
            mark.Report(DiagnosticDescriptors.SignalHandlerMustFit, mark.Identifier, mark.Symbol.Name, misplacement);
            return null;
        }

        var handler = ParseHandler(mark, compilation);
        return mark.HasMistake ? null : new SignalModel(SignalName.Normalize(signal), handler);
    }

    private static CallbackModel? ParseHandler(DaemonMethodSymbol mark, Compilation compilation)
    {
        var fit = new CallbackShape(CallbackKind.Signal, null, compilation).Fit(mark.Symbol);
        if (fit.Callback is not null)
        {
            return fit.Callback;
        }

        // If a method has several attributes, the first one reports the mistake.
        if (fit.IsUnresolved || !mark.IsFirst)
        {
            mark.LeaveToCompiler();
        }
        else if (fit.IsHidden)
        {
            mark.Report(DiagnosticDescriptors.CallbackMustBeAccessible, mark.Identifier, mark.Symbol.Name, fit.Obstacle!);
        }
        else
        {
            mark.Report(DiagnosticDescriptors.SignalHandlerMustFit, mark.Identifier, mark.Symbol.Name, fit.Obstacle!);
        }

        return null;
    }

    /// <summary>Returns the signals that the daemon ignores; reports those that are unknown, taken, or named twice.</summary>
    private static HashSet<string> ParseIgnored(DaemonMethodSymbol daemon)
    {
        const string property = "IgnoredSignals";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in daemon.Constants(property) ?? [])
        {
            var signal = element.Value as string ?? "";
            var obstacle = FindObstacle(signal) ?? (seen.Add(SignalName.Normalize(signal)) ? null : "it is named twice");
            if (obstacle is not null)
            {
                daemon.Report(DiagnosticDescriptors.SignalMustBeFree, daemon.ElementLocation(property, index), signal, obstacle);
            }

            index++;
        }

        return seen;
    }

    private static string? FindObstacle(string signal) =>
        !SignalName.TryFind(signal, out _, out var owner) ? $"write {SignalName.Accepted}"
        : owner is not null ? $"it belongs to {owner}"
        : null;

    private static string? FindObstacle(DaemonMethodSymbol mark, string signal) =>
        FindObstacle(signal) is { } obstacle ? obstacle
        : FindEarlier(mark, signal) is { } earlier ? $"'{earlier}' says already what it does"
        : null;

    private static string? FindEarlier(DaemonMethodSymbol mark, string signal)
    {
        var normalized = SignalName.Normalize(signal);
        IEnumerable<IMethodSymbol> members = IsDaemon(mark.Symbol) || mark.Symbol.MethodKind != MethodKind.Ordinary
            ? [mark.Symbol]
            : mark.Symbol.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(static member => !IsDaemon(member));
        foreach (var other in members.SelectMany(static member => Marks(member, report: null)))
        {
            if (other.Argument is string name && SignalName.Normalize(name) == normalized
                && DaemonMethodSymbol.ComparePositions(other, mark) < 0)
            {
                return other.Symbol.Name;
            }
        }

        return null;
    }

    private static string? FindMisplacement(IMethodSymbol method) =>
        method.MethodKind != MethodKind.Ordinary ? "it is no method of a type"
        : IsDaemon(method) ? "it is a daemon method: mark another method of its type"
        : method.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(IsDaemon) ? null
        : $"no method of '{method.ContainingType.Name}' is a daemon";

    private static bool IsDaemon(IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => IsOurs(attribute, "DaemonAttribute"));

    private static bool IsOurs(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Daemonize", ContainingNamespace.IsGlobalNamespace: true } } type
            && type.Name == name;
}
