using System.Collections.Immutable;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Two daemons that want the same thing.</summary>
/// <param name="Kind">What they want.</param>
/// <param name="Later">The index of the one that comes later.</param>
/// <param name="Earlier">The index of the first that has it.</param>
/// <param name="Option">Of a <see cref="ClashKind.Option"/>: the parameter of the later one.</param>
/// <param name="Word">Of a <see cref="ClashKind.Option"/>: what both understand, each in its own way.</param>
internal readonly record struct Conflict(ClashKind Kind, int Later, int Earlier, OptionModel? Option = null, string? Word = null)
{
    private const string Setting = "setting";

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

            // A default pid file follows from the name: with the name taken, it would be a second error for one mistake.
            if (methods[i].Daemon is { } daemon && (isNew || daemon.Settings.Find("PidFile") is not null))
            {
                Claim(clashes, pidFiles, ClashKind.PidFile, PathText.Normalize(daemon.EffectivePidFile), i);
            }
        }

        FindOptions(clashes, methods);
        return clashes.ToImmutable();
    }

    // One command line may be for several daemons: a word on it must mean the same to all of them that know it.
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
                    else if (known.Meaning != meaning && known.Owner != i && !(known.Meaning == Setting && IsMistaken(methods[i])))
                    {
                        clashes.Add(new Conflict(ClashKind.Option, i, known.Owner, option, word));
                        break;
                    }
                }
            }
        }
    }

    // Those of all daemons are no option's anyway.
    private static void ClaimSettings(Dictionary<string, (int Owner, string Meaning)> meanings, DaemonModel? daemon, int index)
    {
        foreach (var setting in SettingOption.All)
        {
            if (setting.Scope == SettingScope.Every || daemon?.Takes(setting) != true)
            {
                continue;
            }

            foreach (var word in setting.IsFlag ? ["--" + setting.Name, "--no-" + setting.Name] : new[] { "--" + setting.Name })
            {
                if (!meanings.ContainsKey(word))
                {
                    meanings.Add(word, (index, Setting));
                }
            }
        }
    }

    // It may be the mistake that the setting is its own too.
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

    private static bool Claim(ImmutableArray<Conflict>.Builder clashes, Dictionary<string, int> owners, ClashKind kind, string value, int index)
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
