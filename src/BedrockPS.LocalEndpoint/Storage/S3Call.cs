using System;
using System.Collections.Generic;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Storage;

/// <summary>A request to S3, path style: bucket and key are the path, the query says which operation it is.</summary>
internal sealed class S3Call
{
    public S3Call(HttpRequest request, HttpResponse response)
    {
        Request = request;
        Response = response;
        string path = request.Path.TrimStart('/');
        int slash = path.IndexOf('/');
        Bucket = Uri.UnescapeDataString(slash < 0 ? path : path.Substring(0, slash));
        Key = slash < 0 ? "" : Uri.UnescapeDataString(path.Substring(slash + 1));
        foreach (string part in request.Query.Split('&'))
        {
            if (part.Length > 0)
            {
                int equals = part.IndexOf('=');
                string name = equals < 0 ? part : part.Substring(0, equals);
                string value = equals < 0 ? "" : part.Substring(equals + 1);
                Query[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value.Replace('+', ' '));
            }
        }
    }

    public HttpRequest Request { get; }

    public HttpResponse Response { get; }

    /// <summary>Empty for requests to the service itself.</summary>
    public string Bucket { get; }

    /// <summary>Empty for requests to a bucket.</summary>
    public string Key { get; }

    /// <summary>A fault wants the answer to break off in the middle.</summary>
    public bool IsCut { get; set; }

    public Dictionary<string, string> Query { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the query has that word, with a value or without.</summary>
    public bool Asks(string name) => Query.ContainsKey(name);

    public string? this[string name] => Query.TryGetValue(name, out string? value) ? value : null;

    /// <summary>A number of the query, within bounds.</summary>
    /// <exception cref="Serving.ServiceFault">InvalidArgument: it is none.</exception>
    public int Number(string name, int most, int otherwise)
    {
        if (this[name] is not string text)
        {
            return otherwise;
        }

        return int.TryParse(text, out int number) && number >= 0
            ? Math.Min(number, most)
            : throw S3Fault.Invalid($"Provided {name} not an integer or within integer range");
    }

    /// <summary>The object that is to be copied.</summary>
    /// <exception cref="Serving.ServiceFault">The header names none, or one that may not be read.</exception>
    public (string Bucket, string Key) CopySource()
    {
        string source = Uri.UnescapeDataString(Request.Headers["x-amz-copy-source"]!).TrimStart('/');
        int slash = source.IndexOf('/');
        if (slash <= 0)
        {
            throw S3Fault.Invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }

        string bucket = source.Substring(0, slash);
        S3Access.Check(bucket);
        return (bucket, source.Substring(slash + 1));
    }

    /// <summary>Whether a request is meant for S3: its signature says for which service it is.</summary>
    public static bool IsFor(HttpRequest request)
    {
        const string scope = "/s3/aws4_request";
        string? authorization = request.Headers["Authorization"];
        return authorization?.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal) == true
            && authorization.IndexOf(scope, StringComparison.Ordinal) >= 0;
    }
}
