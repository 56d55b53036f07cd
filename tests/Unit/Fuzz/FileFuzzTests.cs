using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using BedrockPS.Conversations;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Fuzz;

/// <summary>Files that were damaged, and texts that were never meant so: read, or refused with a documented error.</summary>
public sealed class FileFuzzTests : EndpointSession, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bedrockps-fuzz-").FullName;

    [Fact]
    public void A_chat_file_changed_at_random()
    {
        string path = Path.Combine(_folder, "chat.json");
        Shell.Run($"$chat = Start-BRChat -Model {Nova} -System 'Be brief.'; $null = Send-BRMessage hi -Chat $chat; Export-BRChat -Chat $chat -Path '{path}'");
        Change(path, 200, $"Import-BRChat '{path}'");
    }

    [Fact]
    public void A_checkpoint_changed_at_random()
    {
        string path = Path.Combine(_folder, "run.checkpoint");
        string run = $"1..3 | ForEach-Object {{ \"ask $_\" }} | Invoke-BRModel -Model {Nova} -Checkpoint '{path}'";
        Shell.Run(run);
        Change(path, 60, run);
    }

    [Fact]
    public void A_schema_changed_at_random()
    {
        string path = Path.Combine(_folder, "schema.json");
        File.WriteAllText(path, """{"type":"object","properties":{"a":{"type":"string","pattern":"^x+$"},"b":{"type":["integer","null"],"minimum":1},"c":{"type":"array","items":{"$ref":"#/$defs/d"}}},"required":["a"],"$defs":{"d":{"enum":["p","q"]}},"additionalProperties":false}""");
        Change(path, 60, $"Invoke-BRModel hi -Model {Nova} -Schema '{path}' -RepairAttempt 0");
    }

    [Fact]
    public void A_member_without_a_name_is_passed_over()
    {
        Shell.Run($$"""Invoke-BRModel hi -Model {{Nova}} -Schema '{"type":"object","properties":{"":{"type":"string"},"a":{"type":"string"} },"required":["a",""],"additionalProperties":false}'""");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_price_file_changed_at_random()
    {
        string path = Path.Combine(_folder, "prices.csv");
        File.WriteAllText(path, "Model,Region,InputPerMillion,OutputPerMillion\namazon.nova-lite-v1:0,us-east-1,0.06,0.24\n\"quoted, one\",,1,2\n");
        Change(path, 100, $"Import-BRPrice '{path}' -Scope Session");
    }

    [Fact]
    public void An_index_changed_at_random_gives_what_is_sound_and_nothing_else()
    {
        string path = Path.Combine(_folder, "books.index");
        Shell.Run($"'a full disk', 'a mail server', 'a certificate' | Add-BRIndex '{path}' -Model amazon.titan-embed-text-v2:0 -Dimension 256");
        byte[] sample = File.ReadAllBytes(path);
        foreach ((string name, byte[] bytes) in new Mutations(sample).Take(150))
        {
            File.WriteAllBytes(path, bytes);
            List<PSObject> found = Shell.Run($"Search-BRIndex '{path}' 'a disk' -Top 9 -WarningAction SilentlyContinue");
            Assert.True(Shell.Errors.All(static error => error.Exception is BedrockException), $"{name}\n{string.Join("\n", Shell.Errors.Select(static error => error.Exception.ToString()))}");
            string[] texts = [.. found.Select(static item => ((IndexMatch)item.BaseObject).Text!)];
            Assert.True(texts.Distinct().Count() == texts.Length && texts.All(static text => text is "a full disk" or "a mail server" or "a certificate"), name);
        }
    }

    [Fact]
    public void Markdown_in_pieces_is_the_same_text()
    {
        Mutations mutations = new(Encoding.UTF8.GetBytes("# Head\n\nSome **bold** and `code` and *more*.\n\n```ps\n$x = 1\n```\n\n- one\n- two **b\n1. three\n> quote\n| a | b |\n\\*no\\*"));
        foreach ((string name, byte[] bytes) in mutations.Take(1500))
        {
            string text = Encoding.UTF8.GetString(bytes);
            MarkdownRenderer whole = new(hasColour: true);
            MarkdownRenderer pieces = new(hasColour: true);
            string once = whole.Add(text) + whole.End();
            StringBuilder bit = new();
            for (int at = 0; at < text.Length; at += 3)
            {
                bit.Append(pieces.Add(text.Substring(at, Math.Min(3, text.Length - at))));
            }

            bit.Append(pieces.End());
            Assert.True(once == bit.ToString(), name);
        }
    }

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Change(string path, int count, string script)
    {
        byte[] sample = File.ReadAllBytes(path);
        foreach ((string name, byte[] bytes) in new Mutations(sample).Take(count))
        {
            File.WriteAllBytes(path, bytes);
            List<ErrorRecord> errors;
            try
            {
                Shell.Run(script + " -WarningAction SilentlyContinue");
                errors = Shell.Errors;
            }
            catch (RuntimeException exception)
            {
                errors = [exception.ErrorRecord];
            }

            Assert.True(errors.All(static error => error.Exception is BedrockException), $"{name}\n{string.Join("\n", errors.Select(static error => error.Exception.ToString()))}");
        }
    }
}
