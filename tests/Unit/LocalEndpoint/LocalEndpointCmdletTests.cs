using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net.Http;
using System.Threading.Tasks;
using BedrockPS.LocalEndpoints;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class LocalEndpointCmdletTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    [Fact]
    public async Task Start_gives_an_endpoint_that_answers_with_the_keys_it_names()
    {
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint -Region eu-west-1");
        Assert.Equal($"http://127.0.0.1:{endpoint.Port}", endpoint.Url);
        Assert.Equal(endpoint.Url, endpoint.ToString());
        Assert.Equal("eu-west-1", endpoint.Region);
        Assert.True(endpoint.IsRunning);
        Assert.True(endpoint.Models > 50);
        Assert.Equal(200, await StatusAsync(endpoint));
    }

    [Fact]
    public async Task Chosen_keys_are_accepted()
    {
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>(
            "Start-BRLocalEndpoint -AccessKey AKIACHOSEN -SecretKey chosen -ApiKey key-1");
        Assert.Equal(("AKIACHOSEN", "chosen", "key-1"), (endpoint.AccessKey, endpoint.SecretKey, endpoint.ApiKey));
        Assert.Equal(200, await StatusAsync(endpoint));
    }

    [Fact]
    public void The_environment_points_other_clients_at_it()
    {
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint -NoDefault");
        IDictionary environment = endpoint.Environment;
        Assert.Equal(endpoint.Url, environment["AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME"]);
        Assert.Equal(endpoint.AccessKey, environment["AWS_ACCESS_KEY_ID"]);
        Assert.Equal("us-east-1", environment["AWS_REGION"]);
    }

    [Fact]
    public void The_sessions_defaults_are_taken_over_and_given_back()
    {
        _host.Run("Set-BRDefault -Region ap-south-1 -ProfileName mine -Model nova-lite");
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint");
        BRDefault during = Defaults();
        Assert.Equal((endpoint.Url, "us-east-1", null, "nova-lite"), (during.EndpointUrl, during.Region, during.ProfileName, during.Model));
        Assert.Equal(endpoint.AccessKey, during.AccessKey);

        _host.Run("Set-BRDefault -Model nova-pro; Stop-BRLocalEndpoint");
        Assert.False(endpoint.IsRunning);
        BRDefault after = Defaults();
        Assert.Equal((null, "ap-south-1", "mine"), (after.EndpointUrl, after.Region, after.ProfileName));
        Assert.Null(after.AccessKey);
        Assert.Equal("nova-pro", after.Model);
    }

    [Theory]
    [InlineData("$a", "$b")]
    [InlineData("$b", "$a")]
    public void Several_can_be_stopped_in_any_order(string first, string second)
    {
        _host.Run("Set-BRDefault -Region ap-south-1; $a = Start-BRLocalEndpoint; $b = Start-BRLocalEndpoint");
        string survivor = _host.One<BedrockPS.LocalEndpoint>(second).Url;
        _host.Run($"Stop-BRLocalEndpoint {first}");
        Assert.Equal(survivor, Defaults().EndpointUrl);
        _host.Run($"{second} | Stop-BRLocalEndpoint");
        Assert.Equal((null, "ap-south-1"), (Defaults().EndpointUrl, Defaults().Region));
    }

    [Fact]
    public void Defaults_set_by_hand_meanwhile_are_left_alone()
    {
        _host.Run("$a = Start-BRLocalEndpoint; Set-BRDefault -EndpointUrl https://vpce.example.com; Stop-BRLocalEndpoint $a");
        Assert.Equal("https://vpce.example.com", Defaults().EndpointUrl);
    }

    [Fact]
    public void NoDefault_and_WhatIf_leave_the_session_alone()
    {
        _host.Run("Start-BRLocalEndpoint -NoDefault");
        Assert.Null(Defaults().EndpointUrl);
        Assert.Empty(_host.Run("Start-BRLocalEndpoint -WhatIf"));
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint");
        _host.Run("Stop-BRLocalEndpoint -WhatIf");
        Assert.True(endpoint.IsRunning);
    }

    [Fact]
    public void Get_lists_the_running_ones()
    {
        string url = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint").Url;
        Assert.Contains(url, _host.Run("Get-BRLocalEndpoint").Select(static item => ((BedrockPS.LocalEndpoint)item.BaseObject).Url));
        _host.Run("Stop-BRLocalEndpoint");
        Assert.DoesNotContain(url, _host.Run("Get-BRLocalEndpoint").Select(static item => ((BedrockPS.LocalEndpoint)item.BaseObject).Url));
    }

    [Fact]
    public async Task Requests_are_shown_oldest_first()
    {
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("$a = Start-BRLocalEndpoint; $a");
        await StatusAsync(endpoint);
        await StatusAsync(endpoint, "/no-such-path");
        List<LocalEndpointRequest> requests = [.. _host.Run("$a | Get-BRLocalEndpoint -Request")
            .Select(static item => (LocalEndpointRequest)item.BaseObject)];
        Assert.Equal(["ListFoundationModels", null], requests.Select(static request => request.Operation));
        Assert.Equal([200, 404], requests.Select(static request => request.StatusCode));
    }

    [Fact]
    public async Task Faults_can_be_set_at_the_start_and_later()
    {
        BedrockPS.LocalEndpoint endpoint = _host.One<BedrockPS.LocalEndpoint>("$a = Start-BRLocalEndpoint -Fault throttle:1, denied:1; $a");
        foreach (int expected in new[] { 429, 403, 200 })
        {
            Assert.Equal(expected, await StatusAsync(endpoint));
        }

        _host.Run("$a.SetFault('html:502')");
        Assert.Equal(502, await StatusAsync(endpoint));
        _host.Run("$a.ClearFault()");
        Assert.Equal(200, await StatusAsync(endpoint));
    }

    [Fact]
    public void A_fault_not_understood_is_an_error_that_names_it()
    {
        ErrorRecord error = _host.Fails("Start-BRLocalEndpoint -Fault trottle -ErrorAction Stop");
        Assert.StartsWith("LocalEndpointFailed,", error.FullyQualifiedErrorId);
        Assert.Contains("trottle", error.Exception.Message);
        Assert.Null(Defaults().EndpointUrl);
    }

    [Fact]
    public void A_taken_port_is_an_error_and_the_session_stays_as_it_was()
    {
        int port = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint -NoDefault").Port;
        ErrorRecord error = _host.Fails($"Start-BRLocalEndpoint -Port {port} -ErrorAction Stop");
        Assert.StartsWith("LocalEndpointFailed,", error.FullyQualifiedErrorId);
        Assert.Null(Defaults().EndpointUrl);
    }

    [Fact]
    public void Stop_leaves_other_sessions_endpoints_running()
    {
        using PowerShellHost other = new();
        BedrockPS.LocalEndpoint theirs = other.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint");
        BedrockPS.LocalEndpoint ours = _host.One<BedrockPS.LocalEndpoint>("Start-BRLocalEndpoint");
        _host.Run("Stop-BRLocalEndpoint");
        Assert.True(theirs.IsRunning);
        Assert.False(ours.IsRunning);
        Runspace theirRunspace = other.Runspace;
        LocalEndpointRegistry.StopAll(theirRunspace);
        Assert.False(theirs.IsRunning);
    }

    [Fact]
    public void Faults_are_completed_after_their_scope()
    {
        CommandCompletion completion = CommandCompletion.CompleteInput(
            "Start-BRLocalEndpoint -Fault Converse@thr", "Start-BRLocalEndpoint -Fault Converse@thr".Length, null, PowerShellIn(_host.Runspace));
        Assert.Equal("Converse@throttle:2", Assert.Single(completion.CompletionMatches).CompletionText);
    }

    private BRDefault Defaults() => _host.One<BRDefault>("Get-BRDefault");

    private static PowerShell PowerShellIn(Runspace runspace)
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        return shell;
    }

    private static async Task<int> StatusAsync(BedrockPS.LocalEndpoint endpoint, string path = "/foundation-models")
    {
        using HttpClient http = new();
        http.DefaultRequestHeaders.Authorization = new("Bearer", endpoint.ApiKey);
        return (int)(await http.GetAsync(endpoint.Url + path)).StatusCode;
    }

    public void Dispose()
    {
        LocalEndpointRegistry.StopAll(_host.Runspace);
        _host.Dispose();
    }
}
