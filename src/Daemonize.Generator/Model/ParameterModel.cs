namespace Daemonize.Generator.Model;

/// <summary>One parameter of a daemon method.</summary>
/// <param name="Kind">What it is supplied with.</param>
internal sealed record ParameterModel(ParameterKind Kind);
