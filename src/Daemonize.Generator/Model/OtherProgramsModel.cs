namespace Daemonize.Generator.Model;

/// <summary>
/// Generated types of referenced programs whose internals are visible. This program has generated types of the same names.
/// </summary>
/// <param name="Names">The type names, without those that already have another meaning in this program.</param>
internal sealed record OtherProgramsModel(EquatableArray<string> Names);
