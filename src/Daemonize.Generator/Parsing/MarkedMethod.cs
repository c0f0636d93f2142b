using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>A marked method as the compiler sees it: what its attribute says, where it says so, and whether it is mistaken.</summary>
/// <param name="symbol">The method.</param>
/// <param name="attribute">Its <c>[Daemon]</c>.</param>
/// <param name="report">Told of every mistake; null in the generator, which only needs to know that there is one.</param>
internal sealed class MarkedMethod(IMethodSymbol symbol, AttributeData attribute, Action<Diagnostic>? report)
{
    public IMethodSymbol Symbol => symbol;

    public bool HasMistake { get; private set; }

    /// <summary>Where the method's name stands.</summary>
    public Location Identifier => Declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
        _ => AttributeSyntax.GetLocation(),
    };

    /// <summary>Where the method's return type stands.</summary>
    public Location ReturnType => (Declaration as MethodDeclarationSyntax)?.ReturnType.GetLocation() ?? Identifier;

    /// <summary>Where the method's type parameters stand, or its name when the type around it has them.</summary>
    public Location TypeParameters => (Declaration as MethodDeclarationSyntax)?.TypeParameterList?.GetLocation() ?? Identifier;

    // The part of a partial method that carries the attribute is the one that the user looks at.
    private SyntaxNode? Declaration => AttributeSyntax.Parent?.Parent;

    private AttributeSyntax AttributeSyntax => (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax();

    /// <summary>What the documentation comment says.</summary>
    public Documentation Documentation => Documentation.Of(Declaration ?? AttributeSyntax);

    /// <summary>Whether the compiler looks for mistakes in documentation comments.</summary>
    public bool AreCommentsChecked => AttributeSyntax.SyntaxTree.Options.DocumentationMode == DocumentationMode.Diagnose;

    /// <summary>The declaration of a parameter.</summary>
    public ParameterSyntax? Parameter(int index) =>
        Declaration is MethodDeclarationSyntax method && index < method.ParameterList.Parameters.Count ? method.ParameterList.Parameters[index] : null;

    /// <summary>Where a parameter's type stands.</summary>
    public Location? ParameterType(int index) => Parameter(index)?.Type?.GetLocation();

    /// <summary>Where a parameter's name stands.</summary>
    public Location? ParameterName(int index) => Parameter(index)?.Identifier.GetLocation();

    /// <summary>What the attribute sets a property to, or null.</summary>
    public string? Setting(string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value.Value as string;
            }
        }

        return null;
    }

    /// <summary>Where the attribute sets a property, or null where it does not.</summary>
    public Location? SettingLocation(string property)
    {
        if (AttributeSyntax.ArgumentList is { } list)
        {
            foreach (var argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == property)
                {
                    return argument.Expression.GetLocation();
                }
            }
        }

        return null;
    }

    /// <summary>Where the name of the parameter stands that is called so.</summary>
    public Location? ParameterName(string name) =>
        symbol.Parameters.FirstOrDefault(parameter => parameter.Name == name.TrimStart('@')) is { } parameter ? ParameterName(parameter.Ordinal) : null;

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments)
    {
        HasMistake = true;
        report?.Invoke(Diagnostic.Create(rule, location ?? Identifier, arguments));
    }

    /// <summary>Reports what does not keep the daemon from being generated.</summary>
    public void Warn(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        report?.Invoke(Diagnostic.Create(rule, location, arguments));

    /// <summary>Notes a mistake that the compiler tells of.</summary>
    public void LeaveToCompiler() => HasMistake = true;
}
