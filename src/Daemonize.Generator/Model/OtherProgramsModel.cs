namespace Daemonize.Generator.Model;

/// <summary>Generated types of referenced programs whose internals are visible here. Types of the same names are generated here.</summary>
/// <param name="Names">Their names, without those that mean something else in this program already.</param>
internal sealed record OtherProgramsModel(EquatableArray<string> Names);
