using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Chats;

public sealed class EnterBRChatTests : EndpointSession
{
    private const string SmallModel = "meta.llama3-8b-instruct-v1:0";

    private readonly ScriptedHost _host;

    public EnterBRChatTests()
        : this(new ScriptedHost())
    {
    }

    private EnterBRChatTests(ScriptedHost host)
        : base(host)
    {
        _host = host;
        Shell.Run($$"""
            Set-BRDefault -Model {{Nova}}
            function Clear-Thing { param([string] $Name) "cleared $Name" }
            """);
    }

    private static string[] Asked(Chat chat) => [.. chat.Messages.Where(static message => message.Role == "user").Select(static message => message.Text)];

    private JsonNode LastBody => JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!;

    private Chat Enter(params string?[] lines)
    {
        _host.Type(lines);
        return Shell.One<Chat>("Enter-BRChat");
    }

    [Fact]
    public void Answers_are_shown_with_their_tokens_and_the_chat_is_written_at_the_end()
    {
        Chat chat = Enter("first", "", "second", "/exit", "never");
        Assert.Equal(["first", "second"], Asked(chat));
        Assert.Contains(chat.Messages[^1].Text.TrimEnd(), _host.Screen);
        Assert.Contains(" tokens in, ", _host.Screen);
        Assert.Equal(5, LastBody["messages"]!.AsArray().Count + 2);
        Assert.Single(_host.Lines);
        Assert.Empty(_host.Errors);
    }

    [Fact]
    public void The_end_of_the_input_ends_the_chat() => Assert.Equal(["only"], Asked(Enter("only", null)));

    [Fact]
    public void A_host_that_gives_empty_lines_for_ever_ends_the_chat() => Assert.Empty(Enter([.. Enumerable.Repeat("", 1000)]).Messages);

    public static TheoryData<string> Nobody => ["Host", "InvalidOperation", "NotImplemented"];

    [Theory]
    [MemberData(nameof(Nobody))]
    public void Nobody_there_ends_it_with_the_chat(string kind)
    {
        _host.NobodyThere = kind switch
        {
            "Host" => new HostException("nobody"),
            "InvalidOperation" => new PSInvalidOperationException("NonInteractive"),
            _ => new NotImplementedException(),
        };
        Assert.Empty(Enter("lost").Messages);
        Assert.Empty(Shell.One<Chat>("Start-BRChat -Interactive").Messages);
    }

    [Fact]
    public void Start_BRChat_holds_it_too()
    {
        _host.Type("hello", "/exit");
        Chat chat = Shell.One<Chat>("Start-BRChat -System 'Be brief.' -Interactive");
        Assert.Equal(["hello"], Asked(chat));
        Assert.Equal("Be brief.", LastBody["system"]![0]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/modle", "There is no /modle. Did you mean /model?")]
    [InlineData("/c", "There is no /c.")]
    [InlineData("/retry now", "/retry takes no argument.")]
    [InlineData("/retry", "Nothing has been asked yet.")]
    [InlineData("/save", "/save needs a path")]
    [InlineData("/load", "/load needs a path")]
    [InlineData("/load none.json", "none.json")]
    [InlineData("/attach none.png", "none.png")]
    [InlineData("/undo x", "'x' is no number of turns")]
    [InlineData("/undo 0", "'0' is no number of turns")]
    [InlineData("/branch 2", "There is no branch '2'")]
    [InlineData("/tools No-SuchThing", "No-SuchThing")]
    [InlineData("/model no-such-model-anywhere", "no-such-model-anywhere")]
    [InlineData("/copy", "There is no answer yet.")]
    public void A_wrong_command_is_told_and_nothing_is_sent(string line, string error)
    {
        Chat chat = Enter(line, "/exit");
        Assert.Contains(_host.Errors, text => text.Contains(error, StringComparison.Ordinal));
        Assert.Empty(chat.Messages);
        Assert.Equal(Nova, chat.Model);
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Path.Contains("converse", StringComparison.Ordinal));
    }

    [Fact]
    public void Model_system_and_tools_hold_for_the_turns_after_them()
    {
        Chat chat = Enter(
            "/model amazon.nova-pro-v1:0", "/system Speak French.", "/tools Clear-Thing", "hello", "/system", "/model", "/tools", "/exit");
        Assert.Equal("amazon.nova-pro-v1:0", chat.Model);
        Assert.Contains("nova-pro", Uri.UnescapeDataString(Endpoint.GetRequest()[^1].Path));
        Assert.Equal("Speak French.", LastBody["system"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("Clear-Thing", LastBody["toolConfig"]!["tools"]![0]!["toolSpec"]!["name"]!.GetValue<string>());
        Assert.Contains("Instructions: Speak French.", _host.Screen);
        Assert.Contains("The model may call: Clear-Thing.", _host.Screen);

        _host.Type("/system off", "/tools off", "hello", "/exit");
        Shell.One<Chat>("$chat | Enter-BRChat", ("chat", chat));
        Assert.Null(LastBody["system"]);
        Assert.Contains("The model may call nothing.", _host.Screen);
    }

    [Fact]
    public void Undo_takes_turns_back()
    {
        Assert.Equal(["one"], Asked(Enter("one", "two", "/undo", "/exit")));
        Assert.Contains("Taken back: two", _host.Screen);
        Assert.Empty(Enter("one", "two", "/undo 2", "/undo", "/exit").Messages);
        Assert.Contains("There is nothing to take back.", _host.Screen);
    }

    [Fact]
    public void Retry_asks_the_same_again_in_the_place_of_the_old_turn()
    {
        Chat chat = Enter("one", "two", "/retry", "/exit");
        Assert.Equal(["one", "two"], Asked(chat));
        Assert.Equal(3, LastBody["messages"]!.AsArray().Count);
        Assert.Equal(3, Endpoint.GetRequest().Count(static request => request.Path.Contains("converse", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_failed_turn_and_a_failed_retry_leave_the_chat_as_it_was()
    {
        Chat chat = Enter("one", "/exit");
        string before = chat.ToString();
        Endpoint.SetFault("denied");
        _host.Type("two", "/retry", "/exit");
        Assert.Same(chat, Shell.One<Chat>("$chat | Enter-BRChat", ("chat", chat)));
        Assert.Equal(before, chat.ToString());
        Assert.Equal(2, _host.Errors.Count);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Branches_go_their_own_ways()
    {
        Chat chat = Enter("one", "/branch", "two", "/branch 1", "three", "/exit");
        Assert.Equal(["one", "three"], Asked(chat));
        Assert.Equal(["one", "two"], Asked(Enter("one", "/branch", "two", "/exit")));
        Assert.Contains("Branch 2 of 2, 2 messages.", _host.Screen);
    }

    [Fact]
    public void Saved_and_loaded_it_goes_on()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string file = Path.Combine(folder.FullName, "a chat.json");
            string other = Path.Combine(folder.FullName, "other.txt");
            File.WriteAllText(other, "keep me");
            Chat chat = Enter(
                "one", $"/save \"{file}\"", $"/save {file}", $"/save {other}", $"/save {Path.Combine(folder.FullName, "none", "x")}",
                "/clear", "fresh", $"/load {file}", "two", "/exit");
            Assert.Equal(["one", "two"], Asked(chat));
            Assert.Equal(2, Asked(ChatFile.Read(file)).Length + 1);
            Assert.Equal("keep me", File.ReadAllText(other));
            Assert.Equal(2, _host.Errors.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Clear_begins_anew() => Assert.Equal(["two"], Asked(Enter("one", "/clear", "two", "/exit")));

    [Fact]
    public void Cost_and_help_tell()
    {
        Enter("one", "/cost", "/help", "/exit");
        Assert.Contains("Cost since it was entered: ", _host.Screen);
        Assert.All(BedrockPS.Conversations.ChatCommand.All, command => Assert.Contains(command.Usage, _host.Screen));
    }

    [Fact]
    public void Files_go_with_the_next_message_alone_and_stay_attached_when_it_fails()
    {
        string file = Path.Combine(Path.GetTempPath(), $"bedrockps-{Guid.NewGuid():N}.md");
        File.WriteAllText(file, "# Minutes");
        try
        {
            Endpoint.SetFault("denied:1");
            Chat chat = Enter($"/attach {file}", "fails", "what?", "and?", "/exit");
            Assert.Equal(["document", "text"], chat.Messages[0].Content.Select(static block => block.Kind));
            Assert.Equal(["text"], chat.Messages[2].Content.Select(static block => block.Kind));
            Assert.Contains("With the next message: 1 document.", _host.Screen);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Several_lines_are_one_message()
    {
        Assert.Equal(["a\nb", "c\nd `e``", "/x"], Asked(Enter("a`", "b", "\"\"\"c", "d `e``\"\"\"", "//x", "/exit")));
        _host.IsPasting = true;
        Assert.Equal(["pasted\nlines\n/exit"], Asked(Enter("pasted", "lines", "/exit")));
    }

    [Fact]
    public async Task Ctrl_C_stops_the_answer_and_not_the_chat()
    {
        Endpoint.SetFault("stall:3:1");
        bool isAnswering = false;
        _host.PressesCtrlCAfter = text => (isAnswering |= text == "> ") && text != "> ";
        _host.Type("stopped", "after", "/exit");
        Task<Chat> entered = Task.Run(() => Shell.One<Chat>("Enter-BRChat"), TestContext.Current.CancellationToken);
        Chat chat = await entered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(["after"], Asked(chat));
        Assert.Contains("Stopped. The chat is as it was", _host.Screen);
    }

    [Fact]
    public void What_is_typed_while_an_answer_arrives_is_for_the_next_prompt()
    {
        Endpoint.SetFault("slow:15ms");
        bool isAnswering = false;
        _host.PressesCtrlCAfter = text => (isAnswering |= text == "> ") && text != "> ";
        _host.Keys = "twx\bo\r/co";
        Assert.Equal(["one", "two"], Asked(Enter("one", "st", "/exit")));
        Assert.Contains("> two\n", _host.Screen);
        Assert.Contains("> /cost\n", _host.Screen);
        Assert.Contains("Cost since it was entered", _host.Screen);
    }

    [Fact]
    public void Ctrl_C_gives_up_what_was_typed_ahead()
    {
        Endpoint.SetFault("stall:3:1");
        bool isAnswering = false;
        _host.PressesCtrlCAfter = text => (isAnswering |= text == "> ") && text != "> ";
        _host.Keys = "never\rever\u0003";
        Assert.Equal(["two"], Asked(Enter("one", "two", "/exit")));
    }

    [Fact]
    public void A_loaded_chat_keeps_to_the_budget()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string file = Path.Combine(folder.FullName, "chat.json");
            Chat chat = Shell.One<Chat>("Start-BRChat -MaxCost 0.5");
            _host.Type("one", $"/save {file}", $"/load {file}", "/exit");
            Chat loaded = Shell.One<Chat>("$chat | Enter-BRChat", ("chat", chat));
            Assert.NotSame(chat, loaded);
            Assert.Same(chat.Budget, loaded.Budget);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_stop_of_the_pipeline_ends_it_and_leaves_the_chat()
    {
        Chat chat = Enter("one", "/exit");
        Endpoint.SetFault("stall:3:1");
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.PressesCtrlCAfter = text =>
        {
            if (text != "> ")
            {
                seen.TrySetResult();
            }

            return false;
        };
        _host.Type("two", "three");
        await Shell.StopAfterAsync("$chat | Enter-BRChat", seen.Task, ("chat", chat));
        Assert.Equal(["one"], Asked(chat));
        Assert.Single(_host.Lines);
    }

    [Fact]
    public void Piped_lines_are_turns_and_failures_are_errors_of_theirs()
    {
        Endpoint.SetFault("throttle:1");
        Chat chat = Shell.One<Chat>("'one', '/retry', 'two', '/exit', 'three' | Enter-BRChat -MaxAttempt 1");
        Assert.Equal(["two"], Asked(chat));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal(("Throttling,BedrockPS.Cmdlets.EnterBRChatCommand", "one"), (error.FullyQualifiedErrorId, error.TargetObject));
        Assert.Contains("> two\n", _host.Screen);
    }

    [Fact]
    public void Nothing_piped_reads_nothing()
    {
        _host.Type("never");
        Assert.Empty(Shell.One<Chat>("@() | Enter-BRChat").Messages);
        Assert.Single(_host.Lines);
    }

    [Fact]
    public void A_chat_and_messages_go_on_and_a_chat_after_messages_is_refused()
    {
        Chat chat = Enter("one", "/exit");
        Assert.Same(chat, Shell.One<Chat>("$chat, 'two' | Enter-BRChat -System 'Be brief.' -MaxTokens 9", ("chat", chat)));
        Assert.Equal(["one", "two"], Asked(chat));
        Assert.Equal(("Be brief.", 9), (chat.System, chat.MaxTokens));
        Assert.Equal("ParameterConflict", Shell.Fails("'one', $chat | Enter-BRChat").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Trim", "the oldest turn is no longer sent", 3)]
    [InlineData("Summarize", "the oldest turn is sent as a summary", 3)]
    public void A_chat_longer_than_the_model_takes_goes_on(string policy, string told, int messages)
    {
        string words = string.Concat(Enumerable.Repeat("word ", 2500));
        _host.Type("A " + words, "B " + words, "C " + words, "/exit");
        Chat chat = Shell.One<Chat>($"Enter-BRChat -Model {SmallModel} -MaxTokens 20 -System 'Be brief.' -ContextPolicy {policy}");
        Assert.Equal(["A", "B", "C"], Asked(chat).Select(static text => text[..1]));
        Assert.Contains(told, _host.Screen);
        Assert.Equal(messages, LastBody["messages"]!.AsArray().Count);
        string system = string.Concat(LastBody["system"]!.AsArray().Select(static block => block!["text"]!.GetValue<string>()));
        Assert.Equal(policy == "Summarize", system.Contains("Summary of the conversation", StringComparison.Ordinal));
        Assert.Empty(_host.Errors);
    }

    [Theory]
    [InlineData("Trim")]
    [InlineData("Summarize")]
    public void What_is_no_longer_sent_is_known_to_the_chat_to_Send_BRMessage_and_to_the_file(string policy)
    {
        string words = string.Concat(Enumerable.Repeat("word ", 2500));
        _host.Type("A " + words, "B " + words, "C " + words, "/exit");
        Chat chat = Shell.One<Chat>($"Enter-BRChat -Model {SmallModel} -MaxTokens 20 -System 'Be brief.' -ContextPolicy {policy}");
        Assert.Equal((2, policy == "Summarize", policy), (chat.LeftOut, chat.Summary is not null, chat.ContextPolicy.ToString()));
        string file = Path.GetTempFileName();
        Chat loaded = Shell.One<Chat>("Export-BRChat $file -Chat $chat; Import-BRChat $file", ("file", file), ("chat", chat));
        File.Delete(file);
        Assert.Equal((chat.LeftOut, chat.Summary, chat.ContextPolicy), (loaded.LeftOut, loaded.Summary, loaded.ContextPolicy));
        foreach (Chat next in new[] { chat, loaded, chat.Branch() })
        {
            Shell.Run("$null = Send-BRMessage 'D' -Chat $next", ("next", next));
            Assert.Empty(Shell.Errors);
            Assert.Equal(5, LastBody["messages"]!.AsArray().Count);
            string system = string.Concat(LastBody["system"]!.AsArray().Select(static block => block!["text"]!.GetValue<string>()));
            Assert.Equal(policy == "Summarize", system.Contains("Summary of the conversation", StringComparison.Ordinal));
        }

        chat.Rewind(4);
        Shell.Run("$null = Send-BRMessage 'E' -Chat $chat");
        Assert.Equal((0, null), (chat.LeftOut, chat.Summary));
    }

    [Theory]
    [InlineData("Trim", "no longer sent", "")]
    [InlineData("Trim", "no longer sent", "-Stream")]
    [InlineData("Summarize", "sent as a summary", "")]
    public void Send_BRMessage_shortens_a_chat_that_says_so_and_warns(string policy, string told, string how)
    {
        string words = string.Concat(Enumerable.Repeat("word ", 2500));
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {SmallModel} -MaxTokens 20 -ContextPolicy {policy}");
        Shell.Run($"$null = 'A','B','C' | ForEach-Object {{ \"$_ $words\" }} | Send-BRMessage -Chat $chat {how}", ("chat", chat), ("words", words));
        Assert.Empty(Shell.Errors);
        Assert.Single(Shell.Warnings, text => text.Contains(told, StringComparison.Ordinal));
        Assert.Equal((6, 2), (chat.Messages.Length, chat.LeftOut));
    }

    [Fact]
    public void Without_a_policy_a_chat_that_is_too_long_is_an_error_of_Send_BRMessage()
    {
        string words = string.Concat(Enumerable.Repeat("word ", 2500));
        Shell.Run($"$chat = Start-BRChat -Model {SmallModel} -MaxTokens 20; $null = 'A','B','C' | ForEach-Object {{ \"$_ $words\" }} | Send-BRMessage -Chat $chat", ("words", words));
        Assert.Equal("Validation", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public async Task A_chat_that_is_interrupted_is_found_again()
    {
        _host.Type("one", "two");
        _host.WaitsUntil = () => Shell.IsStopping;
        await Shell.StopAfterAsync("Enter-BRChat -System 'Be brief.'", _host.IsWaiting);
        Assert.Contains("Enter-BRChat -Last goes on with it.", _host.Screen);
        _host.WaitsUntil = null;
        _host.Type("three", "/exit");
        Chat chat = Shell.One<Chat>("Enter-BRChat -Last -MaxTokens 50");
        Assert.Equal(["one", "two", "three"], Asked(chat));
        Assert.Equal(("Be brief.", 50), (chat.System, chat.MaxTokens));
        Assert.Same(chat, Shell.One<Chat>("@() | Enter-BRChat -Last"));
        Assert.Equal("ParameterConflict", Shell.Fails("$chat | Enter-BRChat -Last", ("chat", chat)).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Where_none_was_held_there_is_no_last_one()
    {
        Shell.Run("[Environment]::SetEnvironmentVariable('BEDROCKPS_LAST_CHAT', [IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid()))");
        try
        {
            Assert.Equal("NoLastChat", Shell.Fails("Enter-BRChat -Last").FullyQualifiedErrorId.Split(',')[0]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("BEDROCKPS_LAST_CHAT", null);
        }
    }

    [Theory]
    [InlineData("\t")]
    [InlineData("?")]
    public void A_command_that_was_begun_is_asked_about_and_does_nothing(string mark)
    {
        Chat chat = Enter("/c" + mark, "/model nova-mic" + mark, "/mo claude" + mark, "/tools Clear-Th" + mark, "/clear" + mark, "/system Who are you?", "/exit");
        Assert.Equal("Who are you?", chat.System);
        foreach (string told in new[] { "/copy", "/cost", "/clear", "/model nova-micro\n", "/model amazon.nova-micro-v1:0\n", "/tools Clear-Thing\n", " more\n" })
        {
            Assert.Contains(told, _host.Screen);
        }

        Assert.DoesNotContain("The chat is empty", _host.Screen);
        Assert.Equal(Nova, chat.Model);
        Assert.Empty(_host.Errors);
    }

    [Fact]
    public void A_message_that_is_too_long_by_itself_is_an_error()
    {
        _host.Type(string.Concat(Enumerable.Repeat("word ", 9000)), "/exit");
        Assert.Empty(Shell.One<Chat>($"Enter-BRChat -Model {SmallModel} -MaxTokens 20").Messages);
        Assert.Single(_host.Errors);
    }

    [Fact]
    public void Tools_are_approved_inline()
    {
        _host.Type("""{{call Clear-Thing {"Name":"a"}}}""", "/exit");
        Chat chat = Shell.One<Chat>("Enter-BRChat -Tool Clear-Thing");
        Assert.Contains("Clear-Thing", Assert.Single(_host.Questions));
        Assert.Contains("[Clear-Thing: Approved]", _host.Screen);
        Assert.Equal(4, chat.Messages.Length);
    }

    [Fact]
    public void Colour_is_for_hosts_that_take_it_and_not_against_NO_COLOR()
    {
        string? before = Environment.GetEnvironmentVariable("NO_COLOR");
        try
        {
            Environment.SetEnvironmentVariable("NO_COLOR", null);
            Enter("one", "/exit");
            Assert.DoesNotContain('\e', _host.Screen);
            _host.HasColour = true;
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
            Enter("one", "/exit");
            Assert.DoesNotContain('\e', _host.Screen);
            Environment.SetEnvironmentVariable("NO_COLOR", null);
            Enter("one", "/copy", "/exit");
            Assert.Contains("\e[2m", _host.Screen);
            Assert.Contains("\e]52;c;", _host.Screen);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }
}
