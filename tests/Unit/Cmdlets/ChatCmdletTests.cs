using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class ChatCmdletTests : EndpointSession
{
    [Fact]
    public void Each_turn_carries_the_history_and_the_chats_settings()
    {
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {Nova} -System 'Be brief.' -MaxTokens 100");
        Shell.Run("$null = Send-BRMessage -Chat $chat 'first'; $null = 'second','third' | Send-BRMessage -Chat $chat", ("chat", chat));
        Assert.Empty(Shell.Errors);
        JsonNode body = JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!;
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], body["messages"]!.AsArray().Select(message => message!["role"]!.GetValue<string>()));
        Assert.Equal("Be brief.", body["system"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(100, body["inferenceConfig"]!["maxTokens"]!.GetValue<int>());
        Assert.Equal(6, chat.Messages.Length);
        Assert.Equal(["first", "second", "third"], chat.Messages.Where(message => message.Role == "user").Select(message => message.Text));
        Assert.True(chat.Usage.InputTokens > 0);
    }

    [Fact]
    public void A_failed_turn_leaves_the_chat_as_it_was()
    {
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {Nova}");
        Shell.Run("$null = Send-BRMessage 'first' -Chat $chat", ("chat", chat));
        Endpoint.SetFault("denied:1", "ConverseStream@cut:3");
        Shell.Run("$null = Send-BRMessage 'second' -Chat $chat; $null = Send-BRMessage 'third' -Chat $chat -Stream", ("chat", chat));
        Assert.Equal(["AccessDenied", "StreamTruncated"], Shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(2, chat.Messages.Length);
        Endpoint.ClearFault();
        Shell.One<ModelResponse>("Send-BRMessage 'fourth' -Chat $chat", ("chat", chat));
        Assert.Equal(4, chat.Messages.Length);
    }

    [Fact]
    public async Task A_stopped_turn_leaves_the_chat_as_it_was_and_free_for_the_next()
    {
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {Nova}");
        Endpoint.SetFault("stall:3:1");
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Shell.StopAfterAsync(
            "Send-BRMessage 'hi' -Chat $chat -Stream | ForEach-Object { $null = $seen.TrySetResult() }", seen.Task, ("seen", seen), ("chat", chat));
        Assert.Empty(chat.Messages);
        Shell.Run("$null = Send-BRMessage 'again' -Chat $chat", ("chat", chat));
        Assert.Empty(Shell.Errors);
        Assert.Equal(2, chat.Messages.Length);
    }

    [Fact]
    public void A_streamed_turn_is_kept_even_when_the_reader_stops_at_its_end()
    {
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {Nova}");
        List<PSObject> output = Shell.Run("$chat | Send-BRMessage 'hi' -Stream", ("chat", chat));
        ModelResponse response = ((StreamChunk)output[^1].BaseObject).Response!;
        Assert.Equal(response.Text, chat.Messages[^1].Text);
    }

    [Fact]
    public void A_chat_is_saved_and_goes_on_where_it_was()
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps").FullName;
        try
        {
            Shell.Run($"$chat = Start-BRChat -Model {Nova}; $null = Send-BRMessage 'first' -Chat $chat");
            FileInfo file = Shell.One<FileInfo>("$chat | Export-BRChat \"$folder/chat.json\" -PassThru", ("folder", folder));
            Chat back = Shell.One<Chat>("[IO.FileInfo]::new($path) | Import-BRChat", ("path", file.FullName));
            Assert.Equal(2, back.Messages.Length);
            Shell.Run("$null = Send-BRMessage 'second' -Chat $back", ("back", back));
            Assert.Equal(4, back.Messages.Length);
            Shell.Run("$chat | Export-BRChat \"$folder/chat.json\" -NoClobber; $chat | Export-BRChat \"$folder/none/chat.json\"; $chat | Export-BRChat \"$folder/what.json\" -WhatIf; Import-BRChat \"$folder/nothing.json\"");
            Assert.Equal(["FileExists", "FileUnwritable", "FileNotFound"], Shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.Equal([file.FullName], Directory.GetFiles(folder));
            Assert.Single(Shell.Run("Import-BRChat \"$folder/*.json\""));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_chat_keeps_its_timeout_and_a_turn_may_have_its_own()
    {
        Shell.Run($"$slow = Start-BRLocalEndpoint -NoDefault -Fault 'slow:1500ms'; $chat = Start-BRChat -Model {Nova} -Region us-east-1 -EndpointUrl $slow.Url -AccessKey $slow.AccessKey -SecretKey $slow.SecretKey -TimeoutSec 1");
        try
        {
            Shell.Run("Send-BRMessage hi -Chat $chat");
            Assert.Equal("Timeout", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
            Assert.NotEmpty(Shell.One<ModelResponse>("Send-BRMessage hi -Chat $chat -TimeoutSec 60").Text);
        }
        finally
        {
            Shell.Run("$slow | Stop-BRLocalEndpoint");
        }
    }

    [Fact]
    public void Attempts_of_a_turn_hold_for_the_connection_the_chat_keeps()
    {
        Shell.Run($"$busy = Start-BRLocalEndpoint -NoDefault -Fault 'throttle:1'; $chat = Start-BRChat -Model {Nova} -Region us-east-1 -EndpointUrl $busy.Url -AccessKey $busy.AccessKey -SecretKey $busy.SecretKey");
        try
        {
            Shell.Run("Send-BRMessage hi -Chat $chat -MaxAttempt 1");
            Assert.Equal("Throttling", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
            Assert.NotEmpty(Shell.One<ModelResponse>("Send-BRMessage hi -Chat $chat -MaxAttempt 1").Text);
        }
        finally
        {
            Shell.Run("$busy | Stop-BRLocalEndpoint");
        }
    }

    [Fact]
    public void Wrong_use_is_told_before_anything_is_sent()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Nova}; ' ' | Send-BRMessage -Chat $chat; Send-BRMessage 'x' -Chat $chat -WhatIf");
        Assert.Equal("EmptyInput", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NoModel,BedrockPS.Cmdlets.StartBRChatCommand", Shell.Fails("Start-BRChat").FullyQualifiedErrorId);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void Show_BRStream_prints_the_text_and_passes_the_response_on()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel 'Name a river.' -Model {Nova} -Stream | Show-BRStream -PassThru");
        Assert.NotEmpty(response.Text);
        Assert.Empty(Shell.Run($"Invoke-BRModel 'Name a river.' -Model {Nova} -Stream | Show-BRStream"));
    }
}
