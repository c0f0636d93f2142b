using System.Collections.Immutable;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>A conflict between two daemons that claim the same name or file.</summary>
/// <param name="Kind">The kind of name or file that both daemons claim.</param>
/// <param name="Later">The index of the later daemon.</param>
/// <param name="Earlier">The index of the first daemon with the claim.</param>
/// <param name="Option">For a <see cref="ClashKind.Option"/>: the option of the later daemon; otherwise null.</param>
/// <param name="Word">For a <see cref="ClashKind.Option"/>: the word that means something else to each daemon; otherwise null.</param>
internal readonly record struct Conflict(ClashKind Kind, int Later, int Earlier, OptionModel? Option = null, string? Word = null)
{
    private const string OfSetting = "setting";

    public static ImmutableArray<Conflict> Find(IReadOnlyList<ParsedMethod> methods)
    {
        var clashes = ImmutableArray.CreateBuilder<Conflict>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var handles = new Dictionary<string, int>(StringComparer.Ordinal);
        var pidFiles = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < methods.Count; i++)
        {
            if (methods[i].Name is not { } name)
            {
                continue;
            }

            var isNew = Claim(clashes, names, ClashKind.Name, name, i);
            if (isNew)
            {
                Claim(clashes, handles, ClashKind.Handle, DaemonName.ToHandle(name), i);
            }

            // The default pid file follows from the name. If the name is taken, a second error would report the same mistake.
            if (methods[i].Daemon is { } daemon && (isNew || daemon.Settings.Text(Setting.PidFile) is not null))
            {
                Claim(clashes, pidFiles, ClashKind.PidFile, PathText.Normalize(daemon.EffectivePidFile), i);
            }
        }

        FindOptions(clashes, methods);
        return clashes.ToImmutable();
    }

    // One command line may address several daemons: a word must mean the same to all daemons that know it.
    private static void FindOptions(ImmutableArray<Conflict>.Builder clashes, IReadOnlyList<ParsedMethod> methods)
    {
        var meanings = new Dictionary<string, (int Owner, string Meaning)>(StringComparer.Ordinal);
        for (var i = 0; i < methods.Count; i++)
        {
            ClaimSettings(meanings, methods[i].Daemon, i);
        }

        for (var i = 0; i < methods.Count; i++)
        {
            foreach (var option in methods[i].Handle?.Options ?? default)
            {
                foreach (var (word, meaning) in Meanings(option))
                {
                    if (!meanings.TryGetValue(word, out var known))
                    {
                        meanings.Add(word, (i, meaning));
                    }
                    else if (known.Meaning != meaning && known.Owner != i && !(known.Meaning == OfSetting && IsMistaken(methods[i])))
                    {
                        clashes.Add(new Conflict(ClashKind.Option, i, known.Owner, option, word));
                        break;
                    }
                }
            }
        }
    }

    // Settings of every daemon are skipped: no option can have their names.
    private static void ClaimSettings(Dictionary<string, (int Owner, string Meaning)> meanings, DaemonModel? daemon, int index)
    {
        foreach (var setting in Setting.All)
        {
            if (setting.Scope == SettingScope.Every || daemon?.Takes(setting) != true)
            {
                continue;
            }

            foreach (var word in setting.IsFlag ? ["--" + setting.Name, "--no-" + setting.Name] : new[] { "--" + setting.Name })
            {
                if (!meanings.ContainsKey(word))
                {
                    meanings.Add(word, (index, OfSetting));
                }
            }
        }
    }

    // The conflict may be reported already: the setting may also apply to the daemon with the mistake, whose settings are unknown here.
    private static bool IsMistaken(ParsedMethod method) => method.Daemon is null;

    private static IEnumerable<(string Word, string Meaning)> Meanings(OptionModel option)
    {
        yield return ("--" + option.Name, option.Form == OptionForm.Flag ? "flag" : "value");
        if (option.Form == OptionForm.Flag)
        {
            yield return ("--no-" + option.Name, "no " + option.Name);
        }

        if (option.Alias != '\0')
        {
            yield return ("-" + option.Alias, option.Name);
        }
    }

    private static bool Claim(
        ImmutableArray<Conflict>.Builder clashes, Dictionary<string, int> owners, ClashKind kind, string value, int index)
    {
        if (owners.TryGetValue(value, out var owner))
        {
            clashes.Add(new Conflict(kind, index, owner));
            return false;
        }

        owners.Add(value, index);
        return true;
    }
}
