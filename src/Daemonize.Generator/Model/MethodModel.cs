namespace Daemonize.Generator.Model;

/// <summary>A daemon method and how it is called.</summary>
/// <param name="FullName">The escaped and fully qualified name, such as <c>global::App.News.Fetch</c>.</param>
/// <param name="ReturnForm">The form of the return value.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Summary">The summary from the documentation comment, on one line; empty if there is none.</param>
/// <param name="ResultType">The fully qualified type of the results; null if there are none.</param>
/// <param name="BuildsHost">Whether the method calls the API that runs a host as the daemon.</param>
internal sealed record MethodModel(
    string FullName,
    ReturnForm ReturnForm,
    EquatableArray<ParameterModel> Parameters,
    string Summary,
    string? ResultType = null,
    bool BuildsHost = false)
{
    /// <summary>Gets the parameters that are options, in order.</summary>
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
