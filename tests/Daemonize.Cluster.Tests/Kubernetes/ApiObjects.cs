using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daemonize.Cluster.Tests.Kubernetes;

/// <summary>The Lease objects of a namespace, with the rules of an API server for versions, names and labels.</summary>
public sealed partial class ApiObjects
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = [];
    private long _version = 1000;

    /// <summary>What was refused because the object had changed or existed.</summary>
    public ConcurrentQueue<string> Conflicts { get; } = [];

    public (HttpStatusCode Status, JsonNode Body) Get(string name)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(name, out var found) ? (HttpStatusCode.OK, found.DeepClone()) : Missing(name);
        }
    }

    /// <summary>Lists the objects that have all labels of a selector, such as <c>a=b,c=d</c>.</summary>
    public (HttpStatusCode Status, JsonNode Body) List(string? selector)
    {
        var wanted = (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static term => term.Split('=')).ToList();
        lock (_lock)
        {
            var found = _objects.Values.Where(one => wanted.TrueForAll(term => (string?)one["metadata"]!["labels"]?[term[0]] == term[1]));
            return (HttpStatusCode.OK, new JsonObject
            {
                ["kind"] = "LeaseList",
                ["apiVersion"] = "coordination.k8s.io/v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_version) },
                ["items"] = new JsonArray([.. found.Select(static one => one.DeepClone())]),
            });
        }
    }

    public (HttpStatusCode Status, JsonNode Body) Create(JsonObject created)
    {
        var name = (string)created["metadata"]!["name"]!;
        lock (_lock)
        {
            if (Mistake(created) is { } mistake)
            {
                return Error(HttpStatusCode.UnprocessableEntity, mistake);
            }
            if (created["metadata"]!["resourceVersion"] is not null)
            {
                return Error(HttpStatusCode.BadRequest, "resourceVersion should not be set on objects to be created");
            }
            return _objects.ContainsKey(name)
                ? Conflict($"leases.coordination.k8s.io \"{name}\" already exists")
                : (HttpStatusCode.Created, Store(name, created));
        }
    }

    public (HttpStatusCode Status, JsonNode Body) Replace(string name, JsonObject replaced)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(name, out var found))
            {
                return Missing(name);
            }
            if (Mistake(replaced) is { } mistake || (string?)replaced["metadata"]!["name"] != name)
            {
                return Error(HttpStatusCode.UnprocessableEntity, "invalid");
            }
            if (replaced["metadata"]!["resourceVersion"] is not { } version)
            {
                return Error(HttpStatusCode.UnprocessableEntity, "metadata.resourceVersion: must be specified for an update");
            }
            return (string?)version != (string?)found["metadata"]!["resourceVersion"]
                ? Conflict($"Operation cannot be fulfilled on leases.coordination.k8s.io \"{name}\": the object has been modified")
                : (HttpStatusCode.OK, Store(name, replaced));
        }
    }

    public (HttpStatusCode Status, JsonNode Body) Remove(string name, JsonNode? options)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(name, out var found))
            {
                return Missing(name);
            }
            // An API server would remove it without a condition. Who does not set one removes what has changed meanwhile.
            if (options?["preconditions"]?["resourceVersion"] is not { } version)
            {
                return Error(HttpStatusCode.BadRequest, "no precondition");
            }
            if ((string?)version != (string?)found["metadata"]!["resourceVersion"])
            {
                return Conflict($"the ResourceVersion in the precondition ({version}) does not match");
            }
            _objects.Remove(name);
            _version++;
            return (HttpStatusCode.OK, new JsonObject { ["kind"] = "Status", ["status"] = "Success" });
        }
    }

    public static (HttpStatusCode Status, JsonNode Body) Error(HttpStatusCode status, string message) => (status, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["code"] = (int)status,
    });

    private JsonNode Store(string name, JsonObject stored)
    {
        stored["metadata"]!["resourceVersion"] = Text(++_version);
        _objects[name] = stored;
        return stored.DeepClone();
    }

    private (HttpStatusCode Status, JsonNode Body) Conflict(string message)
    {
        Conflicts.Enqueue(message);
        return Error(HttpStatusCode.Conflict, message);
    }

    private static (HttpStatusCode Status, JsonNode Body) Missing(string name) =>
        Error(HttpStatusCode.NotFound, $"leases.coordination.k8s.io \"{name}\" not found");

    /// <summary>What the validation of an API server would refuse; null if nothing.</summary>
    private static string? Mistake(JsonObject checkedObject)
    {
        var metadata = checkedObject["metadata"]!;
        var spec = checkedObject["spec"]!;
        var labels = metadata["labels"]?.AsObject().ToDictionary(static label => label.Key, static label => (string)label.Value!) ?? [];
        return (string?)checkedObject["apiVersion"] != "coordination.k8s.io/v1" || (string?)checkedObject["kind"] != "Lease" ? "kind"
            : !ObjectName().IsMatch((string)metadata["name"]!) || ((string)metadata["name"]!).Length > 253 ? "metadata.name"
            : labels.Any(static label => label.Value.Length > 63 || !LabelValue().IsMatch(label.Value)) ? "metadata.labels"
            : metadata["annotations"] is JsonObject annotations && annotations.Any(static one => !LabelKey().IsMatch(one.Key)) ? "metadata.annotations"
            : (int?)spec["leaseDurationSeconds"] <= 0 ? "spec.leaseDurationSeconds"
            : (string?)spec["renewTime"] is { } time && !MicroTime().IsMatch(time) ? "spec.renewTime"
            : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex ObjectName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^[a-z0-9.-]+/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
    private static partial Regex MicroTime();
}
