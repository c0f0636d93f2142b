using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>S6: the checks of a running daemon that a new one must pass.</summary>
internal static class FreshProcessCheck
{
    private static readonly string[] Ids = ["L2", "L3", "L4", "L5", "L6"];

    public static CheckResult Look(SandboxedProgram program)
    {
        program.Start();
        var daemon = program.Examine();
        return Judge([.. CheckTable.OfDaemon.Where(static check => Array.IndexOf(Ids, check.Id) >= 0).Select(check => check.Make(daemon))]);
    }

    /// <summary>Gets one result for several: the first that has found something, otherwise the first that is not known.</summary>
    public static CheckResult Judge(IReadOnlyList<CheckedItem> items)
    {
        var found = items.FirstOrDefault(static item => item.Result.Outcome == CheckOutcome.Found);
        var unknown = items.FirstOrDefault(static item => item.Result.Outcome == CheckOutcome.NotKnown);
        return found is not null
            ? CheckResult.Found($"{found.Id}: {found.Result.Finding}", found.Result.Advice, found.Result.Evidence, found.Severity)
            : unknown is not null ? CheckResult.NotKnown($"{unknown.Id}: {unknown.Result.Finding}")
            : CheckResult.PassedAs(string.Join(", ", items.Select(static item => item.Id)));
    }
}
