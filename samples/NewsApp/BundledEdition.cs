namespace NewsApp;

/// <summary>An invented edition inside the program, in NewsAPI's schema: without a key or a network there is still something to write.</summary>
internal static class BundledEdition
{
    public static Headlines Read()
    {
        using var json = typeof(BundledEdition).Assembly.GetManifestResourceStream("headlines.json")
            ?? throw new NewsException("the program was built without headlines.json; build it again");
        return Headlines.Read(json, "the bundled edition");
    }
}
