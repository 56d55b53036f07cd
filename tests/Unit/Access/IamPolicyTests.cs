using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using BedrockPS.Policies;
using BedrockPS.Protocol;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Access;

public sealed class IamPolicyTests : IDisposable
{
    private const string Account = " -AccountId 123456789012 -Region us-east-1";
    private const string ModelArn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
    private const string Owned = "arn:aws:bedrock:us-east-1:123456789012:";

    // Actions that are no operation of the same name.
    private static readonly string[] s_own = ["InvokeModel", "InvokeModelWithResponseStream", "RenderPrompt", "Retrieve", "RetrieveAndGenerate"];

    private readonly PowerShellHost _shell = new();

    public static TheoryData<string, string, string> Uses => new()
    {
        { "amazon.nova-lite-v1:0", "InvokeModel bedrock:InvokeModel,bedrock:InvokeModelWithResponseStream", ModelArn },
        { "-Guardrail abc123 -Action Invoke", "ApplyGuardrail bedrock:ApplyGuardrail", Owned + "guardrail/abc123" },
        { "-Agent AGENT12345", "InvokeAgent bedrock:InvokeAgent", Owned + "agent-alias/AGENT12345/*" },
        { "-AgentAlias AGENT12345/ALIAS12345", "InvokeAgent bedrock:InvokeAgent", Owned + "agent-alias/AGENT12345/ALIAS12345" },
        { "-Flow FLOW123456", "InvokeFlow bedrock:InvokeFlow", Owned + "flow/FLOW123456/alias/*" },
        { "-Flow " + Owned + "flow/FLOW123456/alias/ALIAS12345", "InvokeFlow bedrock:InvokeFlow", Owned + "flow/FLOW123456/alias/ALIAS12345" },
        { "-Prompt PROMPT1234", "RenderPrompt bedrock:RenderPrompt", Owned + "prompt/PROMPT1234|" + Owned + "prompt/PROMPT1234:*" },
        { "-Prompt " + Owned + "prompt/PROMPT1234:2", "RenderPrompt bedrock:RenderPrompt", Owned + "prompt/PROMPT1234:2" },
        { "-Model " + Owned + "provisioned-model/abc", "InvokeModel bedrock:InvokeModel,bedrock:InvokeModelWithResponseStream", Owned + "provisioned-model/abc" },
        { "-Guardrail abc123 -Action Administer", "AdministerGuardrails bedrock:GetGuardrail,bedrock:UpdateGuardrail,bedrock:DeleteGuardrail,bedrock:CreateGuardrailVersion,bedrock:TagResource,bedrock:UntagResource,bedrock:ListTagsForResource", Owned + "guardrail/abc123" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_use_takes_its_actions_on_its_resources(string parameters, string statement, string resources)
    {
        JsonNode policy = Assert.Single(Policy("New-BRIamPolicy " + parameters + Account));
        Assert.Equal(statement, $"{policy["Sid"]} {string.Join(",", Texts(policy["Action"]))}");
        Assert.Equal(resources.Split('|'), Texts(policy["Resource"]));
        Assert.Equal("Allow", policy["Effect"]!.ToString());
        Assert.Null(policy["Condition"]);
    }

    [Fact]
    public void A_knowledge_base_is_asked_alone_and_with_a_model()
    {
        JsonNode[] policy = Policy("New-BRIamPolicy -KnowledgeBase KB12345678" + Account);
        Assert.Equal(["RetrieveKnowledge", "RetrieveAndGenerate"], policy.Select(static statement => statement["Sid"]!.ToString()));
        Assert.Equal([Owned + "knowledge-base/KB12345678"], Texts(policy[0]["Resource"]));
        Assert.Equal(["*"], Texts(policy[1]["Resource"]));
    }

    [Fact]
    public void A_profile_needs_the_model_in_each_of_its_regions_and_only_through_it()
    {
        string profile = Owned + "inference-profile/us.amazon.nova-lite-v1:0";
        JsonNode[] policy = Policy("""
            $profile = [pscustomobject]@{
                InferenceProfileArn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0'
                Models = @('us-west-2', 'us-east-1' | ForEach-Object { [pscustomobject]@{ ModelArn = "arn:aws:bedrock:$($_)::foundation-model/amazon.nova-lite-v1:0" } })
            }
            $profile | New-BRIamPolicy -Action Stream
            """);
        Assert.Equal(["InvokeProfile", "InvokeModelThroughProfile"], policy.Select(static statement => statement["Sid"]!.ToString()));
        Assert.Equal([profile], Texts(policy[0]["Resource"]));
        Assert.Equal([ModelArn, ModelArn.Replace("us-east-1", "us-west-2")], Texts(policy[1]["Resource"]));
        Assert.Equal([profile], Texts(policy[1]["Condition"]!["StringEquals"]!["bedrock:InferenceProfileArn"]));
        Assert.All(policy, static statement => Assert.Equal(["bedrock:InvokeModelWithResponseStream"], Texts(statement["Action"])));
        Assert.Equal(policy.Select(static statement => statement.ToJsonString()), Policy("New-BRIamPolicy -InferenceProfile $profile -Action Stream").Select(static statement => statement.ToJsonString()));
    }

    [Theory]
    [InlineData("us.amazon.nova-lite-v1:0")]
    [InlineData("-InferenceProfile us.amazon.nova-lite-v1:0")]
    public void Of_a_profiles_id_alone_the_regions_are_open_and_the_way_is_not(string parameters)
    {
        JsonNode[] policy = Policy("New-BRIamPolicy " + parameters + Account);
        Assert.Equal(["arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"], Texts(policy[1]["Resource"]));
        Assert.Equal([Owned + "inference-profile/us.amazon.nova-lite-v1:0"], Texts(policy[1]["Condition"]!["StringEquals"]!["bedrock:InferenceProfileArn"]));
    }

    [Fact]
    public void Batch_jobs_are_made_watched_and_stopped()
    {
        JsonNode[] policy = Policy("New-BRIamPolicy " + Owned + "custom-model/abc -Action Batch" + Account);
        Assert.Equal([Owned + "custom-model/abc", Owned + "model-invocation-job/*"], Texts(policy[0]["Resource"]));
        Assert.Equal([Owned + "model-invocation-job/*"], Texts(policy[1]["Resource"]));
    }

    [Fact]
    public void Equal_questions_give_equal_texts_in_any_order()
    {
        string one = Text("New-BRIamPolicy amazon.nova-lite-v1:0, amazon.nova-pro-v1:0 -Guardrail b, a -Flow F -Action Stream, Invoke" + Account);
        Assert.Equal(one, Text("New-BRIamPolicy amazon.nova-pro-v1:0, amazon.nova-lite-v1:0 -Flow F -Guardrail a, b, a -Action Invoke, Stream" + Account));
        Assert.DoesNotContain('\r', one);
    }

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:bedrock:cn-north-1:")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:bedrock:us-gov-west-1:")]
    [InlineData("us-isob-east-1", "arn:aws-iso-b:bedrock:us-isob-east-1:")]
    [InlineData("eu-west-1", "arn:aws:bedrock:eu-west-1:")]
    public void The_region_tells_the_partition(string region, string start) =>
        Assert.StartsWith(start, Texts(Policy($"New-BRIamPolicy -Guardrail a -AccountId 123456789012 -Region {region}")[0]["Resource"])[0], StringComparison.Ordinal);

    [Fact]
    public void Several_regions_give_an_ARN_each() => Assert.Equal(
        [ModelArn.Replace("us-east-1", "eu-west-1"), ModelArn],
        Texts(Policy("New-BRIamPolicy amazon.nova-lite-v1:0 -Region us-east-1, eu-west-1")[0]["Resource"]));

    [Fact]
    public void What_is_not_known_is_a_placeholder_and_a_warning_and_what_ARNs_tell_is_known()
    {
        Assert.Contains(":<account-id>:guardrail/a", Text("New-BRIamPolicy -Guardrail a -Region us-east-1"), StringComparison.Ordinal);
        Assert.Single(_shell.Warnings);
        string text = Text($"New-BRIamPolicy -Guardrail a -KnowledgeBase {Owned}knowledge-base/K -Region us-east-1");
        Assert.Contains(Owned + "guardrail/a", text, StringComparison.Ordinal);
        Assert.Empty(_shell.Warnings);
    }

    [Theory]
    [InlineData("nova-lite")]
    [InlineData("-Guardrail 'a b'")]
    [InlineData("-Guardrail arn:aws:s3:::bucket")]
    [InlineData("-Model arn:aws:bedrock:us-east-1:123456789012:session/abc")]
    [InlineData("")]
    public void What_means_nothing_is_one_error(string parameters)
    {
        Assert.Empty(_shell.Run($"New-BRIamPolicy {parameters}"));
        Assert.Equal("ParameterInvalid,BedrockPS.Cmdlets.NewBRIamPolicyCommand", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_wrong_input_among_right_ones_fails_alone()
    {
        Assert.Equal([Owned + "guardrail/a"], Texts(Policy("5, 'arn:aws:bedrock:us-east-1:123456789012:guardrail/a' | New-BRIamPolicy")[0]["Resource"]));
        Assert.Equal(5, Assert.Single(_shell.Errors).TargetObject);
    }

    [Fact]
    public void A_file_is_written_and_not_replaced_unasked()
    {
        string path = Path.Combine(Path.GetTempPath(), "bedrockps-test-" + Guid.NewGuid());
        try
        {
            _shell.Run("New-BRIamPolicy -Guardrail a -Path $path -WhatIf -AccountId 123456789012 -Region us-east-1", ("path", path));
            Assert.False(File.Exists(path));
            Assert.Equal(path, _shell.One<FileInfo>("New-BRIamPolicy -Guardrail a -Path $path -AccountId 123456789012 -Region us-east-1").FullName);
            Assert.Equal("2012-10-17", JsonNode.Parse(File.ReadAllText(path))!["Version"]!.ToString());
            _shell.Run("New-BRIamPolicy -Guardrail a -Path $path -NoClobber -AccountId 123456789012 -Region us-east-1");
            Assert.Equal("FileExists", Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Every_action_is_one_of_the_services()
    {
        string[] operations = [.. ServiceDescription.Names.SelectMany(static name => ServiceDescription.Get(name).OperationNames), .. s_own];
        IEnumerable<string> actions = PolicyRule.All.SelectMany(static rule => rule.Actions)
            .Where(static action => action.StartsWith("bedrock:", StringComparison.Ordinal))
            .Select(static action => action["bedrock:".Length..]);
        Assert.Empty(actions.Except(operations));
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("-Model $null")]
    [InlineData("-Guardrail $null")]
    [InlineData("-InferenceProfile $null")]
    [InlineData("-InferenceProfile @($null)")]
    [InlineData("-Guardrail @($null)")]
    [InlineData("@($null)")]
    public void Nothing_is_no_error_of_the_language(string given)
    {
        _shell.Run("New-BRIamPolicy " + given + Account);
        Assert.StartsWith("ParameterInvalid,", Assert.Single(_shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_takes_nothing_from_what_is()
    {
        JsonNode policy = Assert.Single(Policy("New-BRIamPolicy -Model $null -InferenceProfile @($null) -Guardrail abc123 -Action Invoke" + Account));
        Assert.Equal([Owned + "guardrail/abc123"], Texts(policy["Resource"]));
    }

    public void Dispose() => _shell.Dispose();

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(static item => item!.ToString())];

    private string Text(string script) => (string)Assert.Single(_shell.Run(script)).BaseObject;

    private JsonNode[] Policy(string script) => [.. JsonNode.Parse(Text(script))!["Statement"]!.AsArray().Select(static statement => statement!)];
}
