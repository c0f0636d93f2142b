namespace Daemonize.Generator.Parsing;

/// <summary>What two daemons may both want.</summary>
internal enum ClashKind
{
    Name,
    Handle,
    PidFile,
    Option,
}
