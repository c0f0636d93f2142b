namespace Daemonize.Options;

/// <summary>The part of <see cref="CompilerServices.ClusterSupport"/> that reads settings.</summary>
internal interface IClusterSettings
{
    /// <summary>Throws if a daemon whose processes share a schedule cannot have its settings.</summary>
    void Check(Settings settings);

    /// <summary>Whether an option of the command line, which all users can read, contains a password.</summary>
    /// <param name="option">The name of the option, without the dashes.</param>
    /// <param name="text">The text that it was given.</param>
    bool HasPassword(string option, string text);

    /// <summary>Gets the text of a setting in the form in which it may be shown: without a password.</summary>
    string Show(Setting setting, string text);

    /// <summary>Gets where the processes meet, with a space before; empty for a store of all machines.</summary>
    string PlaceOf(Settings settings);

    /// <summary>Gets a warning about the schedule; null for none.</summary>
    string? FindWarning(Settings settings);
}
