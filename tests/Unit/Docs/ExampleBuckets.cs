using System.IO;

namespace BedrockPS.Unit.Docs;

/// <summary>The buckets that examples speak of, and what they say is in them.</summary>
internal static class ExampleBuckets
{
    private const string Records = """
        {"recordId":"1","modelInput":{"messages":[{"role":"user","content":[{"text":"A parcel has not come."}]}]}}
        {"recordId":"2","modelInput":{"messages":[{"role":"user","content":[{"text":"A refund is due."}]}]}}
        """;

    public static void Fill(string storage)
    {
        Put(storage, "example-bucket", "in.jsonl", Records);
        Put(storage, "example-media", "tour.mp4", "the bytes of a video");
    }

    private static void Put(string storage, string bucket, string key, string text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(storage, bucket)).FullName;
        File.WriteAllText(Path.Combine(folder, key), text);
    }
}
