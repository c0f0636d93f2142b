namespace Daemonize.Generator.Model;

/// <summary>
/// The form of an option on the command line. The names are those of the runtime's enumeration, which has no sets: a set is a list there.
/// </summary>
internal enum OptionForm
{
    Value,
    Flag,
    List,

    /// <summary>A value of an enumeration with <c>[Flags]</c>: any number of its names.</summary>
    Set,
}
