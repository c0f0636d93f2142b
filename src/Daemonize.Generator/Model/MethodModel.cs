namespace Daemonize.Generator.Model;

/// <summary>How a daemon method is called.</summary>
/// <param name="FullName">The escaped and fully qualified name, such as <c>global::App.News.Fetch</c>.</param>
/// <param name="ReturnForm">What it returns.</param>
/// <param name="Parameters">What it takes, in order.</param>
/// <param name="Summary">What the documentation comment says it does, on one line.</param>
/// <param name="ResultType">The type of its results, fully qualified; null where it has none.</param>
/// <param name="BuildsHost">Whether it calls what runs a host as the daemon.</param>
internal sealed record MethodModel(
    string FullName,
    ReturnForm ReturnForm,
    EquatableArray<ParameterModel> Parameters,
    string Summary,
    string? ResultType = null,
    bool BuildsHost = false)
{
    /// <summary>The parameters that are options, in order.</summary>
    public IEnumerable<OptionModel> Options
    {
        get
        {
            foreach (var parameter in Parameters)
            {
                if (parameter.Option is { } option)
                {
                    yield return option;
                }
            }
        }
    }
}
