using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>What a client says of a request for its own records: in Converse a map, in InvokeModel a header with JSON.</summary>
internal static class RequestMetadata
{
    /// <exception cref="ServiceFault">ValidationException: the header is no JSON object of texts.</exception>
    public static IReadOnlyDictionary<string, string>? Of(Dictionary<string, object?> input)
    {
        Dictionary<string, object?>? given = input.Map("requestMetadata") ?? Parse(input.Text("requestMetadata"));
        if (given is null)
        {
            return null;
        }

        Dictionary<string, string> metadata = [];
        foreach (string name in given.Keys)
        {
            metadata[name] = given.Text(name) ?? throw Wrong();
        }

        return metadata;
    }

    private static Dictionary<string, object?>? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            return JsonText.Parse(Encoding.UTF8.GetBytes(json)) as Dictionary<string, object?> ?? throw Wrong();
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    private static ServiceFault Wrong() => ServiceFault.Validation("The request metadata is not a JSON object whose values are texts.");
}
