using System;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BedrockPS.Bench;

/// <summary>
/// A server fast enough never to be what is measured: answers Converse, ConverseStream and InvokeModel with prepared bytes. The
/// model id says how much: stream-200000 streams that many deltas, delay-100 answers after so many milliseconds.
/// </summary>
internal static class LoadServer
{
    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes(
        """{"output":{"message":{"role":"assistant","content":[{"text":"Hello there."}]}},"stopReason":"end_turn","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8},"metrics":{"latencyMs":1}}""");

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapPost("/model/{model}/converse", static context => AnswerAsync(context, s_answer));
        app.MapPost("/model/{model}/invoke", static context => AnswerAsync(context, EmbeddingBody.Bytes));
        app.MapPost("/model/{model}/converse-stream", StreamAsync);
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        // The parent closes our input when it is done.
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        string model = (string)context.Request.RouteValues["model"]!;
        int delay = model.IndexOf("delay-", StringComparison.Ordinal);
        if (delay >= 0)
        {
            await Task.Delay(int.Parse(model.AsSpan(delay + 6), provider: null));
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-RequestId"] = "00000000-0000-0000-0000-000000000000";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    private static async Task StreamAsync(HttpContext context)
    {
        string model = (string)context.Request.RouteValues["model"]!;
        int count = int.Parse(model.AsSpan(model.IndexOf('-') + 1), provider: null);
        context.Response.ContentType = "application/vnd.amazon.eventstream";
        PipeWriter writer = context.Response.BodyWriter;
        await writer.WriteAsync(Frames.Start);
        byte[] block = Frames.Deltas(Math.Min(count, 1000));
        for (int sent = 0; sent < count; sent += 1000)
        {
            await writer.WriteAsync(block);
        }

        await writer.WriteAsync(Frames.End);
    }
}
