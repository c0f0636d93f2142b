using System.Text.Json;

namespace Daemonize.Reporting;

/// <summary>
/// Reads the text of an object member by member. Written by hand, like the writers: for the serializer's metadata of a few fields the JIT
/// compiled 400 methods, a third of the time of <c>status</c>, and with the serializer every NativeAOT daemon was a quarter larger
/// (docs/performance.md).
/// </summary>
internal ref struct JsonText(ReadOnlySpan<byte> json)
{
    /// <summary>The reader, at the value of the member that was named last. A field, because its methods change it.</summary>
    public Utf8JsonReader Value = new(json);

    /// <summary>Whether the exception says: not JSON, a value of another type, or a number that is too large.</summary>
    public static bool IsNone(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    /// <summary>Moves to the beginning of the only object of the text.</summary>
    public void Begin()
    {
        _ = Advance();
        Expect(JsonTokenType.StartObject);
    }

    /// <summary>Checks that nothing follows the object.</summary>
    public void End()
    {
        if (Value.Read())
        {
            throw new JsonException();
        }
    }

    /// <summary>Reads the name of the next member and moves to its value; null after the last member.</summary>
    public string? ReadName()
    {
        if (Advance() != JsonTokenType.PropertyName)
        {
            return null;
        }

        var name = Value.GetString();
        _ = Advance();
        return name;
    }

    public readonly string ReadText() => Value.GetString() ?? throw new JsonException();

    public string[] ReadTexts()
    {
        Expect(JsonTokenType.StartArray);
        List<string> texts = [];
        while (Advance() != JsonTokenType.EndArray)
        {
            texts.Add(ReadText());
        }

        return [.. texts];
    }

    /// <summary>Skips the value of a member that a later version has added.</summary>
    public T Skip<T>(T whole)
    {
        Value.Skip();
        return whole;
    }

    public readonly void Expect(JsonTokenType type)
    {
        if (Value.TokenType != type)
        {
            throw new JsonException();
        }
    }

    public JsonTokenType Advance() => Value.Read() ? Value.TokenType : throw new JsonException();
}
