namespace Daemonize.Generator.Model;

/// <summary>How an option stands on the command line. The names are those of the runtime's enumeration.</summary>
internal enum OptionForm
{
    Value,
    Flag,
    List,
}
