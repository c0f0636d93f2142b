namespace Daemonize.Generator.Model;

/// <summary>An enumeration whose names are read.</summary>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Members">Its members, in the order of their declaration.</param>
internal sealed record EnumModel(string Type, EquatableArray<EnumMemberModel> Members);

/// <summary>One name of an enumeration.</summary>
/// <param name="Name">The name as declared.</param>
/// <param name="Text">The name for the command line: in kebab-case.</param>
/// <param name="Value">Its value, as C#. Not the name, which may be obsolete.</param>
internal sealed record EnumMemberModel(string Name, string Text, string Value);
