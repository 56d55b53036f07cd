using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Agents, knowledge bases, flows and prompts, from being made to being removed.</summary>
public sealed class AgentsTests : IClassFixture<ResourceEndpoint>
{
    private const string Role = "-RoleArn arn:aws:iam::123456789012:role/agents";
    private const string Instruction = "-Model amazon.nova-lite-v1:0 -Instruction ('Answer questions about orders. ' * 3) " + Role;
    private const string Base = "New-BRKnowledgeBase {0} -EmbeddingModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0 "
        + "-StorageConfiguration @{{ s3VectorsConfiguration = @{{ indexArn = 'arn:aws:s3vectors:us-east-1:123456789012:bucket/v/index/i' }} }} -Wait " + Role;

    private const string Agent = "$null = New-BRAgent parent " + Instruction + " -Wait; $null = Initialize-BRAgent parent -Wait";
    private const string Definition = """
        $definition = @{
            nodes       = @(
                @{ name = 'Question'; type = 'Input'; configuration = @{ input = @{} }; outputs = @(@{ name = 'document'; type = 'String' }) }
                @{ name = 'Answer'; type = 'Output'; configuration = @{ output = @{} }; inputs = @(@{ name = 'document'; type = 'String'; expression = '$.data' }) }
            )
            connections = @(
                @{ name = 'Through'; type = 'Data'; source = 'Question'; target = 'Answer'; configuration = @{ data = @{ sourceOutput = 'document'; targetInput = 'document' } } }
            )
        }
        """;

    private const string Flow = Definition + "\n$null = New-BRFlow parent -Definition $definition " + Role + "; $null = Initialize-BRFlow parent -Wait";

    private static readonly string s_base = "$null = " + string.Format(null, Base, "parent");
    private static readonly string s_source = s_base + "\n$null = New-BRDataSource parent files -BucketArn arn:aws:s3:::files -Wait";

    private static readonly ResourceCase[] s_cases =
    [
        new("BRAgent", "New-BRAgent {0} -Wait " + Instruction) { Id = "AgentId", Change = "-Description changed -Wait" },
        new("BRAgentAlias", "New-BRAgentAlias named {0} -Wait")
        {
            Setup = Agent.Replace("parent", "named", StringComparison.Ordinal), Place = "-AgentId named", Id = "AgentAliasId", Change = "-Description changed -Wait",
        },
        new("BRAgentActionGroup", "New-BRAgentActionGroup parent {0} -ReturnControl -Function @{{ name = 'Get-Order' }}")
        {
            Setup = Agent, Place = "-AgentId parent", Id = "ActionGroupId", Change = "-State DISABLED", Changed = "$it.ActionGroupState -eq 'DISABLED'", Remove = "-SkipInUseCheck -Force",
        },
        new("BRKnowledgeBase", Base) { Id = "KnowledgeBaseId", Change = "-Description changed -Wait" },
        new("BRDataSource", "New-BRDataSource many {0} -BucketArn arn:aws:s3:::b -Wait")
        {
            Setup = "$null = " + string.Format(null, Base, "many"), Place = "-KnowledgeBaseId many", Id = "DataSourceId", Change = "-InclusionPrefix docs/ -Wait",
            Changed = "$it.DataSourceConfiguration.S3Configuration.InclusionPrefixes[0] -eq 'docs/' -and $it.DataSourceConfiguration.S3Configuration.BucketArn -eq 'arn:aws:s3:::b'",
        },
        new("BRFlow", "New-BRFlow {0} -Definition $definition " + Role) { Setup = Definition, Id = "FlowId", Change = "-Description changed" },
        new("BRFlowVersion", "New-BRFlowVersion parent -Description {0}") { Setup = Flow, Place = "-FlowId parent", Id = "FlowVersion", HasName = false },
        new("BRFlowAlias", "New-BRFlowAlias parent {0} -FlowVersion DRAFT -MaxConcurrency 3")
        {
            Setup = Flow, Place = "-FlowId parent", Id = "FlowAliasId", Change = "-MaxConcurrency 7",
            Changed = "$it.ConcurrencyConfiguration.MaxConcurrency -eq 7 -and $it.RoutingConfiguration[0].FlowVersion -eq 'DRAFT'",
        },
        new("BRPrompt", "New-BRPrompt {0} -Text 'How is it in {{{{city}}}}?' -Model amazon.nova-lite-v1:0")
        {
            Id = "PromptId", Change = "-Text 'Is it warm in {{town}}?'",
            Changed = "$it.Variants[0].TemplateConfiguration.Text.InputVariables[0].Name -eq 'town' -and $it.Variants[0].ModelId -eq 'amazon.nova-lite-v1:0'",
        },
    ];

    private readonly ResourceEndpoint _session;

    public AgentsTests(ResourceEndpoint session) => _session = session;

    public static TheoryData<string> Nouns => [.. s_cases.Select(static known => known.Noun)];

    private PowerShellHost Shell => _session.Shell;

    [Theory]
    [MemberData(nameof(Nouns))]
    public void It_is_made_shown_changed_and_removed(string noun)
    {
        ResourceCase known = s_cases.Single(known => known.Noun == noun);
        _session.Once(known.Setup);
        string show = $"Get-{noun} {known.Place}";
        int before = Shell.Run(show).Count;

        Shell.Run(string.Format(null, known.Make, "x0") + " -WhatIf");
        Assert.Equal(before, Good(show).Count);
        string[] ids = [.. Good($"$made = 'x1', 'x2', 'x3' | ForEach-Object {{ {string.Format(null, known.Make, "$_")} }}; $made").Select(made => Text(made, known.Id))];
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(before + 3, Good(show).Count);

        // What is listed pipes into what shows it in full, and by its name it is the same.
        Assert.Equal(ids.Order(), Good($"{show} | Where-Object {known.Id} -in $made.{known.Id} | Get-{noun}").Select(one => Text(one, known.Id)).Order());
        if (known.HasName)
        {
            Assert.Equal(ids[1], Text(Assert.Single(Good($"{show} -{Identity(known)} x2")), known.Id));
            Assert.Equal(3, Good($"{show} -{Identity(known)} x?").Count);
        }

        if (known.Change is string change)
        {
            Shell.Run($"$made[0] | Set-{noun} {change} -WhatIf; $it = $made[0] | Get-{noun}");
            Assert.False(Shell.One<bool>(known.Changed));
            Assert.Single(Good($"$made[0] | Set-{noun} {change} -PassThru"));
            Shell.Run($"$it = $made[0] | Get-{noun}");
            Assert.True(Shell.One<bool>(known.Changed));
        }

        Good($"$made | Remove-{noun} -WhatIf");
        Assert.Equal(before + 3, Good(show).Count);
        Assert.Empty(Good($"$made | Remove-{noun} {known.Remove}"));
        Assert.DoesNotContain(Good(show), one => ids.Contains(Text(one, known.Id)) && Text(one, "Status") != "DELETING");
    }

    [Theory]
    [InlineData("New-BRAgent x -MemoryConfiguration @{ storageDay = 3 } " + Instruction, "memoryConfiguration.storageDay")]
    [InlineData("New-BRKnowledgeBase x -Configuration @{ vectorKnowledgeBaseConfiguration = @{ embeddingModelArn = 3 } } " + Role, "knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn")]
    [InlineData("New-BRFlow x -Definition @{ nodes = @(@{ name = 'In'; typ = 'Input' }) } " + Role, "definition.nodes[0].typ")]
    [InlineData("New-BRFlow x -Definition '{ nodes' " + Role, "-Definition")]
    [InlineData("New-BRPrompt x -Variant @{ name = 'a'; templateType = 'POEM' }", "variants[0].templateConfiguration")]
    public void A_wrong_member_is_named_with_its_path(string script, string path)
    {
        Shell.Run(script);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("ParameterInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(path, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_may_be_named_and_one_that_is_not_there_is_told_of()
    {
        _session.Once(Agent);
        string id = Text(Good("Get-BRAgent parent")[0], "AgentId");
        Assert.All(Good("Get-BRAgentAlias parent; Get-BRAgentAlias (Get-BRAgent parent).AgentArn; Get-BRAgent parent | Get-BRAgentAlias"), alias => Assert.Equal(id, Text(alias, "AgentId")));

        Shell.Run("Get-BRAgentAlias nobody");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("ResourceNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Get-BRAgent ", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void One_parameter_of_a_structure_leaves_the_others()
    {
        Good("$null = New-BRAgent guarded -GuardrailId abcd -GuardrailVersion 1 -Wait " + Instruction);
        PSObject agent = Assert.Single(Good("Set-BRAgent guarded -GuardrailVersion 2 -PassThru -Wait"));
        Assert.Equal(["abcd", "2"], Good("(Get-BRAgent guarded).GuardrailConfiguration | ForEach-Object { $_.GuardrailIdentifier; $_.GuardrailVersion }").Select(static value => value.ToString()));
        Assert.Equal("NOT_PREPARED", Text(agent, "AgentStatus"));
    }

    [Fact]
    public async Task Prompts_of_the_service_itself_are_not_sent_back()
    {
        const string Shown = """
            { "agent": { "agentId": "ABCDEFGHIJ", "agentName": "a", "agentStatus": "PREPARED", "agentResourceRoleArn": "arn:aws:iam::123456789012:role/a", "foundationModel": "m",
              "promptOverrideConfiguration": { "promptConfigurations": [
                { "promptType": "ORCHESTRATION", "promptCreationMode": "OVERRIDDEN", "parserMode": "DEFAULT", "basePromptTemplate": "mine" },
                { "promptType": "PRE_PROCESSING", "promptCreationMode": "DEFAULT", "parserMode": "DEFAULT", "basePromptTemplate": "theirs" }] } } }
            """;
        await using LoopbackServer server = LoopbackServer.Always(Shown);
        Good("Set-BRAgent ABCDEFGHIJ -Description d -AccessKey AKIDEXAMPLE -SecretKey secret -Region us-east-1 -EndpointUrl " + server.Url);
        string sent = Encoding.UTF8.GetString(server.Requests.Last().Body);
        Assert.Contains("mine", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", sent, StringComparison.Ordinal);
        Assert.Contains("\"description\":\"d\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Preparing_waits_for_a_change_that_is_still_being_made()
    {
        Good("$null = New-BRAgent eager -Wait " + Instruction);
        Good("Set-BRAgent eager -Description quick");
        Assert.Equal("PREPARED", Text(Assert.Single(Good("Initialize-BRAgent eager -Wait")), "AgentStatus"));
    }

    [Fact]
    public void An_alias_leads_to_a_new_version_only_when_that_is_wanted()
    {
        Good("$null = New-BRAgent moving -Wait " + Instruction + "; $null = Initialize-BRAgent moving -Wait");

        // The draft comes along with the agent, and is not what the alias is to lead to.
        Good("$null = Get-BRAgent moving | New-BRAgentAlias -Name live -Wait");
        Assert.Equal("1", Version("Set-BRAgentAlias moving live -Description d -PassThru -Wait"));
        Assert.Equal("2", Version("Set-BRAgentAlias moving live -NewVersion -PassThru -Wait"));
        Assert.Equal("1", Version("Set-BRAgentAlias moving live -AgentVersion 1 -PassThru -Wait"));
        Assert.Equal(["1", "2"], Good("Get-BRAgent moving | Get-BRAgentVersion").Select(static version => Text(version, "AgentVersion")).Where(static number => number != "DRAFT").Order());
        Shell.Run("Set-BRAgentAlias moving live -NewVersion -AgentVersion 1");
        Assert.StartsWith("ParameterConflict,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Shell.Run("Remove-BRAgent moving -Force");
        ErrorRecord inUse = Assert.Single(Shell.Errors);
        Assert.Equal(ErrorCategory.ResourceExists, inUse.CategoryInfo.Category);
        Assert.Contains("-SkipInUseCheck", inUse.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Good("Remove-BRAgent moving -SkipInUseCheck -Force");

        string Version(string script) => Good($"({script}).RoutingConfiguration[0].AgentVersion").Single().ToString();
    }

    [Fact]
    public void An_action_group_is_described_in_one_way_and_done_by_one()
    {
        _session.Once(Agent);
        Good("$null = New-BRAgentActionGroup parent both -ReturnControl -Function @{ name = 'Get-Order' }");
        Good("Set-BRAgentActionGroup parent both -ApiSchema s3://bucket/api/orders.yaml -Lambda arn:aws:lambda:us-east-1:123456789012:function:f");
        PSObject group = Assert.Single(Good("Get-BRAgentActionGroup parent both"));
        Assert.Null(group.Properties["FunctionSchema"].Value);
        Assert.Equal("bucket api/orders.yaml", Good("(Get-BRAgentActionGroup parent both).ApiSchema.S3 | ForEach-Object { \"$($_.S3BucketName) $($_.S3ObjectKey)\" }").Single().ToString());
        Assert.Null(Good("(Get-BRAgentActionGroup parent both).ActionGroupExecutor.CustomControl").SingleOrDefault());
        Shell.Run("Set-BRAgentActionGroup parent both -Lambda arn:aws:lambda:us-east-1:123456789012:function:f -ReturnControl");
        Assert.StartsWith("ParameterConflict,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Good("Remove-BRAgentActionGroup parent both -SkipInUseCheck -Force");
    }

    [Fact]
    public void Agents_work_for_another_and_ask_knowledge_bases()
    {
        Good($"$null = New-BRAgent clerk -Wait {Instruction}; $null = Initialize-BRAgent clerk -Wait; $null = New-BRAgentAlias clerk live -Wait");
        Good($"$null = New-BRAgent desk -Collaboration SUPERVISOR -Wait {Instruction}; {string.Format(null, Base, "manual")} | ForEach-Object {{ }}");
        Good("$null = Get-BRAgentAlias clerk live | Add-BRAgentCollaborator desk clerk -Instruction 'Ask it for orders.'");
        Good("Get-BRAgentCollaborator desk | Set-BRAgentCollaborator -RelayConversationHistory TO_COLLABORATOR");
        Assert.Equal("TO_COLLABORATOR", Text(Assert.Single(Good("Get-BRAgentCollaborator desk clerk")), "RelayConversationHistory"));
        Good("$null = Get-BRKnowledgeBase manual | Add-BRAgentKnowledgeBase -AgentId desk -Description Rules");
        Good("Get-BRAgent desk | Get-BRAgentKnowledgeBase | Set-BRAgentKnowledgeBase -State DISABLED");
        Assert.Equal("DISABLED", Text(Assert.Single(Good("Get-BRAgentKnowledgeBase desk")), "KnowledgeBaseState"));
        Shell.Run("Remove-BRKnowledgeBase manual -Force");
        Assert.StartsWith("Conflict,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Good("Get-BRAgentKnowledgeBase desk | Remove-BRAgentKnowledgeBase -Force; Get-BRAgentCollaborator desk | Remove-BRAgentCollaborator -Force");
        Assert.Empty(Good("Get-BRAgentKnowledgeBase desk; Get-BRAgentCollaborator desk"));
    }

    [Fact]
    public void Data_sources_are_read_from_the_pipeline_and_jobs_filtered_and_stopped()
    {
        _session.Once(s_source);
        PSObject done = Assert.Single(Good("Get-BRKnowledgeBase parent | Get-BRDataSource | Where-Object Name -eq files | Start-BRIngestionJob -Wait"));
        Assert.Equal("COMPLETE", Text(done, "Status"));
        Assert.Contains(Good("Get-BRIngestionJob parent files -Status COMPLETE"), job => Text(job, "IngestionJobId") == Text(done, "IngestionJobId"));
        Assert.Empty(Good("Get-BRIngestionJob parent files -Status FAILED"));
        Good("Start-BRIngestionJob parent files | Stop-BRIngestionJob");
        Assert.NotEmpty(Good("Get-BRIngestionJob parent files | Where-Object Status -in STOPPING, STOPPED"));
    }

    [Fact]
    public void Documents_go_ten_at_a_time_and_each_that_fails_is_an_error()
    {
        _session.Once(s_source);
        Good("$null = New-BRDataSource parent notes -Configuration @{ type = 'CUSTOM' } -Wait");
        int asked = Requests("IngestKnowledgeBaseDocuments");
        List<PSObject> sent = Good("1..12 | ForEach-Object { [pscustomobject]@{ DocumentId = \"n$_\"; Text = \"Note $_\"; Metadata = @{ number = $_; kind = 'note'; tags = 'a', 'b'; open = $true } } } | Add-BRKnowledgeBaseDocument parent notes");
        Assert.Equal(Enumerable.Range(1, 12).Select(static number => $"n{number}"), sent.Select(static document => Text(document, "DocumentId")));
        Assert.Equal(asked + 2, Requests("IngestKnowledgeBaseDocuments"));
        Assert.Equal(12, Good("Get-BRKnowledgeBaseDocument parent notes").Count);
        Assert.Equal(["n1", "n10", "n11", "n12"], Good("Get-BRKnowledgeBaseDocument parent notes n1*").Select(static document => Text(document, "DocumentId")).Order(StringComparer.Ordinal));

        Shell.Run("Get-BRKnowledgeBaseDocument parent notes n1, missing, n2");
        ErrorRecord missing = Assert.Single(Shell.Errors);
        Assert.Equal(("missing", ErrorCategory.ObjectNotFound), (missing.TargetObject, missing.CategoryInfo.Category));

        _session.Local.SetFault("IngestKnowledgeBaseDocuments@denied:1");
        List<PSObject> rest = Shell.Run("1..12 | ForEach-Object { \"Line $_\" } | Add-BRKnowledgeBaseDocument parent notes");
        Assert.Equal(Enumerable.Range(1, 10).Select(static number => $"Line {number}"), Shell.Errors.Select(static error => error.TargetObject.ToString()));
        Assert.Equal(2, rest.Count);
        _session.Local.ClearFault();

        Good("Get-BRKnowledgeBaseDocument parent notes | Remove-BRKnowledgeBaseDocument -WhatIf");
        Good("Get-BRKnowledgeBaseDocument parent notes | Remove-BRKnowledgeBaseDocument -Force");
        Assert.All(Good("Get-BRKnowledgeBaseDocument parent notes"), static document => Assert.StartsWith("DELET", Text(document, "Status"), StringComparison.Ordinal));

        int Requests(string operation) => _session.Local.GetRequest().Count(request => request.Operation == operation);
    }

    [Fact]
    public void Files_and_URIs_are_documents_and_other_objects_are_not()
    {
        _session.Once(s_source);
        Good("$null = New-BRDataSource parent folder -Configuration @{ type = 'CUSTOM' } -Wait");
        string folder = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        try
        {
            Shell.Runspace.SessionStateProxy.Path.SetLocation(folder);
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllText(Path.Combine(folder, "sub", "a.md"), "# A");
            File.WriteAllBytes(Path.Combine(folder, "b.bin"), [0, 1, 2]);
            Assert.Equal("sub/a.md", Text(Assert.Single(Good("[IO.FileInfo]::new(\"$PWD/sub/a.md\") | Add-BRKnowledgeBaseDocument parent folder")), "DocumentId"));
            Shell.Run("[IO.FileInfo]::new(\"$PWD/b.bin\"), 3, '' | Add-BRKnowledgeBaseDocument parent folder");
            Assert.Equal(["FileUnsupported", "InputUnsupported", "EmptyInput"], Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.Equal("s3://files/x.pdf", Text(Assert.Single(Good("'s3://files/x.pdf' | Add-BRKnowledgeBaseDocument parent files")), "DocumentId"));
        }
        finally
        {
            Shell.Runspace.SessionStateProxy.Path.SetLocation(AppContext.BaseDirectory);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_flow_is_checked_before_and_after_it_is_made()
    {
        _session.Once(Flow);
        PSObject finding = Assert.Single(Good("Test-BRFlow -Definition @{ nodes = @(@{ name = 'In'; type = 'Input' }) }"));
        Assert.Equal(("Error", "MissingEndingNodes", "BedrockPS.FlowValidation"), (Text(finding, "Severity"), Text(finding, "Type"), finding.TypeNames[0]));
        Assert.Empty(Good("Get-BRFlow parent | Test-BRFlow; Get-BRFlow | Where-Object Name -eq parent | Test-BRFlow"));
        Shell.Run("Test-BRFlow");
        Assert.StartsWith("ParameterInvalid,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_of_a_prompt_is_made_listed_used_and_removed_alone()
    {
        Good("$null = New-BRPrompt versioned -Text 'Say {{word}}.' -Model nova-lite");
        string arn = Text(Assert.Single(Good("Get-BRPrompt versioned | New-BRPromptVersion -Description one")), "Arn");
        Assert.EndsWith(":1", arn, StringComparison.Ordinal);
        Assert.Single(Good($"Invoke-BRModel -PromptArn {arn} -PromptVariable @{{ word = 'yes' }}"));
        Assert.Equal(["1", "DRAFT"], Good("Get-BRPrompt versioned -AllVersion").Select(static prompt => Text(prompt, "Version")).Order(StringComparer.Ordinal));
        Good("Remove-BRPrompt versioned -PromptVersion 1 -Force");
        Assert.Single(Good("Get-BRPrompt versioned -AllVersion"));
    }

    [Theory]
    [InlineData("New-BRAgent short -Model nova-lite")]
    [InlineData("$null = New-BRAgent short -Model amazon.titan-text-express-v1; Set-BRAgent short -Model nova-lite; Get-BRAgent short")]
    public void An_agent_thinks_with_the_model_that_a_short_name_means(string script)
    {
        Assert.Equal("amazon.nova-lite-v1:0", Text(Assert.Single(Good(script)), "FoundationModel"));
        Good("Remove-BRAgent short -Force");
    }

    [Theory]
    [InlineData("New-BRAgent short -Model nova-lite-9", "ModelNotFound")]
    [InlineData("New-BRAgent short -Model titan-embed-text-v2", "ModelNotFound")]
    [InlineData("Set-BRAgent parent -Model nova", "ModelAmbiguous")]
    [InlineData("New-BRPrompt short -Text x -Model nova-lite-9", "ModelNotFound")]
    [InlineData("Start-BRCustomizationJob -JobName j -CustomModelName m -BaseModel nope -RoleArn arn:aws:iam::123456789012:role/r -TrainingDataS3Uri s3://b/t -OutputS3Uri s3://b/o", "ModelNotFound")]
    public void A_model_that_a_short_name_does_not_mean_is_told_before_anything_is_made(string script, string code)
    {
        _session.Once(Agent);
        Shell.Run(script);
        Assert.StartsWith(code + ",", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Good("Get-BRAgent | Where-Object Name -eq short"));
    }

    [Theory]
    [InlineData("Get-BRAgentAlias par", "AgentId")]
    [InlineData("Get-BRAgentAlias -AgentId $id -AgentAliasId Agent", "AgentAliasId")]
    [InlineData("Get-BRAgentAlias -AgentId parent -AgentAliasId Agent", "AgentAliasId")]
    [InlineData("Start-BRIngestionJob -KnowledgeBaseId $base -DataSourceId fil", "DataSourceId")]
    public void Ids_are_completed_by_name_below_their_parents(string line, string property)
    {
        _session.Once(Agent);
        _session.Once(s_source);
        Shell.Run("$id = (Get-BRAgent parent).AgentId; $base = (Get-BRKnowledgeBase parent).KnowledgeBaseId");
        line = line.Replace("$id", Shell.One<string>("$id"), StringComparison.Ordinal).Replace("$base", Shell.One<string>("$base"), StringComparison.Ordinal);
        CommandCompletion completion = (CommandCompletion)Shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Single().BaseObject;
        string[] known = [.. Shell.Run("Get-BRAgent; Get-BRAgentAlias $id; Get-BRDataSource $base").Select(one => one.Properties[property]?.Value as string ?? "")];
        Assert.NotEmpty(completion.CompletionMatches);
        Assert.All(completion.CompletionMatches, match => Assert.Contains(match.CompletionText, known));
    }

    [Theory]
    [InlineData("Get-BRAgent parent | Get-BRAgentAlias AgentTestAlias", "AgentAliasName", "AgentTestAlias")]
    [InlineData("Get-BRAgent versioned | Get-BRAgentVersion 2", "AgentVersion", "2")]
    [InlineData("Get-BRKnowledgeBase parent | Get-BRDataSource fil*", "Name", "files")]
    [InlineData("Get-BRAgent parent | Get-BRAgentAlias -AgentAliasId AgentTestAlias", "AgentAliasName", "AgentTestAlias")]
    [InlineData("Get-BRAgentAlias parent | Get-BRAgentAlias", "AgentAliasName", "AgentTestAlias")]
    public void A_value_beside_a_piped_whole_says_which_part_is_meant(string script, string property, string value)
    {
        _session.Once(Agent);
        _session.Once(s_source);
        _session.Once(Agent.Replace("parent", "versioned", StringComparison.Ordinal) + "; $null = 1, 2 | ForEach-Object { New-BRAgentAlias versioned \"a$_\" -Wait }");
        Assert.Equal(value, Text(Good(script).Single(), property));
    }

    [Fact]
    public void A_part_of_something_that_has_none_is_one_error()
    {
        Shell.Run("'x' | Get-BRAgentAlias parent; [pscustomobject] @{ Region = 'us-east-1' } | Get-BRAgentAlias parent");
        Assert.Equal(
            ["ParameterInvalid,BedrockPS.Cmdlets.GetBRAgentAliasCommand", "ParameterInvalid,BedrockPS.Cmdlets.GetBRAgentAliasCommand"],
            Shell.Errors.Select(static error => error.FullyQualifiedErrorId));
    }

    [Fact]
    public void States_are_completed_where_the_filter_takes_any_text()
    {
        CommandCompletion completion = (CommandCompletion)Shell.Run(
            "$line = 'Get-BRIngestionJob a b -Status '; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)").Single().BaseObject;
        Assert.Equal(["STARTING", "IN_PROGRESS", "COMPLETE", "FAILED", "STOPPING", "STOPPED"], completion.CompletionMatches.Select(static match => match.CompletionText));
    }

    private static string Identity(ResourceCase known) => known.Place.Length == 0 ? "Id" : known.Id;

    private static string Text(PSObject value, string property) => value.Properties[property]?.Value?.ToString() ?? "";

    private List<PSObject> Good(string script) => _session.Run(script);
}
