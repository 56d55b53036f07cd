using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Profiles with keys in them: how the files are read, which profile counts, and what wins over it.</summary>
[Collection("Environment")]
public class ProfileTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_files_are_read_with_comments_quotes_and_odd_spacing()
    {
        using EnvironmentScope scope = new();
        scope.Config(
            """
            # a comment
            [default]
            region = us-west-2 ; trailing
            [ profile   one ]
            REGION=us-west-2
            aws_access_key_id=AK-ONE
            s3 =
                addressing_style = path
                aws_secret_access_key = not-this
            aws_secret_access_key = secret#one
            [profile "with space"]
            aws_access_key_id = AK-SPACE # comment
            aws_secret_access_key = s
            [stray]
            aws_access_key_id = AK-STRAY
            aws_secret_access_key = s
            garbage without an equals sign
            = nothing before it
            [profile default]
            aws_access_key_id = AK-DEFAULT
            aws_secret_access_key = s
            """);
        scope.Credentials("[two]\r\naws_access_key_id = AK-TWO\r\naws_secret_access_key = s\r\naws_session_token = t==\r\n");
        Assert.Equal("AK-ONE", await KeyOf(new ConnectionSettings { ProfileName = "one" }));
        Assert.Equal("AK-SPACE", await KeyOf(new ConnectionSettings { ProfileName = "with space" }));
        Assert.Equal("AK-TWO t==", await KeyOf(new ConnectionSettings { ProfileName = "two" }));
        Assert.Equal("AK-DEFAULT", await KeyOf(new ConnectionSettings()));
        Assert.Equal(EngineFailure.ProfileNotFound, (await Fail(new ConnectionSettings { ProfileName = "stray" })).Failure);
        Assert.Equal(["default", "one", "two", "with space"], AwsProfiles.Names(null));
    }

    [Fact]
    public async Task The_secret_of_a_profile_signs()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = LoopbackServer.Always();
        scope.Credentials($"[default]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key={Requests.SecretKey}\n");
        scope.Config("[default]\nregion=us-west-2\n");
        (await EngineClient.For(new ConnectionSettings { EndpointUrl = server.Url }).SendAsync(Requests.Converse(), s_token)).Dispose();
        SignatureCheck.Verify(server.Requests.Single(), Requests.SecretKey, "us-west-2");
    }

    [Fact]
    public async Task The_credentials_file_wins_over_the_config_file()
    {
        using EnvironmentScope scope = new();
        scope.Config("[default]\naws_access_key_id=AK-CONFIG\naws_secret_access_key=s\n");
        scope.Credentials("[default]\naws_access_key_id=AK-CREDENTIALS\naws_secret_access_key=s\n");
        Assert.Equal("AK-CREDENTIALS", await KeyOf(new ConnectionSettings()));
    }

    [Fact]
    public async Task The_order_of_the_search()
    {
        using EnvironmentScope scope = new();
        scope.Credentials(
            "[default]\naws_access_key_id=DEFAULT\naws_secret_access_key=s\n"
            + "[named]\naws_access_key_id=NAMED\naws_secret_access_key=s\n"
            + "[by-env]\naws_access_key_id=BYENV\naws_secret_access_key=s\n");
        ForeignCredentials foreign = new(this, _ => Task.FromResult(new KeySet("FOREIGN", "s", "ft")));
        Assert.Equal("DEFAULT", await KeyOf(new ConnectionSettings()));
        scope.Set("AWS_PROFILE", "by-env");
        Assert.Equal("BYENV", await KeyOf(new ConnectionSettings()));
        scope.Set("AWS_ACCESS_KEY_ID", "ENV").Set("AWS_SECRET_ACCESS_KEY", "s").Set("AWS_SESSION_TOKEN", "t");
        Assert.Equal("ENV t", await KeyOf(new ConnectionSettings()));
        Assert.Equal("FOREIGN ft", await KeyOf(new ConnectionSettings { Credentials = foreign }));
        Assert.Equal("NAMED", await KeyOf(new ConnectionSettings { Credentials = foreign, ProfileName = "named" }));
        Assert.Equal("LITERAL", await KeyOf(new ConnectionSettings { Credentials = foreign, ProfileName = "named", AccessKey = "LITERAL", SecretKey = "s" }));
    }

    [Fact]
    public async Task A_named_profile_that_is_not_there_is_an_error_wherever_the_name_came_from()
    {
        using EnvironmentScope scope = new();
        scope.Credentials("[default]\naws_access_key_id=DEFAULT\naws_secret_access_key=s\n");
        scope.Set("AWS_ACCESS_KEY_ID", "ENV").Set("AWS_SECRET_ACCESS_KEY", "s");
        EngineException given = await Fail(new ConnectionSettings { ProfileName = "nobody" });
        Assert.Equal(EngineFailure.ProfileNotFound, given.Failure);
        Assert.Contains("'nobody'", given.Message);
        Assert.Contains(Path.Combine(scope.Home, ".aws", "credentials"), given.Message);
        scope.Set("AWS_ACCESS_KEY_ID", null).Set("AWS_PROFILE", "nobody-else");
        Assert.Equal(EngineFailure.ProfileNotFound, (await Fail(new ConnectionSettings())).Failure);
    }

    [Fact]
    public async Task Nothing_anywhere()
    {
        using EnvironmentScope scope = new();
        Assert.Equal(EngineFailure.NoCredentials, (await Fail(new ConnectionSettings())).Failure);
        Assert.Empty(AwsProfiles.Names(null));
    }

    [Fact]
    public async Task A_profile_without_credentials_is_invalid_when_asked_for_and_passed_over_otherwise()
    {
        using EnvironmentScope scope = new();
        scope.Config("[default]\nregion=us-east-1\n[profile half]\naws_access_key_id=AK\n");
        Assert.Equal(EngineFailure.ProfileInvalid, (await Fail(new ConnectionSettings { ProfileName = "default" })).Failure);
        Assert.Equal(EngineFailure.ProfileInvalid, (await Fail(new ConnectionSettings { ProfileName = "half" })).Failure);
        Assert.Equal(EngineFailure.NoCredentials, (await Fail(new ConnectionSettings())).Failure);
    }

    [Fact]
    public async Task Files_can_be_elsewhere()
    {
        using EnvironmentScope scope = new();
        scope.Write("a/credentials", "[p]\naws_access_key_id=A\naws_secret_access_key=s\n");
        scope.Write("a/config", "[profile p]\nregion=ap-east-1\n");
        scope.Write("b/conf", "[profile p]\nregion=sa-east-1\naws_access_key_id=B\naws_secret_access_key=s\n");
        ConnectionSettings settings = new() { ProfileName = "p", ProfileLocation = Path.Combine(scope.Home, "a", "credentials") };
        Assert.Equal("A", await KeyOf(settings));
        Assert.Equal("ap-east-1", EngineClient.For(settings).ResolveRegion());
        Assert.Equal(["p"], AwsProfiles.Names(settings.ProfileLocation));
        scope.Set("AWS_CONFIG_FILE", "~/b/conf");
        Assert.Equal("B", await KeyOf(new ConnectionSettings { ProfileName = "p" }));
        Assert.Equal("sa-east-1", EngineClient.For(new ConnectionSettings { ProfileName = "p" }).ResolveRegion());
        scope.Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(scope.Home, "a", "credentials"));
        Assert.Equal("A", await KeyOf(new ConnectionSettings { ProfileName = "p" }));
    }

    [Fact]
    public async Task Renewed_keys_and_changed_variables_are_seen_by_the_next_call()
    {
        using EnvironmentScope scope = new();
        scope.Credentials("[default]\naws_access_key_id=OLD\naws_secret_access_key=s\n");
        ConnectionSettings settings = new();
        Assert.Equal("OLD", await KeyOf(settings));
        scope.Credentials("[default]\naws_access_key_id=NEW\naws_secret_access_key=s\n");
        File.SetLastWriteTimeUtc(Path.Combine(scope.Home, ".aws", "credentials"), DateTime.UtcNow.AddSeconds(2));
        Assert.Equal("NEW", await KeyOf(settings));
        scope.Set("AWS_ACCESS_KEY_ID", "ENV").Set("AWS_SECRET_ACCESS_KEY", "s");
        Assert.Equal("ENV", await KeyOf(settings));
        scope.Set("AWS_ACCESS_KEY_ID", null);
        Assert.Equal("NEW", await KeyOf(settings));
    }

    [Fact]
    public async Task A_credential_object_is_asked_before_each_call_and_its_failure_is_told()
    {
        using EnvironmentScope scope = new();
        int asked = 0;
        ForeignCredentials counting = new(this, _ => Task.FromResult(new KeySet("K" + ++asked, "s", null)));
        Assert.Equal("K1", await KeyOf(new ConnectionSettings { Credentials = counting }));
        Assert.Equal("K2", await KeyOf(new ConnectionSettings { Credentials = counting }));
        ForeignCredentials broken = new(new object(), _ => throw new InvalidOperationException("of no use"));
        EngineException e = await Fail(new ConnectionSettings { Credentials = broken });
        Assert.Equal(EngineFailure.NoCredentials, e.Failure);
        Assert.Contains("of no use", e.Message);
    }

    /// <summary>Access key and session token that a request goes out with.</summary>
    private static async Task<string> KeyOf(ConnectionSettings settings)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        await SendTo(server, settings);
        ReceivedRequest request = server.Requests.Single();
        string key = request["Authorization"]!.Split("Credential=")[1].Split('/')[0];
        return request["x-amz-security-token"] is string token ? $"{key} {token}" : key;
    }

    private static async Task<EngineException> Fail(ConnectionSettings settings)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => SendTo(server, settings));
        Assert.Empty(server.Requests);
        return e;
    }

    private static async Task SendTo(LoopbackServer server, ConnectionSettings settings)
    {
        settings.EndpointUrl = server.Url;
        settings.Region ??= "us-west-2";
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        settings.EndpointUrl = null;
        settings.Region = null;
    }
}
