using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Soak;

/// <summary>
/// One process that does everything for a while: streams, parallel runs, chats, faults, runspaces, imports. What it holds in the end is
/// what it held once warm. BEDROCKPS_SOAK_SECONDS makes it longer than it is within the suite.
/// </summary>
public sealed class SoakTests
{
    private const int ShortRun = 5;

    [Fact]
    public async Task Handles_threads_and_memory_return_to_where_they_began()
    {
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("BEDROCKPS_SOAK_SECONDS"), out int asked) ? asked : ShortRun;
        string script = Path.Combine(Path.GetTempPath(), $"bedrockps-soak-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        try
        {
            using Process process = ShellProcess.Start("-File", script, "-Seconds", seconds.ToString(CultureInfo.InvariantCulture));
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, said + await error);
            Dictionary<string, long[]> held = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static line => line.StartsWith("held ", StringComparison.Ordinal))
                .Select(static line => line.Split(' '))
                .ToDictionary(static words => words[1], static words => words[2..].Select(static word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray());
            (long[] warm, long[] end) = (held["warm"], held["end"]);
            TestContext.Current.TestOutputHelper?.WriteLine(said);
            Assert.True(end[0] <= warm[0] + 16, $"handles: {said}");
            Assert.True(end[1] <= warm[1] + 16, $"threads: {said}");
            Assert.True(end[2] <= (warm[2] * 1.25) + (8 << 20), $"bytes: {said}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private const string Script = """
        param([int] $Seconds)
        $ErrorActionPreference = 'Stop'
        $module = (Get-Module BedrockPS).Path
        $model = 'amazon.nova-lite-v1:0'
        function Handles {
            if ([System.IO.Directory]::Exists('/proc/self/fd')) { [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd').Length }
            else { [System.Diagnostics.Process]::GetCurrentProcess().HandleCount }
        }
        function Held($when) {
            1..3 | ForEach-Object { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
            "held $when $(Handles) $([System.Diagnostics.Process]::GetCurrentProcess().Threads.Count) $([GC]::GetTotalMemory($true))"
        }
        function Expect($name, $is, $should) { if ("$is" -ne "$should") { throw "${name}: $is where $should was expected" } }
        function Chat {
            $chat = Start-BRChat -Model $model
            1..3 | ForEach-Object { $null = Send-BRMessage "turn $_" -Chat $chat }
            Expect 'chat' $chat.Messages.Count 6
            Expect 'embeddings' @(1..20 | ForEach-Object { "text $_" } | Get-BREmbedding -Model amazon.titan-embed-text-v2:0 -ThrottleLimit 4).Count 20
        }
        function Faults {
            foreach ($fault in 'cut:2', 'corrupt:2', 'drop:2', 'throttle:1', 'reset', 'html:502') {
                $bad = Start-BRLocalEndpoint -NoDefault -Fault $fault
                $at = @{ EndpointUrl = $bad.Url; AccessKey = $bad.AccessKey; SecretKey = $bad.SecretKey; Region = 'us-east-1'; MaxAttempt = 1; Model = $model }
                $failed = $null
                $null = Invoke-BRModel hi -Stream @at -ErrorAction SilentlyContinue -ErrorVariable failed
                Expect $fault @($failed).Count 1
                Stop-BRLocalEndpoint $bad
            }
        }
        function Runspaces($count) {
            $default = Get-BRLocalEndpoint
            $done = @(1..$count | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:module
                $at = @{ EndpointUrl = ($using:default).Url; AccessKey = ($using:default).AccessKey; SecretKey = ($using:default).SecretKey; Region = 'us-east-1' }
                (Invoke-BRModel "from runspace $_" -Model amazon.nova-lite-v1:0 @at).StopReason
            })
            Expect 'runspaces' $done.Count $count
        }
        function All($runspaces) {
            $endpoint = Start-BRLocalEndpoint
            $answers = @(1..40 | ForEach-Object { "ask $_" } | Invoke-BRModel -Model $model -ThrottleLimit 8)
            Expect 'parallel' $answers.Count 40
            $chunks = @(Invoke-BRModel 'tell a story' -Model $model -Stream)
            Expect 'stream' $chunks[-1].Kind End
            do { Invoke-BRModel 'left early' -Model $model -Stream | ForEach-Object { break } } while ($false)
            Chat
            Faults
            Runspaces $runspaces
            Stop-BRLocalEndpoint $endpoint
        }
        1..2 | ForEach-Object { All 8 }
        Held warm
        $warm = Handles
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $rounds = 0
        while ($watch.Elapsed.TotalSeconds -lt $Seconds) { All 8; $rounds++ }
        $endpoint = Start-BRLocalEndpoint
        Runspaces 100
        Stop-BRLocalEndpoint $endpoint
        1..200 | ForEach-Object { Import-Module $module -Force }
        # Connections to endpoints that are gone stay in HttpClient's pool until it next looks, within a quarter of a minute; nothing tells when.
        $watch.Restart()
        while ((Handles) -gt $warm -and $watch.Elapsed.TotalSeconds -lt 30) { [System.Threading.Thread]::Sleep(200) }
        Held end
        "rounds $rounds"
        """;
}
