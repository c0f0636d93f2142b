namespace Daemonize.Tool.Doctor;

/// <summary>A check: what it looks at, and what a finding of it means. docs/doctor.md has a heading for each.</summary>
/// <typeparam name="T">What is looked at: the machine, or a daemon.</typeparam>
/// <param name="Id">The id, such as <c>C5</c>: M for the machine, C for the configuration, L for the life of the daemon.</param>
/// <param name="Title">What must hold, as a sentence without an end.</param>
/// <param name="Severity">How bad a finding is, unless the finding itself says otherwise.</param>
/// <param name="Look">Looks, and never signals or writes.</param>
internal sealed record Check<T>(string Id, string Title, Severity Severity, Func<T, CheckResult> Look)
{
    /// <summary>Makes the check. What cannot be read is not known, and never passed.</summary>
    public CheckedItem Make(T subject)
    {
        CheckResult result;
        try
        {
            result = Look(subject);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DaemonException)
        {
            result = CheckResult.NotKnown(exception.Message);
        }

        return new CheckedItem(Id, Title, result.Severity ?? Severity, result);
    }
}

/// <summary>A check that was made.</summary>
/// <param name="Id">The id of the check.</param>
/// <param name="Title">What must hold, as a sentence without an end.</param>
/// <param name="Severity">How bad a finding is.</param>
/// <param name="Result">What was seen of it.</param>
internal sealed record CheckedItem(string Id, string Title, Severity Severity, CheckResult Result);
