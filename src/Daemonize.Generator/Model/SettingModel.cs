namespace Daemonize.Generator.Model;

/// <summary>One thing that the attribute says.</summary>
/// <param name="Property">The property, of the attribute and of the definition.</param>
/// <param name="Text">The value for people, as the command line takes it.</param>
/// <param name="Code">The value as C#; null where the definition needs none, for it is the default.</param>
/// <param name="Comment">What the value is, where its C# does not show that.</param>
/// <param name="Duration">What it means, if it is a duration.</param>
internal sealed record SettingModel(string Property, string Text, string? Code, string? Comment = null, TimeSpan? Duration = null)
{
    /// <summary>Whether it says that there is none.</summary>
    public bool IsOff => Text == CronText.Off;
}
