namespace Daemonize.Tool.Doctor;

/// <summary>How bad a finding is, the worst first.</summary>
internal enum Severity
{
    /// <summary>Something is wrong now: the command fails.</summary>
    Mistake,

    /// <summary>Something will go wrong, or may.</summary>
    Warning,

    /// <summary>Something to know.</summary>
    Remark,
}
