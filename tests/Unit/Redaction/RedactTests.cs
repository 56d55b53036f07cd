using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Redaction;

/// <summary>-Redact through the cmdlets: not on the wire, not in any stream, not on the disk.</summary>
public sealed class RedactTests : EndpointSession
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";

    private string Wire => string.Concat(Endpoint.GetRequest().Select(static request => request.Body));

    [Theory]
    [InlineData("Invoke-BRModel 'My key {0}' -Model {1} -Redact")]
    [InlineData("Invoke-BRModel 'My key {0}' -Model {1} -Redact -Native")]
    [InlineData("'My key {0}' | Invoke-BRModel -Model {1} -Redact")]
    [InlineData("@{{ Key = '{0}' }} | Invoke-BRModel 'Look.' -Model {1} -Redact -System 'Mind {0}.'")]
    [InlineData("Start-BRChat -Model {1} -Redact | Send-BRMessage 'My key {0}'")]
    [InlineData("Start-BRChat -Model {1} | Send-BRMessage 'My key {0}' -Redact")]
    public void A_secret_is_not_on_the_wire_and_in_the_answer_again(string script)
    {
        ModelResponse response = Shell.One<ModelResponse>(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Key, Nova) + " -Verbose");

        Assert.DoesNotContain(Key, Wire);
        Assert.Contains("[REDACTED_AWS_ACCESS_KEY_1]", Wire);
        Assert.Contains(Key, response.Text + response.Raw);
        Assert.DoesNotContain("REDACTED", response.Text);
        Assert.Equal(1, response.RedactionCount);
        Assert.Contains(Shell.Verbose, static line => line.Contains("1 AWS_ACCESS_KEY"));
        Assert.DoesNotContain(Shell.Verbose, static line => line.Contains(Key));
    }

    [Fact]
    public void A_streamed_answer_has_it_too()
    {
        List<PSObject> chunks = Shell.Run($"Invoke-BRModel 'My key {Key}' -Model {Nova} -Redact -Stream");

        string text = string.Concat(chunks.Select(static chunk => ((StreamChunk)chunk.BaseObject).Text));
        Assert.Contains(Key, text);
        Assert.Equal(text, ((StreamChunk)chunks[^1].BaseObject).Response!.Text);
        Assert.DoesNotContain(Key, Wire);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream")]
    public void An_object_that_was_asked_for_has_it_too(string how)
    {
        const string key = "-----BEGIN PRIVATE KEY-----`n`\"a`\"`n-----END PRIVATE KEY-----";
        List<PSObject> output = Shell.Run(
            $"Invoke-BRModel \"Note: {key}\" -Model {Nova} {how} -As @{{ Note = 'string' }} -FullResponse -Redact");

        ModelResponse response = output[^1].BaseObject as ModelResponse ?? ((StreamChunk)output[^1].BaseObject).Response!;
        Assert.Empty(Shell.Errors);
        Assert.DoesNotContain("BEGIN PRIVATE", Wire);
        Assert.DoesNotContain("REDACTED", PSObject.AsPSObject(response.Value!).Properties["Note"].Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream")]
    public void A_tool_gets_the_secret_and_what_it_returns_is_redacted(string how)
    {
        List<PSObject> output = Shell.Run(
            $$$$"""
            function Get-Note { param([string] $Name) "note of $Name, password=hunter2!" }
            Invoke-BRModel 'My key is {{{{Key}}}}. {{call Get-Note {"Name":"{{{{Key}}}}"}}}' -Model {{{{Nova}}}} {{{{how}}}} -Tool Get-Note -ToolApproval All -Redact
            """);

        ModelResponse response = output[^1].BaseObject as ModelResponse ?? ((StreamChunk)output[^1].BaseObject).Response!;
        Assert.Empty(Shell.Errors);
        ToolCall call = Assert.Single(response.ToolCalls);
        Assert.Contains(Key, call.Output?.ToString());
        Assert.DoesNotContain(Key, Wire);
        Assert.DoesNotContain("hunter2!", Wire);
        Assert.Contains("[REDACTED_PASSWORD_1]", Wire);
        Assert.Contains("hunter2!", response.Text);
    }

    [Theory]
    [InlineData("$secure | Invoke-BRModel 'Look.'")]
    [InlineData("[pscredential]::new('ali', $secure) | Invoke-BRModel 'Look.'")]
    [InlineData("@{ a = @{ b = $secure } } | Invoke-BRModel 'Look.'")]
    [InlineData("[pscustomobject]@{ Account = [pscredential]::new('ali', $secure); Note = 'open sesame it is' } | Invoke-BRModel 'Look.'")]
    public void SecureStrings_are_named_and_never_opened_on_the_wire(string script)
    {
        const string secure = "$secure = [securestring]::new(); 'open sesame'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; ";

        Shell.Run($"{secure}$null = {script} -Model {Nova}");
        Assert.DoesNotContain("open sesame\\\"", Wire);
        Assert.DoesNotContain("REDACTED", Wire);
        ModelResponse response = Shell.One<ModelResponse>($"{secure}{script} -Model {Nova} -Redact");

        Assert.Contains("[REDACTED_SECURESTRING_1]", Wire);
        Assert.DoesNotContain("open sesame", Endpoint.GetRequest()[^1].Body);
        Assert.DoesNotContain("securestring-", Endpoint.GetRequest()[^1].Body);
        Assert.Equal(1, response.RedactionCount);
    }

    [Fact]
    public void Stores_keep_what_was_sent_and_give_it_back_whole()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string script = $"Invoke-BRModel 'password=hunter2! key {Key}' -Model {Nova} -Redact -CacheFor 1h -CachePath '{folder}/cache' -Record '{folder}/rec' -Checkpoint '{folder}/run.jsonl'";
            ModelResponse first = Shell.One<ModelResponse>(script);
            ModelResponse second = Shell.One<ModelResponse>(script);

            Assert.Equal((false, true), (first.FromCache, second.FromCache));
            Assert.Equal((first.Text, first.Raw), (second.Text, second.Raw));
            string[] files = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories);
            Assert.True(files.Length >= 3);
            Assert.All(files, static file =>
            {
                string content = File.ReadAllText(file);
                Assert.DoesNotContain(Key, content);
                Assert.DoesNotContain("hunter2!", content);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_pattern_of_ones_own_redacts_by_itself()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel 'Badge 4711 and {Key}' -Model {Nova} -RedactPattern 'Badge (?<secret>\\d+)'");
        Assert.Contains("Badge [REDACTED_CUSTOM_1] and [REDACTED_AWS_ACCESS_KEY_1]", Wire);
        Assert.Contains("Badge 4711", response.Text);
        Assert.Equal(2, response.RedactionCount);
    }

    [Fact]
    public void A_pattern_that_is_none_ends_the_pipeline()
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Model {Nova} -RedactPattern '('");
        Assert.StartsWith("RedactPatternInvalid,", error.FullyQualifiedErrorId);
        Assert.Empty(Wire);
    }

    [Fact]
    public void An_input_whose_search_takes_too_long_is_not_sent_and_the_next_one_is()
    {
        string slow = new string('a', 60) + "!";
        List<PSObject> output = Shell.Run($"'{slow}', 'hi' | Invoke-BRModel -Model {Nova} -RedactPattern '(a+)+$'");
        Assert.Single(output);
        Assert.StartsWith("RedactionFailed,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        Assert.DoesNotContain("aaaa", Wire);
    }

    [Fact]
    public void A_picture_is_sent_with_a_warning_once()
    {
        string file = Path.Combine(Path.GetTempPath(), $"bedrockps-{Guid.NewGuid():N}.png");
        File.WriteAllBytes(file, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        try
        {
            Shell.Run($"$null = [IO.FileInfo] '{file}', [IO.FileInfo] '{file}' | Invoke-BRModel Look -Model {Nova} -Redact");
            Assert.Contains("-Redact searches text alone", Assert.Single(Shell.Warnings));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
