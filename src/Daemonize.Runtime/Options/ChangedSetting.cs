namespace Daemonize.Options;

/// <summary>A setting that some source sets to something else than the default.</summary>
/// <param name="Setting">The setting, of which only the name and the text are shown.</param>
/// <param name="Text">The value as text, without anything that may be secret.</param>
/// <param name="Source">The source with the highest precedence: <c>option</c>, <c>variable</c>, <c>configuration</c> or
/// <c>attribute</c>.</param>
internal sealed record ChangedSetting(Setting Setting, string Text, string Source);
