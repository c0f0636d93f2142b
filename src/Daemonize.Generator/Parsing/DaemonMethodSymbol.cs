using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// A marked method as the compiler sees it: the settings of its attribute, their locations, and whether there is a mistake.
/// </summary>
/// <param name="symbol">The symbol of the method.</param>
/// <param name="attribute">The <c>[Daemon]</c> or <c>[DaemonSignal]</c> attribute of the method.</param>
/// <param name="report">Receives every mistake; null in the generator, which only needs to know whether there is one.</param>
internal sealed class DaemonMethodSymbol(IMethodSymbol symbol, AttributeData attribute, Action<Diagnostic>? report)
{
    public IMethodSymbol Symbol => symbol;

    public bool HasMistake { get; private set; }

    /// <summary>Gets the location of the method's name.</summary>
    public Location Identifier => Declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
        _ => AttributeSyntax.GetLocation(),
    };

    /// <summary>Gets the location of the method's return type.</summary>
    public Location ReturnType => (Declaration as MethodDeclarationSyntax)?.ReturnType.GetLocation() ?? Identifier;

    /// <summary>Gets the location of the method's type parameters, or of its name if the containing type has them.</summary>
    public Location TypeParameters => (Declaration as MethodDeclarationSyntax)?.TypeParameterList?.GetLocation() ?? Identifier;

    // For a partial method, the part that carries the attribute, because the user looks at that part.
    public SyntaxNode? Declaration => AttributeSyntax.Parent?.Parent;

    private AttributeSyntax AttributeSyntax => (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax();

    /// <summary>Gets the documentation comment of the method.</summary>
    public Documentation Documentation => Documentation.Of(Declaration ?? AttributeSyntax);

    /// <summary>Indicates whether the compiler checks documentation comments.</summary>
    public bool AreCommentsChecked => AttributeSyntax.SyntaxTree.Options.DocumentationMode == DocumentationMode.Diagnose;

    /// <summary>Gets the first positional argument of the attribute; null if there is none.</summary>
    public object? Argument =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: var value }, ..] ? value : null;

    /// <summary>Gets the location of that argument, or of the attribute if there is none.</summary>
    public Location ArgumentLocation =>
        AttributeSyntax.ArgumentList is { Arguments: [{ NameEquals: null } first, ..] }
            ? first.Expression.GetLocation()
            : AttributeSyntax.GetLocation();

    /// <summary>Indicates whether the attribute is the method's first one of its kind.</summary>
    public bool IsFirst =>
        symbol.GetAttributes().First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass))
            == attribute;

    /// <summary>Returns the declaration of a parameter; null if there is none.</summary>
    public ParameterSyntax? Parameter(int index) =>
        Declaration is MethodDeclarationSyntax method && index < method.ParameterList.Parameters.Count
            ? method.ParameterList.Parameters[index]
            : null;

    /// <summary>Returns the location of a parameter's type.</summary>
    public Location? ParameterType(int index) => Parameter(index)?.Type?.GetLocation();

    /// <summary>Returns the location of a parameter's name.</summary>
    public Location? ParameterName(int index) => Parameter(index)?.Identifier.GetLocation();

    /// <summary>Gets the compilation of the program, which classifies conversions between types.</summary>
    public Compilation? Compilation => (symbol.ContainingAssembly as ISourceAssemblySymbol)?.Compilation;

    /// <summary>Returns the text that the attribute sets a property to, or null.</summary>
    public string? Setting(string property) => Constant(property)?.Value as string;

    /// <summary>Returns the primitive or enumeration value that the attribute sets a property to; null if there is none.</summary>
    public TypedConstant? Constant(string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property
                && argument.Value is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, IsNull: false })
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>Returns the array elements that the attribute sets a property to, or null.</summary>
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

    /// <summary>Returns whether the attribute sets a property, even to a mistaken value. Null is the default of every property.</summary>
    public bool IsSet(string property) => Constant(property) is not null;

    /// <summary>Gets the schedule that the attribute sets, valid or not.</summary>
    public ScheduleKind Schedule =>
        IsSet("Interval") ? ScheduleKind.Interval
            : IsSet("Delay") ? ScheduleKind.Delay
            : IsSet("Cron") ? ScheduleKind.Cron : ScheduleKind.None;

    /// <summary>Gets whether the attribute makes the processes of the daemon share a schedule.</summary>
    public bool IsCluster => Constant("Scope")?.Value is 1 || Shards > 0;

    /// <summary>Gets the number of shards that the attribute sets, valid or not; 0 for none.</summary>
    public int Shards => Constant("Shards")?.Value is int shards ? shards : 0;

    /// <summary>Returns the value of a property as the user wrote it; text is without its quotes.</summary>
    public string? SettingText(string property) => Setting(property) ?? SettingExpression(property)?.ToString();

    /// <summary>Returns the location of a property's value in the attribute; null if the property is not set.</summary>
    public Location? SettingLocation(string property) => SettingExpression(property)?.GetLocation();

    /// <summary>Returns the location of an element of an array property, or of the whole value if it is not written as a list.</summary>
    public Location? ElementLocation(string property, int index) => SettingExpression(property) switch
    {
        ArrayCreationExpressionSyntax { Initializer.Expressions: var elements } when index < elements.Count =>
            elements[index].GetLocation(),
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var elements } when index < elements.Count =>
            elements[index].GetLocation(),
        CollectionExpressionSyntax { Elements: var elements } when index < elements.Count => elements[index].GetLocation(),
        var whole => whole?.GetLocation(),
    };

    /// <summary>Returns the location of a parameter's name, found by that name.</summary>
    public Location? ParameterName(string name) =>
        symbol.Parameters.FirstOrDefault(parameter => parameter.Name == name.TrimStart('@')) is { } parameter
            ? ParameterName(parameter.Ordinal)
            : null;

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

    /// <summary>Reports a mistake by a rule that is a warning in other cases.</summary>
    public void ReportAsError(DiagnosticDescriptor rule, Location location, params object[] arguments)
    {
        HasMistake = true;
        report?.Invoke(
            Diagnostic.Create(rule, location, DiagnosticSeverity.Error, additionalLocations: null, properties: null, arguments));
    }

    /// <summary>Reports a diagnostic that does not prevent the generation of the daemon.</summary>
    public void Warn(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        report?.Invoke(Diagnostic.Create(rule, location, arguments));

    /// <summary>Records a mistake that the compiler reports.</summary>
    public void LeaveToCompiler() => HasMistake = true;

    /// <summary>Records a mistake that is reported at another location.</summary>
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
