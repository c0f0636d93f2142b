using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN108: a path for System.IO that begins with a constant without a leading slash.</summary>
internal sealed class PathRule()
    : BodyRule(DiagnosticDescriptors.PathShouldBeAbsolute, OperationKind.Invocation, OperationKind.ObjectCreation)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var (method, arguments) = operation switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => default,
        };
        if (method is null || !TakesPaths(method))
        {
            return;
        }

        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && IsPath(argument.Parameter)
                && PathLiteral.FindBeginning(argument.Value) is { } path && PathLiteral.IsRelative(path.Text))
            {
                scan.Report(Descriptor, path.Syntax.GetLocation(), path.Text, isAboutDirectory: true);
            }
        }
    }

    private static bool TakesPaths(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "File" or "Directory" => method.IsStatic && IsInSystemIO(method),
        "Path" => method is { Name: "GetFullPath", Parameters.Length: 1 } && IsInSystemIO(method),
        "FileStream" or "StreamReader" or "StreamWriter" or "FileSystemWatcher" =>
            method.MethodKind == MethodKind.Constructor && IsInSystemIO(method),
        "FileInfo" or "DirectoryInfo" =>
            method is { MethodKind: MethodKind.Constructor } or { Name: "MoveTo" or "CopyTo" or "Replace" } && IsInSystemIO(method),
        _ => false,
    };

    private static bool IsInSystemIO(IMethodSymbol method) => method.IsMemberOf("System.IO", method.ContainingType.Name);

    // Excludes the contents, a search pattern, and the target of a link, which is relative to the link.
    private static bool IsPath(IParameterSymbol? parameter) =>
        parameter is { Type.SpecialType: SpecialType.System_String, Name: var name }
        && (name is "path" or "fileName" || name.EndsWith("FileName", StringComparison.Ordinal)
        || name.EndsWith("DirName", StringComparison.Ordinal));
}
