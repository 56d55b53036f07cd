using System;
using System.IO;

namespace BedrockPS.Unit.Docs;

/// <summary>
/// What some examples say is in their bucket. The endpoint has the bucket itself: an example that names none of its objects runs without
/// any of this.
/// </summary>
internal static class ExampleBuckets
{
    private const string Bucket = "example-bucket";

    private const string Records = """
        {"recordId":"1","modelInput":{"messages":[{"role":"user","content":[{"text":"A parcel has not come."}]}]}}
        {"recordId":"2","modelInput":{"messages":[{"role":"user","content":[{"text":"A refund is due."}]}]}}
        """;

    public static void Fill(string storage, string code)
    {
        PutIfNamed(code, storage, "in.jsonl", Records);
        PutIfNamed(code, storage, "tour.mp4", "the bytes of a video");
    }

    private static void PutIfNamed(string code, string storage, string key, string text)
    {
        if (code.Contains($"s3://{Bucket}/{key}", StringComparison.Ordinal))
        {
            string folder = Directory.CreateDirectory(Path.Combine(storage, Bucket)).FullName;
            File.WriteAllText(Path.Combine(folder, key), text);
        }
    }
}
