namespace Daemonize.Generator.Model;

/// <summary>What a parameter is supplied with.</summary>
internal enum ParameterKind
{
    Context,
    CancellationToken,
    Logger,

    /// <summary>A service of the host that the daemon's type configures.</summary>
    Service,

    /// <summary>An option of the command line.</summary>
    Option,
}
