namespace Daemonize.Generator.Model;

/// <summary>A duration that has been read.</summary>
/// <param name="Text">The text as the user wrote it.</param>
/// <param name="Value">What it means.</param>
internal sealed record DurationModel(string Text, TimeSpan Value);
