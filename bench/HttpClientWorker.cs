using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Bench;

/// <summary>The same jobs with HttpClient alone: what the network and the runtime take before anybody understands anything.</summary>
internal static class HttpClientWorker
{
    private static readonly HttpClient s_client = new(new SocketsHttpHandler());
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes("""{"messages":[{"role":"user","content":[{"text":"hi"}]}]}""");
    private static readonly byte[] s_buffer = new byte[65536];

    public static async Task RunAsync(string mode, string url)
    {
        await CallAsync(url, "m-0", "converse");
        while (Console.ReadLine() is not null)
        {
            long before = GC.GetTotalAllocatedBytes();
            Stopwatch watch = Stopwatch.StartNew();
            double? seconds = null;
            switch (mode)
            {
                case "call":
                    await TimesAsync(500, () => CallAsync(url, "m-0", "converse"));
                    break;
                case "parallel":
                    await SideBySideAsync(1000, 64, () => CallAsync(url, "m.delay-100", "converse"));
                    break;
                case "embed":
                    await TimesAsync(10_000, () => CallAsync(url, "amazon.titan-embed-text-v2:0", "invoke"));
                    break;
                case "embed-8":
                    await SideBySideAsync(10_000, 8, () => CallAsync(url, "amazon.titan-embed-text-v2:0", "invoke"));
                    break;
                case "first":
                    List<double> firsts = [];
                    await TimesAsync(FirstChunk.Answers, async () => firsts.Add(await StreamAsync(url, FirstChunk.Model)));
                    seconds = FirstChunk.Median(firsts);
                    break;
                default:
                    await StreamAsync(url, "m." + mode);
                    break;
            }

            seconds ??= watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {GC.GetTotalAllocatedBytes() - before}"));
        }
    }

    private static async Task TimesAsync(int count, Func<Task> work)
    {
        for (int i = 0; i < count; i++)
        {
            await work();
        }
    }

    private static async Task SideBySideAsync(int count, int atOnce, Func<Task> work)
    {
        int left = count;
        List<Task> lanes = [];
        for (int lane = 0; lane < atOnce; lane++)
        {
            lanes.Add(LaneAsync());
        }

        await Task.WhenAll(lanes);

        async Task LaneAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await work();
            }
        }
    }

    private static async Task CallAsync(string url, string model, string operation)
    {
        using HttpResponseMessage answer = await s_client.SendAsync(Request(url, model, operation));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <returns>Seconds until the first frame of text was there.</returns>
    private static async Task<double> StreamAsync(string url, string model)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using HttpResponseMessage answer = await s_client.SendAsync(Request(url, model, "converse-stream"), HttpCompletionOption.ResponseHeadersRead);
        using Stream body = await answer.Content.ReadAsStreamAsync();
        double first = 0;
        long total = 0;
        int read;
        while ((read = await body.ReadAsync(s_buffer)) > 0)
        {
            total += read;
            if (first == 0 && total > Frames.Start.Length)
            {
                first = watch.Elapsed.TotalSeconds;
            }
        }

        return first;
    }

    private static HttpRequestMessage Request(string url, string model, string operation)
    {
        HttpRequestMessage request = new(HttpMethod.Post, $"{url}/model/{Uri.EscapeDataString(model)}/{operation}") { Content = new ByteArrayContent(s_body) };
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }
}
