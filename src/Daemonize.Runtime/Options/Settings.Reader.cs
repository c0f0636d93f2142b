using System.Diagnostics.CodeAnalysis;
using Daemonize.CompilerServices;
using Daemonize.Text;

namespace Daemonize.Options;

/// <content>The reader of all settings: what was set at run time, otherwise the attribute, otherwise the default.</content>
internal sealed partial class Settings
{
    // A name that is not a setting of this daemon may be an option of its method, or meant for another daemon.
    private (OptionSource Source, string Text)? Read(Setting setting)
    {
        if (!Has(_definition, setting))
        {
            return null;
        }

        if (_given.Argument(setting.Name) is { } argument)
        {
            return (OptionSource.Argument(setting.Name), argument);
        }

        var variable = VariableOf(setting);
        return _given.Variable(variable) is { } text ? (OptionSource.Variable(variable), text) : ReadConfigured(setting);
    }

    private T Get<T>(Setting<T> setting) => TryGetGiven(setting, out var value) ? value : _definition.Get(setting);

    /// <summary>Gets the value of a setting without a default; false if it is not set.</summary>
    private bool TryGet<T>(Setting<T> setting, [MaybeNullWhen(false)] out T value) =>
        TryGetGiven(setting, out value) || _definition.TryGet(setting, out value);

    private string? FindText(Setting<string> setting) => TryGet(setting, out var text) ? text : null;

    /// <summary>
    /// Gets a duration; null if it is off or not set. <c>DAEMONIZE_NEWSAPP_INTERVAL</c> does not apply to a daemon with a cron expression.
    /// </summary>
    private TimeSpan? FindTime(Setting<SettingTime> setting) =>
        TryGet(setting, out var time) && time != Timeout.InfiniteTimeSpan ? time : null;

    /// <summary>Gets the value that was set at run time; false if there is none. Throws for an invalid one.</summary>
    private bool TryGetGiven<T>(Setting<T> setting, [MaybeNullWhen(false)] out T value)
    {
        if (Read(setting) is not var (source, text))
        {
            value = default;
            return false;
        }

        return setting.Kind.TryParse(text, out value, out var mistake) ? true : throw Refuse(setting, source, text, mistake);
    }

    /// <summary>Gets the elements of a list that was set at run time; null if it was not. Throws for an invalid one.</summary>
    private List<T>? FindGiven<T>(Setting<T> setting)
    {
        return Read(setting) is not var (source, text) ? null : ElementsOf(setting, text).ConvertAll(Parse);

        T Parse(string element) =>
            setting.Kind.TryParse(element, out var value, out var mistake) ? value : throw Refuse(setting, source, element, mistake);
    }

    private void Check(Setting setting)
    {
        if (Read(setting) is not var (source, text))
        {
            return;
        }

        foreach (var one in setting.IsList ? ElementsOf(setting, text) : [text])
        {
            if (!setting.Kind.IsValid(one, out var mistake))
            {
                throw Refuse(setting, source, one, mistake);
            }
        }
    }

    /// <summary>
    /// Gets the elements of a list that was set at run time. Each use of the option for the environment is one entry, which may contain
    /// commas; a variable is a list.
    /// </summary>
    private List<string> ElementsOf(Setting setting, string text) =>
        setting == Setting.Environment && _given.AllOf(setting.Name) is { Count: > 0 } entries ? entries : OptionList.Split(text);

    private DaemonException Refuse(Setting setting, OptionSource source, string text, string? mistake = null) =>
        source.Refuse(setting.Kind.Refuse(OneLine.From(Show(setting, text)), mistake));

    /// <summary>Gets the text of a setting in the form in which it may be shown: without a password.</summary>
    private string Show(Setting setting, string text) => OfCluster?.Show(setting, text) ?? text;
}
