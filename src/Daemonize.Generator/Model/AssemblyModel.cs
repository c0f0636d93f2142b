namespace Daemonize.Generator.Model;

/// <summary>What the generator needs to know of the compilation.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="IsExecutable">Whether it is a program and not a library.</param>
/// <param name="HasEntryPoint">Whether the user wrote a <c>Main</c> or top-level statements.</param>
/// <param name="HasHosting">Whether it refers to Daemonize.Hosting.</param>
/// <param name="BuildsHost">Whether the user's entry point builds a host itself.</param>
/// <param name="Version">The version that its attributes name, as they have it; null where they name none.</param>
/// <param name="IsLanguageOld">Whether the project's version of C# is older than generated code needs.</param>
/// <param name="Others">What it sees of the generated code of programs that it refers to.</param>
internal sealed record AssemblyModel(
    string Name,
    bool IsExecutable,
    bool HasEntryPoint,
    bool HasHosting,
    bool BuildsHost = false,
    string? Version = null,
    bool IsLanguageOld = false,
    OtherProgramsModel? Others = null);
