namespace Daemonize.Generator.Model;

/// <summary>One setting of the attribute.</summary>
/// <param name="Property">The name of the property on the attribute and the definition.</param>
/// <param name="Text">The value for display, as the command line takes it.</param>
/// <param name="Code">The value as C#; null if it is the default, which the definition does not need.</param>
/// <param name="Comment">A comment on the value; null if its C# is clear.</param>
/// <param name="Duration">The value as a duration; null if it is not one.</param>
internal sealed record SettingModel(string Property, string Text, string? Code, string? Comment = null, TimeSpan? Duration = null)
{
    /// <summary>Indicates whether the value is "off".</summary>
    public bool IsOff => Text == CronText.Off;
}
