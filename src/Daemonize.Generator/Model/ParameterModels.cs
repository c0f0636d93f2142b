using System.Collections.Immutable;

namespace Daemonize.Generator.Model;

/// <summary>What several emitters need to know about the parameters of a method.</summary>
internal static class ParameterModels
{
    /// <summary>Returns the options among the parameters.</summary>
    public static EquatableArray<OptionModel> OptionsOf(EquatableArray<ParameterModel> parameters) =>
        new(parameters.Where(static parameter => parameter.Option is not null).Select(static parameter => parameter.Option!)
            .ToImmutableArray());
}
