namespace Daemonize.Generator.Model;

/// <summary>The source of a parameter's argument.</summary>
internal enum ParameterKind
{
    Context,
    CancellationToken,
    Logger,

    /// <summary>A service of the host that the daemon's type configures.</summary>
    Service,

    /// <summary>An option on the command line.</summary>
    Option,
}
