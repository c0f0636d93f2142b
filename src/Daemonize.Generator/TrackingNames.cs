namespace Daemonize.Generator;

/// <summary>Names of the pipeline steps, for the caching tests.</summary>
internal static class TrackingNames
{
    public const string Parse = nameof(Parse);
    public const string Collect = nameof(Collect);
    public const string Assembly = nameof(Assembly);
    public const string Options = nameof(Options);
    public const string Stores = nameof(Stores);
    public const string Program = nameof(Program);
}
