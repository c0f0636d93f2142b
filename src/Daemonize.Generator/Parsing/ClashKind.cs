namespace Daemonize.Generator.Parsing;

/// <summary>The kind of name or file that two daemons both claim.</summary>
internal enum ClashKind
{
    Name,
    Handle,
    PidFile,
    Option,
}
