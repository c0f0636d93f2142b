using System.Globalization;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Daemonize.CodeFixes;

/// <summary>The names of a project's daemons, and the source of free names.</summary>
internal sealed class DaemonNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _handles = new(StringComparer.Ordinal);

    private DaemonNames()
    {
    }

    public static DaemonNames Find(Compilation compilation, CancellationToken cancellationToken)
    {
        var names = new DaemonNames();
        if (compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } attribute)
        {
            names.AddAll(compilation.Assembly.GlobalNamespace, attribute, cancellationToken);
        }

        return names;
    }

    /// <summary>Returns the name of a marked method; null if it is not valid.</summary>
    public static string? Of(IMethodSymbol method, AttributeData attribute) =>
        DaemonParser.Parse(new DaemonMethodSymbol(method, attribute, report: null)).Name;

    /// <summary>Returns <c>fetch-2</c> for <c>fetch</c>, or the next free number, and reserves it.</summary>
    public string TakeFree(string name)
    {
        var stem = WithoutNumber(name);
        for (var number = 2; ; number++)
        {
            var candidate = stem + "-" + number.ToString(CultureInfo.InvariantCulture);
            if (!_handles.Contains(DaemonName.ToHandle(candidate)) && _names.Add(candidate))
            {
                _handles.Add(DaemonName.ToHandle(candidate));
                return candidate;
            }
        }
    }

    private static string WithoutNumber(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsDigit(name[digits - 1]))
        {
            digits--;
        }

        return digits < name.Length && digits > 1 && name[digits - 1] == '-' ? name.Substring(0, digits - 1) : name;
    }

    private void AddAll(INamespaceOrTypeSymbol container, INamedTypeSymbol daemonAttribute, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                AddAll(inner, daemonAttribute, cancellationToken);
            }
            else if (member is IMethodSymbol method && method.FindMark(daemonAttribute) is { } mark && Of(method, mark) is { } name)
            {
                _names.Add(name);
                _handles.Add(DaemonName.ToHandle(name));
            }
        }
    }
}
