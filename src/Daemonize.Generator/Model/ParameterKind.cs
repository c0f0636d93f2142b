namespace Daemonize.Generator.Model;

/// <summary>What a parameter is supplied with.</summary>
internal enum ParameterKind
{
    Context,
    CancellationToken,
    Logger,

    /// <summary>An option of the command line.</summary>
    Option,
}
