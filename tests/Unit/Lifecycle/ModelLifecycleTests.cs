using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Lifecycle;
using BedrockPS.Models;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Lifecycle;

public sealed class ModelLifecycleTests : EndpointSession, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    [Fact]
    public void Strings_and_bare_words_of_a_script_are_found_and_comments_are_not()
    {
        string path = Write("run.ps1", """
            Invoke-BRModel Hi -Model amazon.nova-lite-v1:0   # was anthropic.claude-v2:1
            $model = "us.anthropic.claude-3-sonnet-20240229-v1:0"
            <# amazon.titan-text-lite-v1 #> $arn = 'arn:aws:bedrock:us-east-1::foundation-model/meta.llama2-13b-chat-v1'
            $x = @"
              $model and cohere.command-text-v14
            "@
            Get-BRModel amazon.titan-*; $amazon.nova-2; 'https://aws.amazon.com/bedrock-2', 'amazon.com', 'my.amazon.nova-lite-v1:0'
            """);
        List<ModelReference> found = Run($"Test-BRModelLifecycle '{path}'");
        Assert.Equal(
            [
                (1, 26, "amazon.nova-lite-v1:0", ModelLifecycleStatus.Active),
                (2, 11, "us.anthropic.claude-3-sonnet-20240229-v1:0", ModelLifecycleStatus.Legacy),
                (3, 85, "meta.llama2-13b-chat-v1", ModelLifecycleStatus.Unknown),
                (5, 14, "cohere.command-text-v14", ModelLifecycleStatus.Legacy),
            ],
            found.Select(static reference => (reference.Line, reference.Column, reference.Model, reference.Status)));
        Assert.All(found, reference => Assert.Equal((path, "us-east-1"), (reference.Path, reference.Region)));
        Assert.Null(found[0].Replacement);
        Assert.Equal("us.anthropic.claude-sonnet-4-5-20250929-v1:0", found[1].Replacement);
        Assert.StartsWith("cohere.command-r", found[3].Replacement, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_other_files_all_text_counts()
    {
        string path = Write("config.json", """{ "model": "amazon.titan-text-express-v1" } // anthropic.claude-v2:1""");
        Assert.Equal(["amazon.titan-text-express-v1", "anthropic.claude-v2:1"], Run($"Test-BRModelLifecycle '{path}'").Select(static reference => reference.Model));
    }

    [Fact]
    public void A_profile_of_another_region_is_unknown_and_this_regions_takes_its_place()
    {
        string path = Write("eu.ps1", "Invoke-BRModel Hi -Model us.amazon.nova-lite-v1:0");
        ModelReference reference = Assert.Single(Run($"Test-BRModelLifecycle '{path}' -Region eu-west-1"));
        Assert.Equal((ModelLifecycleStatus.Unknown, "eu.amazon.nova-lite-v1:0"), (reference.Status, reference.Replacement));
    }

    [Fact]
    public void Folders_files_and_filters()
    {
        Write("a.ps1", "'amazon.nova-lite-v1:0'");
        Write("b.txt", "anthropic.claude-v2:1");
        Write("inner/c.ps1", "'amazon.nova-pro-v1:0'");
        Write(".git/d.ps1", "'amazon.nova-micro-v1:0'");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "e.bin"), [0, .. "amazon.nova-lite-v1:0"u8]);
        string folder = _folder.FullName;
        Assert.Equal(["a.ps1", "b.txt"], Names($"Test-BRModelLifecycle '{folder}'"));
        Assert.Equal(["a.ps1", "b.txt", "c.ps1"], Names($"Test-BRModelLifecycle '{folder}' -Recurse"));
        Assert.Equal(["a.ps1", "c.ps1"], Names($"Test-BRModelLifecycle '{folder}' -Recurse -Include *.ps1"));
        Assert.Equal(["b.txt"], Names($"Test-BRModelLifecycle '{folder}' -Recurse -Outdated"));
        Assert.Equal(["a.ps1"], Names($"Test-BRModelLifecycle '{folder}/*.ps1'"));
        Assert.Equal(["a.ps1"], Names($"[IO.FileInfo] '{folder}/a.ps1' | Test-BRModelLifecycle"));
        Assert.Equal(["a.ps1"], Names($"Test-BRModelLifecycle -LiteralPath '{folder}/a.ps1'"));
        Assert.Equal(["a.ps1"], Names($"foreach ($once in 1) {{ Test-BRModelLifecycle '{folder}' -Recurse | ForEach-Object {{ $_; break }} }}"));

        Assert.Equal(["a.ps1"], Names($"Test-BRModelLifecycle '{folder}/none.ps1', '{folder}/a.ps1'"));
        Assert.Equal(("FileNotFound", folder + "/none.ps1"), (Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0], (string)Shell.Errors[0].TargetObject));
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("eu.anthropic.claude-3-haiku-20240307-v1:0", "eu.anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("meta.llama2-70b-chat-v1", "us.meta.llama3-1-70b-instruct-v1:0")]
    [InlineData("amazon.titan-embed-text-v1", "amazon.titan-embed-text-v2:0")]
    [InlineData("anthropic.claude-instant-v1", null)]
    [InlineData("nobody.knows-1", null)]
    public void The_newest_of_the_same_words_takes_the_place(string old, string? replacement)
    {
        ModelCatalog catalog = ModelCatalog.Of(
            [
                Model("anthropic.claude-3-5-haiku-20241022-v1:0"), Model("anthropic.claude-haiku-4-5-20251001-v1:0"),
                Model("anthropic.claude-sonnet-4-5-20250929-v1:0"), Model("anthropic.claude-haiku-5-20990101-v1:0", "LEGACY"),
                Model("meta.llama3-1-8b-instruct-v1:0"), Model("meta.llama3-1-70b-instruct-v1:0", needsProfile: true),
                Model("amazon.titan-embed-text-v2:0"), Model("amazon.titan-embed-image-v1"), Model("amazon.titan-embed-text-v2:0:8k", provisioned: true),
            ],
            [Profile("eu.anthropic.claude-haiku-4-5-20251001-v1:0"), Profile("us.anthropic.claude-haiku-4-5-20251001-v1:0"), Profile("us.meta.llama3-1-70b-instruct-v1:0")]);
        Assert.Equal(replacement, new ModelReplacement(catalog).For(old, BedrockPS.Inference.Families.FoundationModelId.Of(old)!));
    }

    [Theory]
    [InlineData("ACTIVE", null, ModelLifecycleStatus.Active)]
    [InlineData("ACTIVE", 30, ModelLifecycleStatus.Active)]
    [InlineData("LEGACY", 30, ModelLifecycleStatus.Legacy)]
    [InlineData("LEGACY", null, ModelLifecycleStatus.Legacy)]
    [InlineData("LEGACY", -1, ModelLifecycleStatus.EndOfLife)]
    public void The_last_day_counts_before_what_the_service_calls_it(string lifecycle, int? days, ModelLifecycleStatus status) => Assert.Equal(
        status,
        ModelLifecycle.StatusOf(new Model { Lifecycle = lifecycle, EndOfLife = days is int number ? DateTimeOffset.UtcNow.AddDays(number) : null }));

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static Model Model(string id, string lifecycle = "ACTIVE", bool needsProfile = false, bool provisioned = false) => new()
    {
        Id = id,
        Lifecycle = lifecycle,
        InferenceType = provisioned ? ["PROVISIONED"] : needsProfile ? ["INFERENCE_PROFILE"] : ["ON_DEMAND", "INFERENCE_PROFILE"],
    };

    private static InferenceProfile Profile(string id) => new(
        id, "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + id, "SYSTEM_DEFINED", "ACTIVE",
        ["arn:aws:bedrock:us-east-1::foundation-model/" + id[(id.IndexOf('.') + 1)..]]);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private List<ModelReference> Run(string script) => [.. Shell.Run(script).Select(static item => (ModelReference)item.BaseObject)];

    private IEnumerable<string> Names(string script) => Run(script).Select(static reference => Path.GetFileName(reference.Path));
}
