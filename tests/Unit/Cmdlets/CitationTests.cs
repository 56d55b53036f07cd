using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class CitationTests : EndpointSession
{
    private const string Claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public CitationTests()
    {
        Shell.Runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);
        File.WriteAllText(Path.Combine(_folder.FullName, "leave.md"), "Everybody has 30 days. No more.");
    }

    [Fact]
    public void Citations_of_an_answer_are_objects_and_its_text_is_whole()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel 'How many days?' -Model {Claude} -Document leave.md -Citation");
        Assert.Empty(Shell.Errors);
        Citation citation = Assert.Single(response.Citations);
        Assert.Equal(("leave", "Everybody has 30 days.", "Character", 0, 0), (citation.Title, citation.Text, citation.Location, citation.Index!.Value, citation.Start!.Value));
        Assert.NotEmpty(citation.Answer!);
        Assert.Contains(citation.Answer!, response.Text, StringComparison.Ordinal);
        Assert.StartsWith("leave, character 0-", citation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_result_is_cited_by_its_source()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel 'How many?' -Model {Claude} -SearchResult @{{ Source = 'https://wiki/leave'; Title = 'Leave'; Content = '30 days.' }} -Citation");
        Citation citation = Assert.Single(response.Citations);
        Assert.Equal(("Leave", "https://wiki/leave", "SearchResult"), (citation.Title, citation.Source, citation.Location));
    }

    [Fact]
    public void Streamed_citations_are_chunks_of_their_own_and_the_same_on_the_response()
    {
        List<StreamChunk> chunks = [.. Shell.Run($"Invoke-BRModel 'How many days?' -Model {Claude} -Document leave.md -Citation -Stream").Select(chunk => (StreamChunk)chunk.BaseObject)];
        Assert.Empty(Shell.Errors);
        StreamChunk piece = Assert.Single(chunks, chunk => chunk.Kind == StreamChunkKind.Citation);
        Assert.Equal(("leave", "Everybody has 30 days."), (piece.Citation!.Title, piece.Citation.Text));
        Assert.Equal("", piece.ToString());
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal("leave", Assert.Single(response.Citations).Title);
        Assert.Equal(string.Concat(chunks), response.Text);
    }

    [Fact]
    public void A_cited_answer_goes_back_in_a_chat_and_survives_the_disk()
    {
        Shell.Run(
            $"$chat = Start-BRChat -Model {Claude}; $a = Send-BRMessage 'How many days?' -Chat $chat -Document leave.md -Citation; $null = Send-BRMessage 'Sure?' -Chat $chat;" +
            "Export-BRChat chat.json $chat; $back = Import-BRChat chat.json; $null = Send-BRMessage 'Quite?' -Chat $back; $null = Send-BRMessage 'Really?' -Chat $back");
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.Equal(Shell.One<ModelResponse>("$a").Text, Shell.One<Chat>("$back").Messages[1].Text);
    }
}
