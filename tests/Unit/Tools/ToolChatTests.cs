using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolChatTests : ToolSession
{
    private const string CallA = """{{call Get-Thing {"Name":"a"}}}""";

    private ModelResponse Send(Chat chat, string message, string parameters = "") =>
        Shell.One<ModelResponse>($"Send-BRMessage $message -Chat $chat {parameters}", ("message", message), ("chat", chat));

    private static string[] Roles(JsonNode body) => [.. body["messages"]!.AsArray().Select(static message => message!["role"]!.GetValue<string>())];

    [Theory]
    [InlineData("")]
    [InlineData("-Stream")]
    public void A_chat_keeps_its_tools_and_its_tool_turns(string stream)
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing");
        Shell.Run($"$null = Send-BRMessage $message -Chat $chat {stream}", ("message", CallA), ("chat", chat));
        Assert.Empty(Shell.Errors);
        Assert.Equal(["user", "assistant", "user", "assistant"], chat.Messages.Select(static message => message.Role));
        Assert.Equal(["toolResult"], chat.Messages[2].Content.Select(static block => block.Kind));
        Send(chat, "thanks");
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], Roles(Sent()));
        Assert.Equal(6, chat.Messages.Length);
    }

    [Fact]
    public void Taking_a_turn_back_takes_its_calls_along()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing");
        Send(chat, "hello");
        Send(chat, CallA);
        Assert.Equal(CallA, chat.Rewind());
        Assert.Equal(2, chat.Messages.Length);
        Send(chat, "again");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_turns_word_on_tools_comes_before_the_chats()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing, Set-Thing -ToolApproval All -MaxToolRound 2");
        Assert.Equal(ToolDecision.Allowed, Send(chat, """{{call Set-Thing {"Name":"a"}}}""").ToolCalls[0].Decision);
        Assert.Equal(ToolDecision.Refused, Send(chat, """{{call Set-Thing {"Name":"b"}}}""", "-ToolApproval ReadOnly").ToolCalls[0].Decision);
        Assert.Equal(["a"], Changed);
        Shell.Run("Send-BRMessage $message -Chat $chat", ("message", CallA + "{{loop}}"), ("chat", chat));
        Assert.Equal("ToolRoundLimit", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(8, chat.Messages.Length);
    }

    [Fact]
    public void Tools_of_a_turn_are_known_to_later_ones_that_have_none()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat");
        Send(chat, CallA, "-Tool Get-Thing");
        ModelResponse answer = Send(chat, CallA);
        Assert.Equal(ToolDecision.Refused, Assert.Single(answer.ToolCalls).Decision);
        Assert.Empty(Shell.Errors);
        Send(chat, "thanks", "-Tool Get-Thing -ToolChoice none");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_chat_from_a_file_goes_on_without_its_tools()
    {
        string path = Path.GetTempFileName();
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing");
        Send(chat, CallA);
        Shell.Run("$chat | Export-BRChat $path", ("chat", chat), ("path", path));
        Chat back = Shell.One<Chat>("Import-BRChat $path", ("path", path));
        File.Delete(path);
        Send(back, "hello");
        Assert.Empty(Shell.Errors);
        Assert.Equal(6, back.Messages.Length);
    }

    [Fact]
    public void Calls_left_to_the_caller_are_answered_with_the_next_message()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing");
        Assert.Equal("tool_use", Send(chat, CallA, "-ToolApproval None").StopReason);
        Send(chat, "never mind");
        Assert.Empty(Shell.Errors);
        JsonArray content = Sent()["messages"]![2]!["content"]!.AsArray();
        Assert.Contains("not carried out", content[0]!["toolResult"]!["content"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("never mind", content[1]!["text"]!.GetValue<string>());
        Assert.Equal("never mind", chat.Rewind());
        Assert.Equal(2, chat.Messages.Length);
    }

    [Fact]
    public void A_caller_gives_the_results_of_its_own_calls()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool @{ Name = 'order'; InputSchema = @{ type = 'object' } }");
        ModelResponse asked = Send(chat, "{{call order {}}}{{call order {\"n\":2}}}");
        Shell.Run(
            "$null = Send-BRMessage 'there' -Chat $chat -ToolResult @{ $id = [pscustomobject] @{ Number = 7 } }",
            ("chat", chat),
            ("id", asked.ToolCalls[1].Id));
        Assert.Empty(Shell.Errors);
        JsonArray content = Sent()["messages"]![2]!["content"]!.AsArray();
        Assert.Contains("not carried out", content[0]!.ToJsonString());
        Assert.Equal("{\"Number\":7}", content[1]!["toolResult"]!["content"]![0]!["text"]!.GetValue<string>());
        Assert.Null(content[1]!["toolResult"]!["status"]);
        Shell.Run("Send-BRMessage 'there' -Chat $chat -ToolResult @{ x = 1 }", ("chat", chat));
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(4, chat.Messages.Length);
    }

    [Fact]
    public void Ids_fit_the_model_that_reads_them()
    {
        Chat chat = Shell.One<Chat>("Start-BRChat -Tool Get-Thing");
        Send(chat, CallA);
        Send(chat, "hello", "-Model mistral.mistral-large-2407-v1:0");
        Assert.Empty(Shell.Errors);
        JsonNode body = Sent();
        string use = body["messages"]![1]!["content"]!.AsArray().Single(static block => block!["toolUse"] is not null)!["toolUse"]!["toolUseId"]!.GetValue<string>();
        Assert.Matches("^[a-zA-Z0-9]{9}$", use);
        Assert.Equal(use, body["messages"]![2]!["content"]![0]!["toolResult"]!["toolUseId"]!.GetValue<string>());
    }
}
