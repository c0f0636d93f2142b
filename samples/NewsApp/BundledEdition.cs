namespace NewsApp;

/// <summary>An invented edition inside the program, in NewsAPI's schema: it provides headlines without a key or a network.</summary>
internal static class BundledEdition
{
    public static Headlines Read()
    {
        using var json = typeof(BundledEdition).Assembly.GetManifestResourceStream("headlines.json")
            ?? throw new NewsException("the program was built without headlines.json; build it again");
        return Headlines.Read(json, "the bundled edition");
    }
}
