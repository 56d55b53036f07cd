using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Resources;
using Xunit;

namespace BedrockPS.Unit.Knowledge;

/// <summary>Search-BRKnowledgeBase, ConvertTo-BRQuery and Get-BRKnowledgeBaseDocumentContent against the local endpoint.</summary>
public sealed class SearchTests : IClassFixture<ResourceEndpoint>
{
    private const string Role = "-RoleArn arn:aws:iam::123456789012:role/kb";
    private const string Handbook = "$null = New-BRKnowledgeBase handbook " + Role
        + " -StorageConfiguration @{ s3VectorsConfiguration = @{ indexArn = 'arn:aws:s3vectors:us-east-1:123456789012:bucket/v/index/i' } } -EmbeddingModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-image-v1:0 -Wait | New-BRDataSource -Name pages -Configuration @{ type = 'CUSTOM' } -Wait; "
        + "$null = [pscustomobject]@{ DocumentId = 'leave'; Text = 'Leave is 30 days a year.'; Metadata = @{ year = 2025; team = 'hr', 'it'; draft = $false } }, "
        + "[pscustomobject]@{ DocumentId = 'travel'; Text = 'Travel is booked by the office.'; Metadata = @{ year = 2023; draft = $true } } | Add-BRKnowledgeBaseDocument handbook pages; "
        + "1..4 | ForEach-Object { $null = Get-BRKnowledgeBaseDocument handbook pages leave, travel }";

    private const string Sql = "$null = New-BRKnowledgeBase sales " + Role + " -Configuration @{ type = 'SQL' } -Wait";

    private readonly ResourceEndpoint _session;

    public SearchTests(ResourceEndpoint session) => _session = session;

    [Fact]
    public void Passages_say_what_they_are_and_what_they_were_found_for()
    {
        PSObject[] found = [.. _session.Run("'What is an inference profile?', 'What is a guardrail?' | Search-BRKnowledgeBase LOCALKB001 -Top 1")];
        Passage first = Assert.IsType<Passage>(found[0].BaseObject);
        Assert.Equal(("s3://local-knowledge/inference-profiles.txt", "S3", "LOCALKB001", "LOCALDS001", "us-east-1"), (first.Source, first.SourceType, first.KnowledgeBaseId, first.DataSourceId, first.Region));
        Assert.Equal(first.Source, first.DocumentId);
        Assert.Equal("What is a guardrail?", ((Passage)found[1].BaseObject).InputObject);
        Assert.Equal(5, _session.Run("[pscustomobject]@{ Id = 7; Query = 'batch' } | Search-BRKnowledgeBase LOCALKB001 | ForEach-Object { $_.InputObject.Id }").Count);
    }

    [Theory]
    [InlineData("local-knowledge")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:knowledge-base/LOCALKB001")]
    [InlineData("(Get-BRKnowledgeBase LOCALKB001 | ForEach-Object KnowledgeBaseId)")]
    public void A_knowledge_base_is_found_by_id_ARN_and_name(string name) =>
        Assert.Equal("LOCALKB001", _session.One($"Search-BRKnowledgeBase {name} batch -Top 1").Properties["KnowledgeBaseId"].Value);

    [Fact]
    public void A_name_that_looks_like_an_id_is_found_all_the_same()
    {
        _session.Run("$null = New-BRKnowledgeBase tenletters " + Role + " -Configuration @{ type = 'SQL' } -Wait");
        Assert.Equal(["Retrieve", "ListKnowledgeBases", "Retrieve", "Retrieve"], _session.Calls("$row = 'How many?', 'Who?' | Search-BRKnowledgeBase tenletters"));
        Assert.Equal("How many?", _session.One("$row[0].Row.question").BaseObject);
        Assert.Equal("SQL", _session.One("$row[0].SourceType").BaseObject);
    }

    [Fact]
    public void Pages_are_asked_for_as_they_are_wanted_and_no_further()
    {
        Assert.Equal(["Retrieve"], _session.Calls("$found = Search-BRKnowledgeBase LOCALKB001 x"));
        Assert.Equal(5, _session.One("$found.Count").BaseObject);
        Assert.Equal(9, _session.Run("Search-BRKnowledgeBase LOCALKB001 x -All").Count);

        // The part we look at ourselves leaves too few on the first page.
        Assert.InRange(_session.Calls("$found = Search-BRKnowledgeBase LOCALKB001 batch -Top 5 -Filter { topic -notlike '*t*' }").Length, 2, 2);
        Assert.Equal(["embeddings", "guardrails", "inference-profiles", "knowledge-bases", "models"], _session.Run("$found.Metadata.topic").Select(static topic => topic.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_that_were_added_are_found_by_text_and_attributes()
    {
        _session.Once(Handbook);
        Assert.Equal("leave", _session.One("Search-BRKnowledgeBase handbook 'How many days of leave?' -Top 1").Properties["Source"].Value);
        foreach ((string filter, string found) in new[]
        {
            ("'year -gt 2024'", "leave"), ("'year -le 2023'", "travel"), ("'team -contains ''it'''", "leave"), ("@{ draft = $true }", "travel"),
            ("'year -ne 2025'", "travel"), ("'year -in 2025,1'", "leave"), ("'year -notin 2025,1'", "travel"),
            ("@{ equals = @{ key = 'year'; value = 2023 } }", "travel"), ("'team -like ''*h*'''", "leave"),
        })
        {
            Assert.Equal(found, _session.One($"Search-BRKnowledgeBase handbook x -Filter {filter} | ForEach-Object DocumentId").BaseObject);
        }
    }

    [Fact]
    public void Search_type_reranking_and_what_a_model_filters_by_are_sent()
    {
        _session.Run("$null = Search-BRKnowledgeBase LOCALKB001 'throttled request' -Top 8 -SearchType hybrid -RerankModel rerank-v3-5 -RerankTop 2 -RerankAttribute topic");
        AssertJson(
            """{"numberOfResults":8,"rerankingConfiguration":{"type":"BEDROCK_RERANKING_MODEL","bedrockRerankingConfiguration":{"modelConfiguration":{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/cohere.rerank-v3-5:0"},"numberOfRerankedResults":2,"metadataConfiguration":{"selectionMode":"SELECTIVE","selectiveModeConfiguration":{"fieldsToInclude":[{"fieldName":"topic"}]}}}},"overrideSearchType":"HYBRID"}""",
            _session.Body("Retrieve")["retrievalConfiguration"]!["vectorSearchConfiguration"]!);
        Assert.Equal(2, _session.Run("Search-BRKnowledgeBase LOCALKB001 x -Top 8 -RerankModel rerank-v3-5 -RerankTop 2 -RerankExcludeAttribute year").Count);
        Assert.Equal(
            ["batch", "inference-profiles"],
            _session.Run("Search-BRKnowledgeBase LOCALKB001 'What was new in 2025?' -ImplicitFilter @{ year = @{ Type = 'number'; Description = 'Year' } } -ImplicitFilterModel nova-lite | ForEach-Object { $_.Metadata.topic }")
                .Select(static topic => topic.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Search-BRKnowledgeBase NOSUCHBASE x", "ResourceNotFound")]
    [InlineData("Search-BRKnowledgeBase nosuch x", "ResourceNotFound")]
    [InlineData("'x' | Search-BRKnowledgeBase LOCALKB001 -SearchType Managed", "Validation")]
    [InlineData("Search-BRKnowledgeBase LOCALKB001 x -RerankModel nova-lite", "Validation")]
    [InlineData("1 | Search-BRKnowledgeBase LOCALKB001", "NoPrompt")]
    [InlineData("'' | Search-BRKnowledgeBase LOCALKB001", "EmptyInput")]
    [InlineData("Search-BRKnowledgeBase LOCALKB001 -Image (,[byte[]](1, 2))", "FileUnsupported")]
    [InlineData("Search-BRKnowledgeBase LOCALKB001 -Image (,[Convert]::FromBase64String('iVBORw0KGgo='))", "Validation")]
    public void One_error_for_what_cannot_be_searched(string script, string code)
    {
        ErrorRecord error = _session.Error(script);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction));
    }

    [Theory]
    [InlineData("-Filter 'year -ge'", "FilterInvalid")]
    [InlineData("-SearchType Fuzzy", "ParameterInvalid")]
    [InlineData("-RerankTop 3", "ParameterInvalid")]
    [InlineData("-ImplicitFilterModel nova-lite", "ParameterInvalid")]
    [InlineData("-RerankModel rerank-v3-5 -RerankAttribute a -RerankExcludeAttribute b", "ParameterInvalid")]
    public void What_is_wrong_for_all_questions_ends_the_pipeline_unsent(string parameters, string code)
    {
        int before = _session.Local.GetRequest().Count(static request => request.Operation == "Retrieve");
        Assert.StartsWith(code + ",", _session.Shell.Fails($"'a', 'b' | Search-BRKnowledgeBase LOCALKB001 {parameters}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, _session.Local.GetRequest().Count(static request => request.Operation == "Retrieve"));
    }

    [Fact]
    public void Many_questions_are_searched_for_at_a_time_and_answered_in_order()
    {
        _session.Shell.Run("$found = 'guardrail', '', 'batch', 'streaming', 'embedding' | Search-BRKnowledgeBase local-knowledge -Top 1 -ThrottleLimit 4");
        Assert.StartsWith("EmptyInput,", Assert.Single(_session.Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("guardrail batch streaming embedding", _session.One("$found.InputObject -join ' '").BaseObject);
        _session.Shell.Run("'a', 'b' | Search-BRKnowledgeBase NOSUCHBASE -ThrottleLimit 2");
        Assert.Equal(["a", "b"], _session.Shell.Errors.Select(static error => error.TargetObject));
    }

    [Fact]
    public void Pictures_are_found_by_pictures_where_the_model_sees_them()
    {
        _session.Once(Handbook);
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5, 6, 7, 8];
        _session.Run("""
            $base = Get-BRKnowledgeBase handbook; $source = $base | Get-BRDataSource
            $null = Invoke-BRApi bedrock-agent IngestKnowledgeBaseDocuments @{ knowledgeBaseId = $base.KnowledgeBaseId; dataSourceId = $source.DataSourceId; documents = @(@{ content = @{
                dataSourceType = 'CUSTOM'; custom = @{ customDocumentIdentifier = @{ id = 'cat' }; sourceType = 'IN_LINE'; inlineContent = @{ type = 'BYTE'; byteContent = @{ mimeType = 'image/png'; data = $picture } } } } }) }
            1..4 | ForEach-Object { $null = Get-BRKnowledgeBaseDocument handbook pages cat }
            """, ("picture", picture));
        Passage passage = Assert.IsType<Passage>(_session.One("Search-BRKnowledgeBase handbook -Image $picture -Top 1").BaseObject);
        Assert.Equal(("IMAGE", "cat", "image/png"), (passage.Kind, passage.DocumentId, passage.MimeType));
        Assert.Equal(picture, passage.Bytes);
        Assert.Equal(1, passage.Score!.Value, 1e-6);
        _session.Run("Remove-BRKnowledgeBaseDocument handbook pages cat -Force");
    }

    [Fact]
    public void Questions_become_queries()
    {
        _session.Once(Sql);
        GeneratedQuery query = Assert.IsType<GeneratedQuery>(_session.One("'How many orders were there in 2024?' | ConvertTo-BRQuery sales").BaseObject);
        Assert.Equal("SELECT COUNT(*) FROM orders WHERE year = 2024", query.ToString());
        Assert.Equal(("REDSHIFT_SQL", "How many orders were there in 2024?"), (query.Type, query.InputObject));
        Assert.StartsWith("Validation,", _session.Error("ConvertTo-BRQuery LOCALKB001 x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_documents_are_held_or_saved_once_each()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        try
        {
            KnowledgeDocumentContent held = (KnowledgeDocumentContent)_session.One("Search-BRKnowledgeBase LOCALKB001 'price of a batch' -Top 1 | Get-BRKnowledgeBaseDocumentContent").BaseObject;
            Assert.StartsWith("Batch inference reads", held.Text, StringComparison.Ordinal);
            Assert.Equal(("text/plain", held.Bytes!.LongLength), (held.MimeType, held.Length));
            Assert.Equal("application/json", _session.One("Get-BRKnowledgeBaseDocumentContent LOCALKB001 local-documents s3://local-knowledge/batch.txt -Extracted").Properties["MimeType"].Value);

            // Two questions find the same documents.
            _session.Run("$saved = 'batch', 'batch price' | Search-BRKnowledgeBase LOCALKB001 -Top 2 | Get-BRKnowledgeBaseDocumentContent -OutDirectory $folder/new", ("folder", folder));
            Assert.Equal(_session.One("$saved.Count").BaseObject, System.IO.Directory.GetFiles(folder + "/new").Length);
            Assert.Equal(held.Text, System.IO.File.ReadAllText(folder + "/new/batch.txt"));
            Assert.StartsWith("FileExists,", _session.Error("Get-BRKnowledgeBaseDocumentContent LOCALKB001 LOCALDS001 s3://x/batch.txt -OutFile $folder/new/batch.txt -NoClobber").FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith("ResourceNotFound,", _session.Error("Get-BRKnowledgeBaseDocumentContent LOCALKB001 LOCALDS001 nosuch -OutFile $folder/new/batch.txt").FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(held.Text, System.IO.File.ReadAllText(folder + "/new/batch.txt"));
            Assert.Empty(_session.Calls("Get-BRKnowledgeBaseDocumentContent LOCALKB001 LOCALDS001 a -OutFile $folder/a -WhatIf"));
            Assert.Empty(System.IO.Directory.GetFiles(folder, "*.part", System.IO.SearchOption.AllDirectories));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Search-BRKnowledgeBase ", "LOCALKB001")]
    [InlineData("Invoke-BRKnowledgeBase local-kn", "LOCALKB001")]
    [InlineData("Search-BRKnowledgeBase x -SearchType s", "Semantic")]
    [InlineData("Invoke-BRKnowledgeBase x -Model nova-lit", "nova-lite")]
    [InlineData("Search-BRKnowledgeBase x -RerankModel ", "cohere.rerank-v3-5:0")]
    public void Completion_knows_bases_models_and_kinds_of_search(string line, string expected) => Assert.Contains(
        _session.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line)), text => text.ToString() == expected);

    private static void AssertJson(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
