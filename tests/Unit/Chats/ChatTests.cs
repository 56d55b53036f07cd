using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Chats;

public sealed class ChatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bedrockps-chat").FullName;

    [Fact]
    public void Rewind_takes_back_whole_turns_and_tells_the_question()
    {
        Chat chat = TwoTurns();
        Assert.Equal("second?", chat.Rewind());
        Assert.Equal(["first?", "first."], chat.Messages.Select(message => message.Text));
        Assert.Equal("first?", chat.Rewind(5));
        Assert.Empty(chat.Messages);
        Assert.Null(chat.Rewind());
        Assert.Throws<ArgumentOutOfRangeException>(() => chat.Rewind(0));
    }

    [Fact]
    public void A_branch_goes_its_own_way()
    {
        Chat chat = TwoTurns();
        Chat branch = chat.Branch();
        branch.Rewind();
        branch.System = "other";
        branch.Usage.Add(new TokenUsage { InputTokens = 100 });
        Assert.Equal(4, chat.Messages.Length);
        Assert.Equal("be brief", chat.System);
        Assert.Equal(20, chat.Usage.InputTokens);
    }

    [Fact]
    public void A_saved_chat_comes_back_whole()
    {
        Chat chat = TwoTurns();
        chat.MaxTokens = 5;
        chat.Temperature = 0.5;
        chat.TopP = 0.9;
        chat.StopSequence = ["X"];
        chat.Commit(
            new Message("user", "third?"),
            new ModelResponse { Message = new Message("assistant", [ContentBlock.FromJson("toolUse", """{"toolUseId":"t","name":"f","input":{}}""")]) });
        string path = Path.Combine(_folder, "chat.json");
        ChatFile.Write(chat, path);
        Chat back = ChatFile.Read(path);

        Assert.Equal((chat.Model, chat.System, chat.MaxTokens, chat.Temperature, chat.TopP), (back.Model, back.System, back.MaxTokens, back.Temperature, back.TopP));
        Assert.Equal(chat.StopSequence, back.StopSequence);
        Assert.Equal(chat.ToString(), back.ToString());
        Assert.Equal("toolUse", back.Messages[^1].Content[0].Kind);
        Assert.Equal(chat.Usage.InputTokens, back.Usage.InputTokens);
        Assert.Equal(chat.Created, back.Created);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Every_setting_survives_the_disk_and_asks_for_a_reader_that_knows_it()
    {
        InferenceRequest settings = new()
        {
            Reasoning = new ReasoningSettings { Effort = "high", Budget = 2000 },
            Guardrail = new GuardrailSettings { Identifier = "abc", Version = "3", Trace = "enabled", StreamMode = "async" },
            PromptCache = new PromptCacheSettings { System = true, History = true, Ttl = "1h" },
            ServiceTier = "flex",
            Latency = "optimized",
            Metadata = new Dictionary<string, string> { ["team"] = "ops" },
            PromptVariables = new Dictionary<string, string> { ["city"] = "Oslo" },
        };
        string path = Path.Combine(_folder, "chat.json");
        ChatFile.Write(new Chat("m", settings), path);
        InferenceRequest back = ChatFile.Read(path).Settings;

        Assert.Equal(("high", 2000), (back.Reasoning!.Effort, back.Reasoning.Budget));
        Assert.Equal(("abc", "3", "enabled", "async"), (back.Guardrail!.Identifier, back.Guardrail.Version, back.Guardrail.Trace, back.Guardrail.StreamMode));
        Assert.Equal((true, false, true, "1h"), (back.PromptCache!.System, back.PromptCache.Tools, back.PromptCache.History, back.PromptCache.Ttl));
        Assert.Equal(("flex", "optimized", "ops", "Oslo"), (back.ServiceTier, back.Latency, back.Metadata!["team"], back.PromptVariables!["city"]));
        Assert.Contains("\"version\": 2", File.ReadAllText(path), StringComparison.Ordinal);
        ChatFile.Write(TwoTurns(), path);
        Assert.Contains("\"version\": 1", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Null(ChatFile.Read(path).Settings.Guardrail);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_no_litter()
    {
        string path = Path.Combine(_folder, "chat.json");
        ChatFile.Write(TwoTurns(), path);
        string before = File.ReadAllText(path);
        Chat broken = TwoTurns();
        broken.Temperature = double.NaN;
        Assert.ThrowsAny<Exception>(() => ChatFile.Write(broken, path));
        Assert.Equal(before, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("not json", "ChatFileInvalid")]
    [InlineData("[]", "ChatFileInvalid")]
    [InlineData("""{"format":"BedrockPS.Chat","version":1}""", "ChatFileInvalid")]
    [InlineData("""{"format":"BedrockPS.Chat","version":99}""", "ChatFileVersion")]
    public void A_file_that_is_no_chat_says_so(string content, string code)
    {
        string path = Path.Combine(_folder, "bad.json");
        File.WriteAllText(path, content);
        Assert.Equal(code, Assert.Throws<BedrockException>(() => ChatFile.Read(path)).Code);
    }

    [Fact]
    public void Two_turns_at_once_are_refused()
    {
        Chat chat = TwoTurns();
        using (chat.BeginTurn())
        {
            Assert.Equal("ChatBusy", Assert.Throws<BedrockException>(() => chat.BeginTurn()).Code);
        }

        chat.BeginTurn().Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Chat TwoTurns()
    {
        Chat chat = new("amazon.nova-lite-v1:0") { System = "be brief" };
        chat.Commit(new Message("user", "first?"), Answer("first."));
        chat.Commit(new Message("user", "second?"), Answer("second."));
        return chat;
    }

    private static ModelResponse Answer(string text) =>
        new() { Text = text, Message = new Message("assistant", text), Usage = new TokenUsage { InputTokens = 10, OutputTokens = 2, TotalTokens = 12 } };
}
