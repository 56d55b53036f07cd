using System.IO;

namespace BedrockPS.Unit.Hosting;

/// <summary>A batch's input in the storage of an endpoint: one record, in local-bucket/batch/in.jsonl.</summary>
internal static class BatchInput
{
    public const string Uri = "s3://local-bucket/batch/in.jsonl";

    public static void Put(LocalEndpoint endpoint) => Put(endpoint.StoragePath);

    public static void Put(string storage)
    {
        string folder = Directory.CreateDirectory(Path.Combine(storage, "local-bucket", "batch")).FullName;
        File.WriteAllText(Path.Combine(folder, "in.jsonl"), """
            {"recordId":"1","modelInput":{"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],"max_tokens":10,"anthropic_version":"bedrock-2023-05-31"}}
            """);
    }
}
