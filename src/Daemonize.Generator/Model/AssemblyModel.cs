namespace Daemonize.Generator.Model;

/// <summary>The facts about the compilation that the generator needs.</summary>
/// <param name="Name">The name of the assembly; <c>app</c> if the compilation has none.</param>
/// <param name="IsExecutable">Whether the assembly is a program and not a library.</param>
/// <param name="HasEntryPoint">Whether the user wrote a <c>Main</c> or top-level statements.</param>
/// <param name="HasHosting">Whether the assembly references Daemonize.Hosting.</param>
/// <param name="BuildsHost">Whether the user's entry point builds a host itself.</param>
/// <param name="Version">The version from the assembly's attributes, unchanged; null if they name none.</param>
/// <param name="IsLanguageOld">Whether the project's C# version is older than generated code requires.</param>
/// <param name="Others">The visible generated code of referenced programs; null if there is none.</param>
internal sealed record AssemblyModel(
    string Name,
    bool IsExecutable,
    bool HasEntryPoint,
    bool HasHosting,
    bool BuildsHost = false,
    string? Version = null,
    bool IsLanguageOld = false,
    OtherProgramsModel? Others = null);
