using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Reads the events of an answer with the engine's decoder, which checks every CRC.</summary>
internal static class EventStream
{
    public static async Task<List<KeyValuePair<string, JsonElement>>> ReadAsync(HttpResponseMessage response)
    {
        List<KeyValuePair<string, JsonElement>> events = [];
        await CollectAsync(response, events);
        return events;
    }

    /// <summary>Adds events as they come, so that a caller still has those before a failure.</summary>
    public static async Task CollectAsync(HttpResponseMessage response, List<KeyValuePair<string, JsonElement>> events) =>
        await CollectAsync(response, events, opensChunks: true);

    /// <summary>Leaves chunks as they are: an agent's hold text, not JSON.</summary>
    public static async Task CollectRawAsync(HttpResponseMessage response, List<KeyValuePair<string, JsonElement>> events) =>
        await CollectAsync(response, events, opensChunks: false);

    private static async Task CollectAsync(HttpResponseMessage response, List<KeyValuePair<string, JsonElement>> events, bool opensChunks)
    {
        using EventStreamReader reader = new(await response.Content.ReadAsStreamAsync());
        do
        {
            while (reader.TryRead(out EventFrame frame))
            {
                JsonElement json = JsonDocument.Parse(frame.Payload.ToArray()).RootElement;
                if (opensChunks && frame.Type == "chunk")
                {
                    json = JsonDocument.Parse(json.GetProperty("bytes").GetBytesFromBase64()).RootElement;
                }

                events.Add(new KeyValuePair<string, JsonElement>(frame.Type!, json));
            }
        }
        while (await reader.FillAsync(CancellationToken.None));
    }
}
