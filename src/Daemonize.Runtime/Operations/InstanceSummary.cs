namespace Daemonize.Operations;

/// <summary>Combines several instances into one status.</summary>
internal static class InstanceSummary
{
    /// <summary>
    /// Gets the status of the instance in the worst state, under the name of the daemon; for a plain daemon, its own status.
    /// </summary>
    public static DaemonStatus Of(string name, IReadOnlyList<DaemonStatus> all)
    {
        if (all is [var only] && only.Name == name)
        {
            return only;
        }

        var worst = all[0];
        List<string> parts = [];
        foreach (var status in all)
        {
            worst = StatusExit.Worse(worst.State, status.State) == worst.State ? worst : status;
            if (status.State != DaemonState.Running)
            {
                parts.Add($"{status.Name} is {StateText.Of(status.State)}");
            }
        }

        parts.Insert(0, parts.Count == 0 ? $"{all.Count} instances run" : $"{all.Count - parts.Count} of {all.Count} run");
        return new(worst) { Name = name, Note = string.Join("; ", parts) };
    }
}
