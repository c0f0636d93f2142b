namespace Pipeline;

/// <summary>A text file in the state in which a tick found it.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Written">The time of the last write: a file that is written again is another letter.</param>
internal sealed record Letter(string Path, DateTime Written)
{
    /// <summary>The file with the count, next to the letter.</summary>
    public string CountPath => Path + ".count";

    /// <summary>Whether the count belongs to this version of the letter. A missing file has a time in the year 1601.</summary>
    public bool IsCounted => File.GetLastWriteTimeUtc(CountPath) == Written;

    public static Letter At(string path) => new(path, File.GetLastWriteTimeUtc(path));
}
