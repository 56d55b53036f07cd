using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Faults;

/// <summary>
/// Answers that break at every byte there is, through the cmdlets people use: each ends in what had arrived and one documented
/// error, and never passes for an answer.
/// </summary>
public sealed class BrokenAnswerTests : IDisposable
{
    private readonly PowerShellHost _shell = new();

    [Fact]
    public async Task A_stream_that_breaks_anywhere_gives_what_came_and_one_error()
    {
        byte[] answer = Wire.Chunked(Wire.Stream);
        int head = Wire.Chunked().Length - "0\r\n\r\n".Length;
        await using LoopbackServer server = Breaking(answer);
        for (int length = 0; length < answer.Length; length++)
        {
            List<StreamChunk> chunks = [.. Ask(server, length, "-Stream").Select(static item => (StreamChunk)item.BaseObject)];
            string text = string.Concat(chunks.Select(static chunk => chunk.Text));
            ErrorRecord error = Assert.Single(_shell.Errors);
            Assert.True(Wire.Text.StartsWith(text, StringComparison.Ordinal), $"{length}: {text}");
            Assert.True(chunks.All(static chunk => chunk.Kind != StreamChunkKind.End), $"{length} of {answer.Length} bytes passed for a whole answer.");

            // Before the headers are whole it is a connection that failed; after them, a stream cut short.
            string expected = length < head ? "Connection" : "StreamTruncated";
            Assert.Equal((length, expected), (length, error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.Equal("ask", error.TargetObject);
        }

        Assert.Equal(Wire.Text, string.Concat(Ask(server, answer.Length, "-Stream").Select(static item => ((StreamChunk)item.BaseObject).Text)));
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public async Task A_whole_answer_that_breaks_anywhere_gives_nothing_and_one_error()
    {
        byte[] answer = Wire.Answer(Wire.Whole);
        await using LoopbackServer server = Breaking(answer);
        for (int length = 0; length < answer.Length; length++)
        {
            Assert.Empty(Ask(server, length));
            Assert.Equal((length, "Connection"), (length, Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0]));
        }

        Assert.Equal(Wire.Text, Assert.Single(Ask(server, answer.Length)).ToString());
    }

    [Fact]
    public async Task A_flipped_byte_anywhere_in_a_stream_is_never_text()
    {
        byte[] stream = [.. Wire.Stream];
        int flipped = -1;
        await using LoopbackServer server = new(x =>
        {
            byte[] wrong = [.. stream];
            wrong[flipped] ^= 0x10;
            return x.SendAsync(Wire.Chunked(wrong));
        });
        for (flipped = 0; flipped < stream.Length; flipped++)
        {
            List<StreamChunk> chunks = [.. Ask(server, -1, "-Stream").Select(static item => (StreamChunk)item.BaseObject)];
            Assert.True(Wire.Text.StartsWith(string.Concat(chunks.Select(static chunk => chunk.Text)), StringComparison.Ordinal), $"byte {flipped}");
            Assert.True(chunks.All(static chunk => chunk.Kind != StreamChunkKind.End), $"byte {flipped} passed.");
            string id = Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0];
            Assert.True(id is "StreamCorrupt" or "StreamTruncated", $"byte {flipped}: {id}");
        }
    }

    [Fact]
    public async Task The_rest_of_a_pipeline_goes_on_after_each_broken_answer()
    {
        byte[] answer = Wire.Answer(Wire.Whole);
        int asked = 0;
        await using LoopbackServer server = new(async x =>
        {
            int length = ++asked % 2 == 0 ? answer.Length : asked * 7;
            await x.SendAsync(answer[..length]);
            if (length < answer.Length)
            {
                x.Reset();
            }
        });
        string connection = Connection(server);
        List<PSObject> answers = _shell.Run($"1..20 | ForEach-Object {{ \"ask $_\" }} | Invoke-BRModel -Model m.m-0 {connection}");
        Assert.Equal((10, 10), (answers.Count, _shell.Errors.Count));
        Assert.Equal(
            Enumerable.Range(1, 20).Select(static n => $"ask {n}"),
            answers.Select(static item => (string)((ModelResponse)item.BaseObject).InputObject!)
                .Concat(_shell.Errors.Select(static error => (string)error.TargetObject))
                .OrderBy(static text => int.Parse(text[4..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _shell.Dispose();

    private static string Connection(LoopbackServer server) =>
        $"-EndpointUrl {server.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey {Requests.SecretKey} -MaxAttempt 1";

    /// <summary>
    /// Sends so many bytes of the answer as the path of the model says, and breaks off if they are not all: with a reset and politely, in
    /// turns.
    /// </summary>
    private static LoopbackServer Breaking(byte[] answer) => new(async x =>
    {
        string model = x.Request.Path.Split('/')[2];
        int length = int.Parse(model[(model.IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        await x.SendAsync(answer[..length]);
        if (length == answer.Length)
        {
            return;
        }

        if (length % 2 == 0)
        {
            x.Reset();
        }
        else
        {
            x.Close();
        }
    });

    private List<PSObject> Ask(LoopbackServer server, int length, string more = "") =>
        _shell.Run($"Invoke-BRModel ask -Model m.m-{Math.Max(length, 0)} {more} {Connection(server)}");
}
