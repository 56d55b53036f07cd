using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class CheckpointKillTests : EndpointSession
{
    [Fact]
    public async Task A_run_whose_process_was_killed_is_finished_by_the_next_and_every_item_comes_once()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string script = Path.Combine(folder.FullName, "run.ps1");
            await File.WriteAllTextAsync(
                script,
                $$"""
                1..40 | ForEach-Object { "item $_" } |
                    Invoke-BRModel -Model {{Nova}} -Checkpoint '{{folder.FullName}}/run.jsonl' -Region us-east-1 -EndpointUrl {{Endpoint.Url}} -AccessKey {{Endpoint.AccessKey}} -SecretKey '{{Endpoint.SecretKey}}' |
                    ForEach-Object { "$($_.FromCache) $($_.InputObject)" }
                """,
                TestContext.Current.CancellationToken);
            int before = await KillAfterAsync(script, 15);

            ShellOutcome second = ShellProcess.Run("-NoProfile", "-File", script);

            Assert.Equal(0, second.ExitCode);
            string[] items = [.. Enumerable.Range(1, 40).Select(static number => $"item {number}")];
            Assert.Equal(items, second.Output.Select(static line => line[(line.IndexOf(' ') + 1)..]));
            int kept = second.Output.Count(static line => line.StartsWith("True", StringComparison.Ordinal));
            Assert.InRange(kept, before, 39);

            // Whatever was on its way when the process died is the most that is asked twice.
            int sent = Endpoint.GetRequest().Count(static request => request.Operation == "Converse");
            Assert.InRange(sent, 40, 41);
            ShellOutcome third = ShellProcess.Run("-NoProfile", "-File", script);
            Assert.Equal(items.Select(static item => "True " + item), third.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lines the run had written when it was killed; it had not ended by itself.</summary>
    private static async Task<int> KillAfterAsync(string script, int lines)
    {
        using Process process = ShellProcess.Start("-NoProfile", "-File", script);
        process.StandardInput.Close();
        List<string> output = [];
        while (output.Count < lines)
        {
            output.Add(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("The run ended early: " + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, process.ExitCode);
        return output.Count;
    }
}
