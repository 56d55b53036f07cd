using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Setup;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.SetupTests;

/// <summary>Test-BRSetup in an environment of its own: nothing of AWS in it but what a test puts there.</summary>
[Collection("Environment")]
public sealed class TestBRSetupTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "PowerShell", "Module", "Engine", "AwsSdk", "Region", "Credentials", "Endpoint", "Proxy", "Bedrock", "BedrockRuntime", "Clock",
    ];

    private readonly EnvironmentScope _environment = new();
    private readonly PowerShellHost _shell = new();

    [Fact]
    public void Everything_passes_on_a_local_endpoint()
    {
        LocalEndpoint endpoint = _shell.One<LocalEndpoint>("Start-BRLocalEndpoint");
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup");

        Assert.All(checks.Values, static check => Assert.Equal((SetupStatus.Passed, null), (check.Status, check.Fix)));
        Assert.Equal($"{endpoint.Region}, from the session's default", checks["Region"].Detail);
        Assert.Equal("access key, from the session's default", checks["Credentials"].Detail);
        Assert.StartsWith($"Local endpoint {endpoint.Url}", checks["Endpoint"].Detail);
        Assert.Contains("models are listed", checks["Bedrock"].Detail);
        Assert.Equal(["ListFoundationModels", "ListAsyncInvokes"], endpoint.GetRequest().Select(static request => request.Operation));
        Assert.DoesNotContain(endpoint.SecretKey, string.Concat(checks.Values));
    }

    [Fact]
    public void Without_any_configuration_it_says_what_is_missing_and_both_ways_on()
    {
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup");

        foreach ((string name, string code) in new[] { ("Region", "NoRegion"), ("Credentials", "NoCredentials") })
        {
            Assert.Equal(SetupStatus.Failed, checks[name].Status);
            Assert.StartsWith(code + ": ", checks[name].Detail);
            Assert.DoesNotContain("Start-BRLocalEndpoint", checks[name].Detail);
            Assert.Contains("-ProfileName", checks[name].Fix);
            Assert.Contains("Start-BRLocalEndpoint", checks[name].Fix);
        }

        Assert.All(["Endpoint", "Proxy", "Bedrock", "BedrockRuntime", "Clock"], name => Assert.Equal(SetupStatus.Skipped, checks[name].Status));
        Assert.All(["PowerShell", "Module", "Engine", "AwsSdk"], name => Assert.Equal(SetupStatus.Passed, checks[name].Status));
    }

    [Theory]
    [InlineData("Get-BRModel")]
    [InlineData("Invoke-BRModel hi -Model nova-lite")]
    [InlineData("Get-BREmbedding hi -Model amazon.titan-embed-text-v2:0")]
    [InlineData("Invoke-BRApi bedrock ListGuardrails")]
    public void The_first_command_without_configuration_says_both_ways_on(string command)
    {
        string noRegion = _shell.Fails(command).Exception.Message;
        Assert.Contains("-Region", noRegion);
        Assert.Contains("-ProfileName", noRegion);
        Assert.Contains("Start-BRLocalEndpoint", noRegion);

        string noCredentials = _shell.Fails(command + " -Region us-east-1").Exception.Message;
        Assert.Contains("No AWS credentials", noCredentials);
        Assert.Contains("-ProfileName", noCredentials);
        Assert.Contains("Start-BRLocalEndpoint", noCredentials);
        Assert.Contains("Test-BRSetup", noCredentials);
    }

    [Theory]
    [InlineData("unrecognized", "UnrecognizedClient")]
    [InlineData("expired", "ExpiredCredentials")]
    [InlineData("html:502", "HttpError502")]
    [InlineData("reset", "Connection")]
    public void A_service_that_refuses_fails_with_a_fix(string fault, string code)
    {
        _shell.Run($"Start-BRLocalEndpoint -Fault {fault}");
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup -MaxAttempt 1");

        foreach (string name in new[] { "Bedrock", "BedrockRuntime" })
        {
            Assert.Equal(SetupStatus.Failed, checks[name].Status);
            Assert.StartsWith(code + ": ", checks[name].Detail);
            Assert.False(string.IsNullOrEmpty(checks[name].Fix));
        }
    }

    [Fact]
    public void An_identity_that_may_not_list_is_a_warning()
    {
        _shell.Run("Start-BRLocalEndpoint -Fault denied");
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup");

        Assert.Equal(SetupStatus.Warning, checks["Bedrock"].Status);
        Assert.Contains("bedrock:ListFoundationModels", checks["Bedrock"].Fix);
        Assert.Equal(SetupStatus.Warning, checks["BedrockRuntime"].Status);
        Assert.Equal(SetupStatus.Passed, checks["Clock"].Status);
    }

    [Fact]
    public void An_api_key_that_is_none_fails_and_is_not_shown()
    {
        _shell.Run("Start-BRLocalEndpoint");
        _environment.Set("SOME_KEY", "not-the-key-of-anything");
        Dictionary<string, SetupCheck> checks = Run(
            "Test-BRSetup -ApiKey ([System.Net.NetworkCredential]::new('', $env:SOME_KEY).SecurePassword)");

        Assert.Equal("API key, from -ApiKey", checks["Credentials"].Detail);
        Assert.Equal(SetupStatus.Failed, checks["Bedrock"].Status);
        Assert.Contains("API key", checks["Bedrock"].Fix);
        Assert.DoesNotContain("not-the-key-of-anything", string.Concat(checks.Values));
    }

    [Fact]
    public void Nothing_that_listens_is_a_connection_that_fails()
    {
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup -Region us-east-1 -AccessKey a -SecretKey b -EndpointUrl http://127.0.0.1:1 -MaxAttempt 1");

        Assert.StartsWith("Connection: ", checks["Bedrock"].Detail);
        Assert.Equal(SetupStatus.Failed, checks["BedrockRuntime"].Status);
        Assert.Equal(SetupStatus.Skipped, checks["Clock"].Status);
        Assert.Contains("-EndpointUrl", checks["Endpoint"].Detail);
    }

    [Fact]
    public void Offline_calls_neither_service()
    {
        LocalEndpoint endpoint = _shell.One<LocalEndpoint>("Start-BRLocalEndpoint");
        Dictionary<string, SetupCheck> checks = Run("Test-BRSetup -Offline");

        Assert.All(["Bedrock", "BedrockRuntime", "Clock"], name => Assert.Equal(SetupStatus.Skipped, checks[name].Status));
        Assert.Equal(SetupStatus.Passed, checks["Endpoint"].Status);
        Assert.Empty(endpoint.GetRequest());
    }

    [Fact]
    public void What_is_wrong_with_the_credentials_is_told_and_not_thrown()
    {
        Dictionary<string, SetupCheck> half = Run("Test-BRSetup -Region us-east-1 -AccessKey AKIDEXAMPLE");
        Assert.StartsWith("CredentialIncomplete: ", half["Credentials"].Detail);
        Assert.Equal(SetupStatus.Skipped, half["Bedrock"].Status);

        Dictionary<string, SetupCheck> nobody = Run("Test-BRSetup -Region us-east-1 -ProfileName nobody");
        Assert.StartsWith("ProfileNotFound: ", nobody["Credentials"].Detail);
        Assert.Contains("list-profiles", nobody["Credentials"].Fix);

        Dictionary<string, SetupCheck> number = Run("Test-BRSetup -Region us-east-1 -Credential 5");
        Assert.StartsWith("CredentialInvalid: ", number["Credentials"].Detail);
    }

    [Fact]
    public void Region_and_credentials_name_where_they_come_from()
    {
        _environment.Config("[default]\nregion = eu-west-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = the-secret\naws_session_token = the-token\n");
        Dictionary<string, SetupCheck> profile = Run("Test-BRSetup -Offline");
        Assert.Equal("eu-west-1, from profile 'default'", profile["Region"].Detail);
        Assert.Equal("profile 'default', temporary", profile["Credentials"].Detail);
        Assert.Equal("https://bedrock-runtime.eu-west-1.amazonaws.com, the region's", profile["Endpoint"].Detail);
        Assert.DoesNotContain("the-", string.Concat(profile["Credentials"].Detail));

        Assert.Equal("eu-north-1, from $StoredAWSRegion", Run("$StoredAWSRegion = 'eu-north-1'; Test-BRSetup -Offline")["Region"].Detail);
        Assert.Equal("us-west-2, from -Region", Run("Test-BRSetup -Offline -Region us-west-2")["Region"].Detail);
        _shell.Run("$StoredAWSRegion = $null");
        _environment.Config("").Set("AWS_DEFAULT_REGION", "ap-south-1").Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").Set("AWS_SECRET_ACCESS_KEY", "the-secret");
        Dictionary<string, SetupCheck> variables = Run("Test-BRSetup -Offline");
        Assert.Equal("ap-south-1, from AWS_DEFAULT_REGION", variables["Region"].Detail);
        Assert.Equal("access key of the environment", variables["Credentials"].Detail);

        _environment.Set("AWS_BEARER_TOKEN_BEDROCK", "the-bearer-token").Set("AWS_ENDPOINT_URL", "https://bedrock.example");
        Dictionary<string, SetupCheck> bearer = Run("Test-BRSetup -Offline");
        Assert.Equal("API key of the environment (AWS_BEARER_TOKEN_BEDROCK)", bearer["Credentials"].Detail);
        Assert.Equal("https://bedrock.example, from the environment or the profile, in place of the region's", bearer["Endpoint"].Detail);
    }

    [Fact]
    public void A_proxy_shows_without_its_password()
    {
        const string Command = "Test-BRSetup -Offline -Region us-east-1 -AccessKey a -SecretKey b";
        _environment.Set("HTTPS_PROXY", "http://ann:the-password@proxy.example:8080");
        SetupCheck proxy = Run(Command)["Proxy"];
        Assert.Equal((SetupStatus.Passed, "http://proxy.example:8080"), (proxy.Status, proxy.Detail));

        _environment.Set("NO_PROXY", "amazonaws.com");
        Assert.StartsWith("None", Run(Command)["Proxy"].Detail);

        _environment.Set("HTTP_PROXY", "http://proxy.example:8080");
        Assert.StartsWith("None", Run(Command + " -EndpointUrl http://127.0.0.1:1")["Proxy"].Detail);

        _environment.Set("NO_PROXY", null).Set("HTTPS_PROXY", "http://");
        proxy = Run(Command)["Proxy"];
        Assert.Equal(SetupStatus.Failed, proxy.Status);
        Assert.StartsWith("EndpointInvalid: ", proxy.Detail);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_a_warning()
    {
        string then = DateTimeOffset.UtcNow.AddMinutes(-20).ToString("R");
        await using LoopbackServer server = new(x => x.RespondAsync(200, "{}", "Date: " + then));
        Dictionary<string, SetupCheck> checks = Run($"Test-BRSetup -Region us-east-1 -AccessKey a -SecretKey b -EndpointUrl {server.Url}");

        Assert.Equal(SetupStatus.Warning, checks["Clock"].Status);
        Assert.Contains("clock", checks["Clock"].Fix);
        Assert.Equal(SetupStatus.Passed, checks["BedrockRuntime"].Status);
    }

    [Theory]
    [InlineData("Core", "7.2.24", SetupStatus.Failed)]
    [InlineData("Core", "7.4.0", SetupStatus.Passed)]
    [InlineData("Core", "7.6.0-preview.2", SetupStatus.Passed)]
    [InlineData("Desktop", "5.1.22621.4391", SetupStatus.Passed)]
    [InlineData("Desktop", "", SetupStatus.Failed)]
    public void PowerShell_must_be_new_enough(string edition, string version, SetupStatus status)
    {
        SetupCheck check = PlatformChecks.PowerShell(edition, version);
        Assert.Equal((status, status == SetupStatus.Failed), (check.Status, check.Fix is not null));
    }

    [Fact]
    public void Regions_come_from_the_pipeline()
    {
        List<string> regions = [.. _shell
            .Run("[pscustomobject]@{ Region = 'us-east-1' }, [pscustomobject]@{ Region = 'eu-west-1' } | Test-BRSetup -Offline -AccessKey a -SecretKey b")
            .Select(static item => (SetupCheck)item.BaseObject)
            .Where(static check => check.Name == "Region")
            .Select(static check => check.Detail)];
        Assert.Equal(["us-east-1, from -Region", "eu-west-1, from -Region"], regions);
    }

    public void Dispose()
    {
        _shell.Run("Stop-BRLocalEndpoint");
        _shell.Dispose();
        _environment.Dispose();
    }

    /// <summary>All checks, once each and in order, and no error beside them.</summary>
    private Dictionary<string, SetupCheck> Run(string script)
    {
        List<SetupCheck> checks = [.. _shell.Run(script).Select(static item => item.BaseObject).OfType<SetupCheck>()];
        Assert.Empty(_shell.Errors);
        Assert.Equal(s_names, checks.Select(static check => check.Name));
        return checks.ToDictionary(static check => check.Name);
    }
}
