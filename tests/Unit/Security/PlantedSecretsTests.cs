using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Security;

/// <summary>
/// A process is given secrets in every way there is and made to say and to write all it can; none may be seen in anything it said or
/// left on disk, and what it left only its user may read.
/// </summary>
public sealed class PlantedSecretsTests : IDisposable
{
    private const string Secret = "PLANTEDsecretKEY0123456789abcdefghijklmn";
    private const string Token = "PLANTEDsessionTOKEN0123456789abcdefghijklmn";
    private const string ApiKey = "PLANTEDapiKEY0123456789abcdefghijklmn";
    private const string ProfileSecret = "PLANTEDprofileSECRET0123456789abcdefghij";
    private const string ProxyPassword = "PLANTEDproxyPASSWORD";

    private static readonly string[] s_secrets = [Secret, Token, ApiKey, ProfileSecret, ProxyPassword];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task No_secret_is_in_any_stream_or_file()
    {
        string home = Directory.CreateDirectory(Path.Combine(_folder.FullName, "home")).FullName;
        string given = Directory.CreateDirectory(Path.Combine(_folder.FullName, "given")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(given, "credentials"),
            $"[work]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = {ProfileSecret}\naws_session_token = {Token}\nregion = us-east-1\n",
            TestContext.Current.CancellationToken);
        string script = Path.Combine(given, "script.ps1");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);

        using Process process = ShellProcess.Start(
            start =>
            {
                start["HOME"] = home;
                start["USERPROFILE"] = home;
                start["BEDROCKPS_CACHE"] = Path.Combine(home, "cache");
                start["BEDROCKPS_LAST_CHAT"] = Path.Combine(home, "last", "chat.json");
                start["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(given, "credentials");
                start["AWS_CONFIG_FILE"] = Path.Combine(given, "none");
                start["PLANTED_SECRET"] = Secret;
                start["PLANTED_TOKEN"] = Token;
                start["PLANTED_APIKEY"] = ApiKey;
                start["PLANTED_PROXY"] = ProxyPassword;
                start["HOME_FOLDER"] = home;
            },
            "-File",
            script);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The script came to its end, and did what it should have: the test would pass by failing early.
        Assert.Contains("the end: 13 errors", said, StringComparison.Ordinal);
        AssertNoSecret("what was said", said);

        // PowerShell keeps a cache of its own there.
        string[] files = [.. Directory.GetFiles(home, "*", SearchOption.AllDirectories).Where(static file => !file.Contains("powershell", StringComparison.OrdinalIgnoreCase))];
        Assert.True(files.Length >= 5, string.Join("\n", files));
        foreach (string file in files)
        {
            AssertNoSecret(file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
            }
        }
    }

    private const string Script = """
        $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'; $ErrorActionPreference = 'Continue'
        $secure = { param($text) $made = [securestring]::new(); $text.ToCharArray() | ForEach-Object { $made.AppendChar($_) }; $made }
        $folder = $env:HOME_FOLDER
        $secret = $env:PLANTED_SECRET
        $key = & $secure $env:PLANTED_APIKEY
        $endpoint = Start-BRLocalEndpoint -NoDefault -AccessKey AKIDPLANTED -SecretKey $secret -ApiKey $env:PLANTED_APIKEY
        $at = @{ EndpointUrl = $endpoint.Url; Region = 'us-east-1'; Model = 'amazon.nova-lite-v1:0'; MaxAttempt = 1 }
        $by = @{ AccessKey = 'AKIDPLANTED'; SecretKey = $secret }
        $count = 0
        function Tell($what) { $what | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) {
            $script:count++
            "$_"; "$($_.Exception)"; "$($_.ErrorDetails)"; "$($_.TargetObject)"; "$($_.FullyQualifiedErrorId)"; "$($_.ScriptStackTrace)"
            Resolve-BRError $_
            $_.Exception.Data.Values | ForEach-Object { "$_" }
        } else { "$_"; $_; [System.Management.Automation.PSSerializer]::Serialize($_, 3) } } }
        function Say($block) { try { & $block *>&1 | ForEach-Object { Tell $_ } } catch { Tell $_ } }

        # What works.
        Say { Invoke-BRModel hi @at @by }
        Say { Invoke-BRModel hi @at -ApiKey $key }
        Say { Invoke-BRModel hi -Stream @at @by }
        Say { 'a', 'b' | Invoke-BRModel @at @by -ThrottleLimit 2 -Checkpoint "$folder/run.checkpoint" }
        Say { Invoke-BRModel hi @at @by -CacheFor 1h }
        Say { Invoke-BRModel hi @at @by -Record "$folder/record" }
        $chat = Start-BRChat -EndpointUrl $endpoint.Url -Region us-east-1 -Model amazon.nova-lite-v1:0 @by
        Say { Send-BRMessage hi -Chat $chat }
        Say { $chat }
        Say { Export-BRChat -Chat $chat -Path "$folder/chat.json" }
        Set-BRDefault -ApiKey $key -EndpointUrl $endpoint.Url -Region us-east-1
        Say { Get-BRDefault }
        Say { Test-BRSetup }
        Clear-BRDefault
        Say { Get-BRUsage }
        Say { Get-BRLocalEndpoint -Request }
        Say { Get-BRLocalEndpoint -Request | ForEach-Object { $_.Body; $_.Headers } }

        # What does not, each an error.
        Say { Invoke-BRModel hi @at -AccessKey AKIDPLANTED -SecretKey "x$secret" }
        Say { Invoke-BRModel hi @at @by -SessionToken $env:PLANTED_TOKEN }
        Say { Invoke-BRModel hi @at -ApiKey (& $secure "x$env:PLANTED_APIKEY") }
        Say { Invoke-BRModel hi @at -ApiKey (& $secure "$env:PLANTED_APIKEY with`nspaces") }
        Say { Invoke-BRModel hi @at -ProfileName work }
        Say { Invoke-BRModel hi @at -AccessKey AKIDPLANTED }
        Say { Invoke-BRModel hi -Model m.m-0 -EndpointUrl "http://user:$secret@127.0.0.1:1" -Region us-east-1 @by -MaxAttempt 1 }
        Say { Invoke-BRModel hi -Model m.m-0 -EndpointUrl http://127.0.0.1:1 -Region us-east-1 @by -MaxAttempt 1 }
        Say { Invoke-BRModel hi -Model m.m-0 -EndpointUrl http://192.0.2.1:1 -Region us-east-1 -ApiKey $key -MaxAttempt 1 }
        Say { Get-BRAgent -EndpointUrl $endpoint.Url -Region us-east-1 -ApiKey $key }
        $env:HTTPS_PROXY = "http://user:$env:PLANTED_PROXY@127.0.0.1:1"
        Say { Invoke-BRModel hi -Model m.m-0 -EndpointUrl https://bedrock.invalid -Region us-east-1 @by -MaxAttempt 1 }
        $env:HTTPS_PROXY = "not a proxy:$env:PLANTED_PROXY@"
        Say { Invoke-BRModel hi -Model m.m-0 -EndpointUrl https://bedrock.invalid -Region us-east-1 @by -MaxAttempt 1 }
        $env:HTTPS_PROXY = $null
        Say { Invoke-BRModel hi @at -Credential ([pscredential]::new('AKIDPLANTED', (& $secure "y$secret"))) }
        "the end: $count errors"
        """;

    private static void AssertNoSecret(string where, string text)
    {
        foreach (string secret in s_secrets)
        {
            foreach (string form in (IEnumerable<string>)[secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^2], Uri.EscapeDataString(secret)])
            {
                int at = text.IndexOf(form, StringComparison.Ordinal);
                Assert.True(at < 0, $"{where} holds a secret: …{(at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 20)])}…");
            }
        }
    }
}
