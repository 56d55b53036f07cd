using System.IO;
using System.Linq;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Loading;

/// <summary>A session in which another module got there first with its own AWSSDK.Core.</summary>
public sealed class IsolationTests
{
    /// <summary>A profile whose keys a program hands out: they are the library's business, plain ones would not need it.</summary>
    private const string KeysOfAProgram = """
            $keys = [System.IO.Path]::GetTempFileName()
            $profiles = [System.IO.Path]::GetTempFileName()
            [System.IO.File]::WriteAllText($keys, "{`"Version`": 1, `"AccessKeyId`": `"$($endpoint.AccessKey)`", `"SecretAccessKey`": `"$($endpoint.SecretKey)`"}")
            $print = if ($IsWindows) { 'type' } else { 'cat' }
            [System.IO.File]::WriteAllText($profiles, "[isolated]`ncredential_process = $print $keys`nregion = us-east-1`n")
            """;

    [Theory]
    [InlineData("3.7.501.1")]
    [InlineData("4.0.3.3")]
    public void Everything_works_on_our_own_copy(string version)
    {
        string theirs = ForeignCore(version);
        string script = $$"""
            $ErrorActionPreference = 'Stop'
            $theirs = [System.Reflection.Assembly]::LoadFrom('{{theirs}}')
            # In use, not merely loaded.
            $null = [Activator]::CreateInstance($theirs.GetType('Amazon.Runtime.BasicAWSCredentials'), 'a', 'b')
            $endpoint = Start-BRLocalEndpoint
            "text: $(Invoke-BRModel 'Say hello.' -Model amazon.nova-lite-v1:0)"
            "streamed: $((Invoke-BRModel 'Say hello.' -Model amazon.nova-lite-v1:0 -Stream).Count -gt 1)"
            {{KeysOfAProgram}}
            "profile: $(Invoke-BRModel 'Say hello.' -Model amazon.nova-lite-v1:0 -ProfileName isolated -ProfileLocation $profiles -EndpointUrl $endpoint.Url)"
            [System.IO.File]::Delete($keys)
            [System.IO.File]::Delete($profiles)
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'AWSSDK.Core' } |
                ForEach-Object { "core: $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name) $($_.Location)" }
            """;

        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-Command", script);

        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Output.Concat(outcome.Error)));
        Assert.Contains(outcome.Output, line => line.StartsWith("text: ", System.StringComparison.Ordinal) && line.Length > 10);
        Assert.Contains("streamed: True", outcome.Output);
        Assert.Contains(outcome.Output, line => line.StartsWith("profile: ", System.StringComparison.Ordinal) && line.Length > 10);
        string ours = Path.Combine(ShellProcess.Metadata("StagedModule"), "bin", "Core", "AWSSDK.Core.dll");
        Assert.Equal(
            [$"core: BedrockPS {ours}", $"core: Default {theirs}"],
            outcome.Output.Where(line => line.StartsWith("core: ", System.StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Runspaces_side_by_side_and_two_other_copies_share_ours()
    {
        // Of one name only one can be in the default context; the other lives where a second module keeps its own.
        string first = ForeignCore("3.7.501.1");
        string second = ForeignCore("4.0.3.3");
        string script = $$"""
            $ErrorActionPreference = 'Stop'
            $null = [System.Reflection.Assembly]::LoadFrom('{{first}}')
            $other = [System.Runtime.Loader.AssemblyLoadContext]::new('other').LoadFromAssemblyPath('{{second}}')
            $endpoint = Start-BRLocalEndpoint
            {{KeysOfAProgram}}
            $module = (Get-Module BedrockPS).Path
            1..12 | ForEach-Object -ThrottleLimit 6 -Parallel {
                Import-Module $using:module
                $null = [Activator]::CreateInstance(($using:other).GetType('Amazon.Runtime.BasicAWSCredentials'), 'a', 'b')
                "answer: $((Invoke-BRModel "Say $_." -Model amazon.nova-lite-v1:0 -ProfileName isolated -ProfileLocation $using:profiles -EndpointUrl ($using:endpoint).Url).StopReason)"
            }
            [System.IO.File]::Delete($keys)
            [System.IO.File]::Delete($profiles)
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'AWSSDK.Core' } |
                ForEach-Object { "core: $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """;
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-Command", script);

        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Output.Concat(outcome.Error)));
        Assert.Equal(12, outcome.Output.Count(static line => line == "answer: end_turn"));
        Assert.Equal(
            ["core: BedrockPS", "core: Default", "core: other"],
            outcome.Output.Where(static line => line.StartsWith("core: ", System.StringComparison.Ordinal)).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void The_library_that_checks_schemas_and_what_it_brings_stay_in_our_context()
    {
        const string Script = """
            $endpoint = Start-BRLocalEndpoint
            "answer: $(Invoke-BRModel 'Name 3.' -Model amazon.nova-lite-v1:0 -As int)"
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -and $_.Location.StartsWith((Get-Module BedrockPS).ModuleBase) } |
                ForEach-Object { "$($_.GetName().Name): $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """;
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-Command", Script);

        Assert.Contains("answer: 3", outcome.Output);
        Assert.All(["NJsonSchema", "Newtonsoft.Json", "Namotion.Reflection"], name => Assert.Contains(name + ": BedrockPS", outcome.Output));
        Assert.DoesNotContain("Newtonsoft.Json: Default", outcome.Output);
    }

    private static string ForeignCore(string version) =>
        Path.Combine(ShellProcess.Metadata("PackageRoot"), "awssdk.core", version, "lib", "net8.0", "AWSSDK.Core.dll");
}
