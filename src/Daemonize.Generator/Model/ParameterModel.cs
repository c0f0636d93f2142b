namespace Daemonize.Generator.Model;

/// <summary>One parameter of a daemon method.</summary>
/// <param name="Kind">What it is supplied with.</param>
/// <param name="Type">Its type, fully qualified; of a service, with the annotations of what it is made of.</param>
/// <param name="Option">The option, if it is one.</param>
/// <param name="IsOptional">Of a service: whether there may be none.</param>
internal sealed record ParameterModel(ParameterKind Kind, string Type, OptionModel? Option = null, bool IsOptional = false);
