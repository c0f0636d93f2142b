namespace Daemonize.Generator.Model;

/// <summary>How an option stands on the command line. The names are those of the runtime's enumeration, to which a set is a list.</summary>
internal enum OptionForm
{
    Value,
    Flag,
    List,

    /// <summary>A value of an enumeration with <c>[Flags]</c>: any number of its names.</summary>
    Set,
}
