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

    /// <summary>The declaration of a parameter.</summary>
    public ParameterSyntax? Parameter(int index) => (Declaration as MethodDeclarationSyntax)?.ParameterList.Parameters[index];

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

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments)
    {
        HasMistake = true;
        report?.Invoke(Diagnostic.Create(rule, location ?? Identifier, arguments));
    }

    /// <summary>Notes a mistake that the compiler tells of.</summary>
    public void LeaveToCompiler() => HasMistake = true;
}
