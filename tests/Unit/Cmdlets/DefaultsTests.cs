using System.Linq;
using System.Security;
using BedrockPS.Defaults;
using BedrockPS.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class DefaultsTests : EndpointSession
{
    [Fact]
    public void Defaults_stand_in_for_parameters_and_belong_to_one_runspace()
    {
        Shell.Run($"Set-BRDefault -Model {Nova} -MaxTokens 33");
        Assert.Equal(Nova, Shell.One<ModelResponse>("Invoke-BRModel hi").Model);
        Assert.Contains("\"maxTokens\":33", Endpoint.GetRequest()[^1].Body);
        using PowerShellHost other = new();
        Assert.Null(other.One<BRDefault>("Get-BRDefault").Model);
        Assert.Equal("NoModel,BedrockPS.Cmdlets.InvokeBRModelCommand", other.Fails("Invoke-BRModel hi").FullyQualifiedErrorId);
    }

    [Fact]
    public void Defaults_are_set_piecemeal_and_cleared_by_name_or_all()
    {
        BRDefault values = Shell.One<BRDefault>("Set-BRDefault -Region eu-west-1 -EmbeddingModel e -PassThru");
        Assert.Equal(("eu-west-1", "e", Endpoint.Url), (values.Region, values.EmbeddingModel, values.EndpointUrl));
        Shell.Run("Set-BRDefault -Region x -WhatIf; Clear-BRDefault Region");
        values = Shell.One<BRDefault>("Get-BRDefault");
        Assert.Equal((null, "e"), (values.Region, values.EmbeddingModel));
        Shell.Run("Clear-BRDefault");
        Assert.Null(Shell.One<BRDefault>("Get-BRDefault").EndpointUrl);
    }

    [Fact]
    public void Defaults_of_one_session_can_be_piped_into_another()
    {
        Shell.Run($"Set-BRDefault -Model {Nova}");
        BRDefault kept = Shell.One<BRDefault>("Get-BRDefault");
        using PowerShellHost other = new();
        BRDefault values = other.One<BRDefault>("$kept | Set-BRDefault -PassThru", ("kept", kept));
        Assert.Empty(other.Errors);
        Assert.Equal((Nova, Endpoint.Url, null, null), (values.Model, values.EndpointUrl, values.ProfileName, values.MaxTokens));
        other.Run("Set-BRDefault -MaxTokens 0");
        Assert.Equal("ParameterArgumentValidationError,BedrockPS.Cmdlets.SetBRDefaultCommand", other.Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public void Secrets_stay_closed_when_defaults_are_shown()
    {
        SecureString key = new();
        "top-secret-key".ToList().ForEach(key.AppendChar);
        Shell.Run("Set-BRDefault -ApiKey $key", ("key", key));
        string shown = string.Concat(Shell.Run("Get-BRDefault").Select(item => string.Join(' ', item.Properties.Select(property => property.Value))));
        Assert.DoesNotContain("top-secret-key", shown);
        Assert.DoesNotContain(Endpoint.SecretKey, shown);
    }

    [Fact]
    public void An_explicit_parameter_beats_the_default_and_the_default_beats_the_tools_variables()
    {
        ConnectionSettings settings = Resolve(new BRDefault { Region = "eu-west-1", ProfileName = "daily" }, ("StoredAWSRegion", "us-west-2"));
        Assert.Equal(("eu-west-1", "daily"), (settings.Region, settings.ProfileName));
        settings = Resolve(new BRDefault(), ("StoredAWSRegion", "us-west-2"), ("StoredAWSCredentials", new AWSPSCredentials(new Keys())));
        Assert.Equal("us-west-2", settings.Region);
        Assert.NotNull(settings.Credentials);
        Assert.Null(Resolve(new BRDefault { ProfileName = "daily" }, ("StoredAWSCredentials", new AWSPSCredentials(new Keys()))).Credentials);
    }

    [Fact]
    public void Credentials_of_another_module_are_read_by_their_shape()
    {
        Shell.Run("$null = Get-BRModel amazon.nova-lite-v1:0 -Credential $c", ("c", new Keys { AccessKey = Endpoint.AccessKey, SecretKey = Endpoint.SecretKey }));
        Assert.Empty(Shell.Errors);
        Shell.Run("$null = Get-BRModel amazon.nova-lite-v1:0 -Credential $c -MaxAttempt 1", ("c", new Keys { AccessKey = Endpoint.AccessKey, SecretKey = "wrong" }));
        Assert.Equal("InvalidSignature", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("CredentialInvalid,BedrockPS.Cmdlets.GetBRModelCommand", Shell.Fails("Get-BRModel -Credential 5").FullyQualifiedErrorId);
        Assert.Equal("CredentialIncomplete,BedrockPS.Cmdlets.GetBRModelCommand", Shell.Fails("Get-BRModel -AccessKey a").FullyQualifiedErrorId);
    }

    [Fact]
    public void An_api_key_opens_the_two_services_that_take_one()
    {
        SecureString key = new();
        Endpoint.ApiKey.ToList().ForEach(key.AppendChar);
        Shell.Run($"Invoke-BRModel hi -Model {Nova} -ApiKey $key", ("key", key));
        Assert.Empty(Shell.Errors);
        Assert.Equal("ApiKeyRefused", Shell.Fails("Invoke-BRApi bedrock-agent ListAgents -ApiKey $key", ("key", key)).FullyQualifiedErrorId.Split(',')[0]);
    }

    private static ConnectionSettings Resolve(BRDefault values, params (string Name, object Value)[] variables) =>
        ConnectionResolver.Resolve(new None(), new SessionDefaults { Values = values }, name => variables.FirstOrDefault(entry => entry.Name == name).Value);
}

/// <summary>No connection parameter was given.</summary>
internal sealed class None : IConnectionParameters
{
    public string? Region => null;

    public string? ProfileName => null;

    public string? ProfileLocation => null;

    public string? AccessKey => null;

    public string? SecretKey => null;

    public string? SessionToken => null;

    public object? Credential => null;

    public SecureString? ApiKey => null;

    public string? EndpointUrl => null;

    public int? MaxAttempt => null;
}

/// <summary>The shape of an AWSCredentials object of an SDK of any version.</summary>
public sealed class Keys
{
    public string AccessKey { get; set; } = "AKIDEXAMPLE";

    public string SecretKey { get; set; } = "secret";

    public string Token { get; set; } = "";

    public Keys GetCredentials() => this;
}

/// <summary>The shape of what $StoredAWSCredentials holds: the credentials are not public in it.</summary>
public sealed class AWSPSCredentials(Keys keys)
{
    internal Keys Credentials { get; } = keys;
}
