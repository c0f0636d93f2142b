using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What the settings and the command line say.</summary>
internal static class ConfigurationChecks
{
    /// <summary>Words of an option's name whose value is a secret.</summary>
    private static readonly string[] SecretWords =
        ["key", "apikey", "token", "secret", "password", "passwd", "passphrase", "credential", "credentials"];

    /// <summary>Words that end the name of an option whose value only says where the secret is, or something about it.</summary>
    private static readonly string[] HarmlessEnds =
        ["file", "path", "dir", "directory", "name", "id", "url", "uri", "env", "variable", "size", "length", "timeout", "type", "count"];

    public static CheckResult LookAtUser(ExaminedDaemon daemon)
    {
        if (daemon.UserId is not { } user)
        {
            return CheckResult.NotKnown($"nothing says which user it runs as: {daemon.WhyNoProcess}, and it has no card");
        }

        if (user != 0)
        {
            return CheckResult.PassedAs($"user {ProcessTable.UserName(user)}");
        }

        if (daemon.Seen.Unit is { } unit)
        {
            return UnitSettings.Read(unit.File).ValueOf("User", "user") is { Length: > 0 } asked
                ? CheckResult.PassedAs($"{unit.File}: User={asked}")
                : Found("add User= to the unit, or install it again with --user=NAME");
        }

        return daemon.Card is not { } card
            ? CheckResult.NotKnown("it runs as root, and nothing says whether User asks for it: it has no card")
            : card.User is { } name ? CheckResult.PassedAs($"User is set to {name}")
            : Found("set User to an unprivileged account, or to \"root\" if it needs root");

        static CheckResult Found(string advice) =>
            CheckResult.Found("it runs as root, and nothing says that it must", advice, "uid 0");
    }

    /// <summary>Looks for options whose names say that the value is a secret. The value itself is never shown.</summary>
    public static CheckResult LookForSecrets(ExaminedDaemon daemon)
    {
        var words =
            daemon.Process is { } process ? process.Arguments
            : daemon.Card?.Options is { } options ? [.. options]
            : null;
        if (words is null || (words.Count == 0 && daemon.Process is not null))
        {
            return CheckResult.NotKnown("its command line cannot be read");
        }

        if (FindSecret(words) is not { } option)
        {
            return CheckResult.Passed;
        }

        var variable = OptionName.ToVariable(daemon.Seen.Program, option[2..]);
        return CheckResult.Found(
            $"{option} is on its command line, where every user can read it (ps)" + (daemon.Seen.Card is null ? "" : ", and in its card"),
            $"give it as {variable}", $"{option}=…");
    }

    /// <summary>Finds the name of an option with a secret as its value, such as <c>--api-key</c>; null for none.</summary>
    public static string? FindSecret(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not ['-', '-', _, ..])
            {
                continue;
            }

            var end = words[i].IndexOf('=', StringComparison.Ordinal);
            var option = end < 0 ? words[i] : words[i][..end];
            var hasValue = end < 0 ? i + 1 < words.Count && words[i + 1] is not ['-', ..] : end + 1 < words[i].Length;
            if (hasValue && IsSecret(option))
            {
                return option;
            }
        }

        return null;
    }

    public static CheckResult LookAtTimeout(ExaminedDaemon daemon)
    {
        if (daemon.HasTicks == false)
        {
            return CheckResult.PassedAs("its method runs once");
        }

        return daemon.Card is null ? CheckResult.NotKnown("it has no card, so its settings are not known")
            : daemon.SettingOf(Setting.TickTimeout) is { } timeout and not CronText.Off
            ? CheckResult.PassedAs($"TickTimeout is {timeout}")
            : CheckResult.Found(
                "no tick has a limit of time: one that waits for ever stops the schedule until somebody notices",
                "set TickTimeout to more than a tick ever needs", daemon.Card.Schedule ?? "");
    }

    public static CheckResult LookForSharedPidFile(ExaminedDaemon daemon)
    {
        if (daemon.IsOfAnotherUser)
        {
            return CheckResult.NotKnown("the cards of another user are that user's to read");
        }

        return daemon.Seen.PidFile is not { } pidFile ? CheckResult.Passed
            : FindOtherClaim(Cards.FindAll(), daemon.Seen.Program, daemon.Seen.Name, pidFile) is { } other
            ? CheckResult.Found(
                $"{OneLine.From(other.Card.Program)}/{OneLine.From(other.Name)} has the same pid file: only one of them can run",
                $"give one of them another PidFile; or, if it is an old one, remove its card: rm {other.File}", pidFile)
            : CheckResult.Passed;
    }

    /// <summary>Finds the card of another daemon with the same pid file, whose program is still there; null for none.</summary>
    public static FoundCard? FindOtherClaim(List<FoundCard> cards, string program, string name, string pidFile) =>
        cards.Find(found => (found.Card.Program != program || found.Name != name) && found.FindMissing() is null
            && RealPath.Of(found.Card.PidFile!) == RealPath.Of(pidFile));

    private static bool IsSecret(string option)
    {
        var words = option.TrimStart('-').ToLowerInvariant().Split('-', '_', '.');
        return Array.IndexOf(HarmlessEnds, words[^1]) < 0 && Array.Exists(words, static word => Array.IndexOf(SecretWords, word) >= 0);
    }
}
