namespace Pipeline;

/// <summary>A text file as it was when it was found.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Written">When it was last written: a file that is written again is another letter.</param>
internal sealed record Letter(string Path, DateTime Written)
{
    /// <summary>Where its words are counted, next to it.</summary>
    public string CountPath => Path + ".count";

    /// <summary>Whether the count next to it is of this very version. A missing file has a time in the year 1601.</summary>
    public bool IsCounted => File.GetLastWriteTimeUtc(CountPath) == Written;

    public static Letter At(string path) => new(path, File.GetLastWriteTimeUtc(path));
}
