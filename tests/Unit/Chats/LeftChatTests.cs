using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Chats;

/// <summary>A process that ends in the middle of a chat.</summary>
public sealed class LeftChatTests : IDisposable
{
    private const string Enter = "$null = Start-BRLocalEndpoint; Enter-BRChat -Model amazon.nova-lite-v1:0";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"bedrockps-test-{Guid.NewGuid():N}", "last-chat.json");

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(_file)))
        {
            Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_chat_that_a_process_takes_with_it_is_found_by_the_next_one(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no signals to send.");
            return;
        }

        Assert.SkipWhen(signal == "HUP" && ShellProcess.Ignores(1), "Whoever started the tests has the hang-up signal ignored.");
        using Process left = ShellProcess.Start(start => start["BEDROCKPS_LAST_CHAT"] = _file, "-Command", Enter);
        await left.StandardInput.WriteLineAsync("remember me\n/cost");
        await left.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (await left.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is string line && !line.Contains("The chat: ", StringComparison.Ordinal))
        {
            // Until the turn is over and what follows it is answered.
        }

        using Process kill = Process.Start("/bin/kill", [$"-{signal}", left.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("remember me", await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));

        using Process next = ShellProcess.Start(start => start["BEDROCKPS_LAST_CHAT"] = _file, "-Command", "(Enter-BRChat -Last).Messages.Count");
        next.StandardInput.Close();
        Assert.EndsWith("2", (await next.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd());
        Assert.False(File.Exists(_file));
    }
}
