using System;
using System.Collections.Generic;
using System.Net.Http;

namespace BedrockPS.Engine.Http;

/// <summary>All headers of an answer in one dictionary; a header sent several times is joined by commas.</summary>
internal static class ResponseHeaders
{
    public static IReadOnlyDictionary<string, string> Of(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
#if NET
        Add(headers, response.Headers.NonValidated);
        Add(headers, response.Content.Headers.NonValidated);
        return headers;
    }

    private static void Add(Dictionary<string, string> headers, System.Net.Http.Headers.HttpHeadersNonValidated values)
    {
        foreach (KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> header in values)
        {
            headers[header.Key] = header.Value.ToString();
        }
    }
#else
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers)
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }

        if (response.Content is not null)
        {
            foreach (KeyValuePair<string, IEnumerable<string>> header in response.Content.Headers)
            {
                headers[header.Key] = string.Join(", ", header.Value);
            }
        }

        return headers;
    }
#endif
}
