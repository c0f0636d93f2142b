using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>A marked method as the compiler sees it: what its attribute says, where it says so, and whether it is mistaken.</summary>
/// <param name="symbol">The method.</param>
/// <param name="attribute">Its <c>[Daemon]</c>, or a <c>[DaemonSignal]</c>.</param>
/// <param name="report">Receives every mistake; null in the generator, which only needs to know that there is one.</param>
internal sealed class DaemonMethodSymbol(IMethodSymbol symbol, AttributeData attribute, Action<Diagnostic>? report)
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
    public SyntaxNode? Declaration => AttributeSyntax.Parent?.Parent;

    private AttributeSyntax AttributeSyntax => (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax();

    /// <summary>What the documentation comment says.</summary>
    public Documentation Documentation => Documentation.Of(Declaration ?? AttributeSyntax);

    /// <summary>Whether the compiler looks for mistakes in documentation comments.</summary>
    public bool AreCommentsChecked => AttributeSyntax.SyntaxTree.Options.DocumentationMode == DocumentationMode.Diagnose;

    /// <summary>The first argument of an attribute that has one without a name.</summary>
    public object? Argument => attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: var value }, ..] ? value : null;

    /// <summary>Where it stands.</summary>
    public Location ArgumentLocation =>
        AttributeSyntax.ArgumentList is { Arguments: [{ NameEquals: null } first, ..] } ? first.Expression.GetLocation() : AttributeSyntax.GetLocation();

    /// <summary>Whether no attribute of this kind comes before it.</summary>
    public bool IsFirst =>
        symbol.GetAttributes().First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass)) == attribute;

    /// <summary>The declaration of a parameter.</summary>
    public ParameterSyntax? Parameter(int index) =>
        Declaration is MethodDeclarationSyntax method && index < method.ParameterList.Parameters.Count ? method.ParameterList.Parameters[index] : null;

    /// <summary>Where a parameter's type stands.</summary>
    public Location? ParameterType(int index) => Parameter(index)?.Type?.GetLocation();

    /// <summary>Where a parameter's name stands.</summary>
    public Location? ParameterName(int index) => Parameter(index)?.Identifier.GetLocation();

    /// <summary>The program. Conversions between types are its to judge.</summary>
    public Compilation? Compilation => (symbol.ContainingAssembly as ISourceAssemblySymbol)?.Compilation;

    /// <summary>What the attribute sets a property of text to, or null.</summary>
    public string? Setting(string property) => Constant(property)?.Value as string;

    /// <summary>What the attribute sets a property to, if it is a constant of the right kind.</summary>
    public TypedConstant? Constant(string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property && argument.Value is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, IsNull: false })
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>The elements that the attribute sets a property to, or null.</summary>
    public IEnumerable<TypedConstant>? Constants(string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                return argument.Value.Values;
            }
        }

        return null;
    }

    /// <summary>Whether the attribute sets a property, be it by mistake. Null is the default of all.</summary>
    public bool IsSet(string property) => Constant(property) is not null;

    /// <summary>What makes the daemon tick, as far as the attribute sets it at all.</summary>
    public ScheduleKind Schedule =>
        IsSet("Interval") ? ScheduleKind.Interval : IsSet("Delay") ? ScheduleKind.Delay : IsSet("Cron") ? ScheduleKind.Cron : ScheduleKind.None;

    /// <summary>What the attribute sets a property to, as the user wrote it; of text, without its quotes.</summary>
    public string? SettingText(string property) => Setting(property) ?? SettingExpression(property)?.ToString();

    /// <summary>Where the attribute sets a property, or null where it does not.</summary>
    public Location? SettingLocation(string property) => SettingExpression(property)?.GetLocation();

    /// <summary>Where the name of the parameter stands that is called so.</summary>
    public Location? ParameterName(string name) =>
        symbol.Parameters.FirstOrDefault(parameter => parameter.Name == name.TrimStart('@')) is { } parameter ? ParameterName(parameter.Ordinal) : null;

    /// <summary>Orders attributes by file, then by position in it.</summary>
    public static int ComparePositions(DaemonMethodSymbol left, DaemonMethodSymbol right)
    {
        var (leftSyntax, rightSyntax) = (left.AttributeSyntax, right.AttributeSyntax);
        var byFile = string.CompareOrdinal(leftSyntax.SyntaxTree.FilePath, rightSyntax.SyntaxTree.FilePath);
        return byFile != 0 ? byFile : leftSyntax.SpanStart.CompareTo(rightSyntax.SpanStart);
    }

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments)
    {
        HasMistake = true;
        report?.Invoke(Diagnostic.Create(rule, location ?? Identifier, arguments));
    }

    /// <summary>Reports what does not keep the daemon from being generated.</summary>
    public void Warn(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        report?.Invoke(Diagnostic.Create(rule, location, arguments));

    /// <summary>Notes a mistake that the compiler reports.</summary>
    public void LeaveToCompiler() => HasMistake = true;

    /// <summary>Notes a mistake that is reported where somebody else stands.</summary>
    public void NoteMistake() => HasMistake = true;

    private ExpressionSyntax? SettingExpression(string property)
    {
        if (AttributeSyntax.ArgumentList is { } list)
        {
            foreach (var argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == property)
                {
                    return argument.Expression;
                }
            }
        }

        return null;
    }
}
