using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

/// <summary>Everything that goes wrong in a long run, at once.</summary>
public sealed class FaultyRunTests
{
    private const int Items = 2000;

    [Theory]
    [InlineData("")]
    [InlineData("-Unordered")]
    public async Task Every_item_of_a_long_run_ends_exactly_once_as_an_answer_or_an_error(string order)
    {
        await using ConverseServer server = new();
        server.Act = ActAsync;
        using PowerShellHost shell = new();
        List<PSObject> told = shell.Run(
            server.Connection + $"0..{Items - 1} | ForEach-Object {{ if ($_ % 333 -eq 100) {{ '' }} else {{ \"$_\" }} }} | "
            + $"Invoke-BRModel -ThrottleLimit 32 {order} @at 2>&1");

        string[] ends = [.. told.Select(static item => item.BaseObject is ErrorRecord error
            ? $"{error.FullyQualifiedErrorId.Split(',')[0]} {error.TargetObject}"
            : $"re: {((ModelResponse)item.BaseObject).InputObject}")];
        string[] expected = [.. Enumerable.Range(0, Items).Select(Expected)];
        if (order.Length > 0)
        {
            Array.Sort(ends, StringComparer.Ordinal);
            Array.Sort(expected, StringComparer.Ordinal);
        }

        Assert.Equal(expected, ends);
        Assert.True(server.MostRunning > 1);
        // What may have been paid for is not sent twice; what was refused is.
        Assert.Equal(1, server.Attempts["60"]);
        Assert.Equal(2, server.Attempts["305"]);
        Assert.Equal(3, server.Attempts["1205"]);
    }

    private static string Expected(int i) => i switch
    {
        _ when i % 333 == 100 => "EmptyInput ",
        _ when i % 90 == 60 => $"Connection {i}",
        _ when i % 250 == 99 => $"Validation {i}",
        _ when i % 300 == 151 => $"ModelError {i}",
        _ => $"re: {i}",
    };

    private static async Task<bool> ActAsync(string prompt, int attempt, Exchange exchange)
    {
        int i = int.Parse(prompt);
        (int Status, string Code)? refusal = i switch
        {
            >= 300 and < 315 or >= 900 and < 912 or 1700 when attempt == 1 => (429, "ThrottlingException"),
            >= 1200 and < 1208 when attempt <= 2 => (429, "ModelNotReadyException"),
            >= 1500 and < 1504 when attempt == 1 => (503, "ServiceUnavailableException"),
            _ when i % 250 == 99 => (400, "ValidationException"),
            _ when i % 300 == 151 => (424, "ModelErrorException"),
            _ => null,
        };
        if (refusal is (int status, string code))
        {
            await exchange.FailAsync(status, code);
            return true;
        }

        if (i % 90 == 60)
        {
            // Promised and not kept.
            await exchange.StartAsync(200, "Content-Type: application/json", "Content-Length: 5000");
            await exchange.SendAsync("{\"output\":"u8.ToArray());
            exchange.Reset();
            return true;
        }

        // Answers overtake each other.
        if (i % 7 == 0)
        {
            await Task.Delay(i % 5);
        }

        return false;
    }
}
