namespace Daemonize.Generator.Model;

/// <summary>One parameter of a daemon method.</summary>
/// <param name="Kind">The source of the argument.</param>
/// <param name="Type">The fully qualified type; for a service, with the nullable annotations of its type arguments.</param>
/// <param name="Option">The option; null if the parameter is not one.</param>
/// <param name="IsOptional">For a service: whether the host may lack it.</param>
internal sealed record ParameterModel(ParameterKind Kind, string Type, OptionModel? Option = null, bool IsOptional = false);
