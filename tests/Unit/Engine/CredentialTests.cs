using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Keys that must first be fetched: from a role, a sign-on, a process, a container, an instance.</summary>
[Collection("Environment")]
public class CredentialTests
{
    private const string Role = "arn:aws:iam::123456789012:role/Runner";
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_is_assumed_with_the_source_profile_in_the_profile_s_region()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sts = new(x => x.RespondAsync(200, AssumeRoleAnswer("AssumeRole"), "Content-Type: text/xml"));
        scope.Set("AWS_ENDPOINT_URL_STS", sts.Url).Set("AWS_RETRY_MODE", "adaptive");
        scope.Config(
            $"""
            [profile runner]
            role_arn = {Role}
            source_profile = base
            role_session_name = nightly
            external_id = ext-1
            duration_seconds = 1800
            region = eu-west-2
            """);
        scope.Credentials($"[base]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = {Requests.SecretKey}\n");
        await using LoopbackServer server = LoopbackServer.Always();
        Assert.Equal("ASSUMED assumed-token", await KeyOf("runner", null, server, $"profile 'runner', role {Role}"));
        Assert.Equal("ASSUMED assumed-token", await KeyOf("runner", null, server));

        ReceivedRequest asked = Assert.Single(sts.Requests);
        string form = Encoding.UTF8.GetString(asked.Body);
        Assert.Contains("RoleArn=" + Uri.EscapeDataString(Role), form);
        Assert.Contains("RoleSessionName=nightly", form);
        Assert.Contains("ExternalId=ext-1", form);
        Assert.Contains("DurationSeconds=1800", form);
        Assert.Contains("Credential=AKIDEXAMPLE/", asked["Authorization"]);
        Assert.Contains("/eu-west-2/sts/", asked["Authorization"]);
    }

    [Fact]
    public async Task A_role_may_be_assumed_with_keys_of_its_own_profile_or_of_the_environment()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sts = new(x => x.RespondAsync(200, AssumeRoleAnswer("AssumeRole"), "Content-Type: text/xml"));
        scope.Set("AWS_ENDPOINT_URL_STS", sts.Url).Set("AWS_ACCESS_KEY_ID", "OFENV").Set("AWS_SECRET_ACCESS_KEY", "s");
        scope.Config(
            $"""
            [profile self]
            role_arn = {Role}
            source_profile = self
            aws_access_key_id = OFSELF
            aws_secret_access_key = s
            [profile env]
            role_arn = {Role}
            credential_source = Environment
            """);
        await KeyOf("self");
        await KeyOf("env");
        Assert.Contains("Credential=OFSELF/", sts.Requests.First()["Authorization"]);
        Assert.Contains("Credential=OFENV/", sts.Requests.Last()["Authorization"]);
    }

    [Fact]
    public async Task A_role_that_is_refused_makes_the_profile_invalid()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sts = new(x => x.RespondAsync(
            403, StsError("AccessDenied", "User is not authorized to perform: sts:AssumeRole"), "Content-Type: text/xml"));
        scope.Set("AWS_ENDPOINT_URL_STS", sts.Url);
        scope.Config($"[profile runner]\nrole_arn={Role}\nsource_profile=base\n");
        scope.Credentials("[base]\naws_access_key_id = A\naws_secret_access_key = very-secret\n");
        EngineException e = await Fail("runner");
        Assert.Equal(EngineFailure.ProfileInvalid, e.Failure);
        Assert.Contains("'runner'", e.Message);
        Assert.Contains("sts:AssumeRole", e.Message);
        Assert.DoesNotContain("very-secret", e.ToString());
    }

    [Fact]
    public async Task A_role_whose_source_keys_have_expired()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sts = new(x => x.RespondAsync(403, StsError("ExpiredToken", "The security token is expired"), "Content-Type: text/xml"));
        scope.Set("AWS_ENDPOINT_URL_STS", sts.Url);
        scope.Config($"[profile runner]\nrole_arn={Role}\nsource_profile=base\n");
        scope.Credentials("[base]\naws_access_key_id = A\naws_secret_access_key = s\naws_session_token = t\n");
        Assert.Equal(EngineFailure.ExpiredCredentials, (await Fail("runner")).Failure);
    }

    [Theory]
    [InlineData("source_profile = nobody", "'nobody'")]
    [InlineData("source_profile = p", "its own source")]
    [InlineData("source_profile = q", "its own source")]
    [InlineData("", "source_profile")]
    [InlineData("credential_source = Moon", "'Moon'")]
    [InlineData("credential_source = Environment", "environment")]
    [InlineData("credential_source = EcsContainer", "container")]
    [InlineData("credential_source = Ec2InstanceMetadata", "instance")]
    [InlineData("mfa_serial = arn:aws:iam::1:mfa/me\nsource_profile = base", "multi-factor")]
    [InlineData("web_identity_token_file = /no/such/file", "'p'")]
    [InlineData("web_identity_token_file = relative", "absolute")]
    public async Task A_role_profile_that_cannot_work_says_why(string lines, string because)
    {
        using EnvironmentScope scope = new();
        scope.Config($"[profile p]\nrole_arn={Role}\n{lines}\n[profile q]\nrole_arn={Role}\nsource_profile=p\n");
        EngineException e = await Fail("p");
        Assert.Equal(EngineFailure.ProfileInvalid, e.Failure);
        Assert.Contains(because, e.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_web_identity_of_a_profile_or_of_the_environment(bool byEnvironment)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sts = new(x => x.RespondAsync(200, AssumeRoleAnswer("AssumeRoleWithWebIdentity"), "Content-Type: text/xml"));
        scope.Write("token", "the-web-token");
        string file = Path.Combine(scope.Home, "token");
        scope.Set("AWS_ENDPOINT_URL_STS", sts.Url);
        if (byEnvironment)
        {
            scope.Set("AWS_WEB_IDENTITY_TOKEN_FILE", file).Set("AWS_ROLE_ARN", Role).Set("AWS_ROLE_SESSION_NAME", "pod");
        }
        else
        {
            scope.Config($"[profile web]\nrole_arn={Role}\nweb_identity_token_file={file}\nrole_session_name=pod\n");
        }

        Assert.Equal("ASSUMED assumed-token", await KeyOf(byEnvironment ? null : "web"));
        string form = Encoding.UTF8.GetString(Assert.Single(sts.Requests).Body);
        Assert.Contains("WebIdentityToken=the-web-token", form);
        Assert.Contains("RoleSessionName=pod", form);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_single_sign_on_profile_uses_the_cached_session(bool withSession)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sso = new(x => x.RespondAsync(
            200,
            "{\"roleCredentials\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"s\",\"sessionToken\":\"sso-token\",\"expiration\":"
                + $"{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}}}}}",
            "Content-Type: application/json"));
        scope.Set("AWS_ENDPOINT_URL_SSO", sso.Url);
        WriteSsoProfile(scope, withSession, DateTime.UtcNow.AddHours(1));
        Assert.Equal("SSO sso-token", await KeyOf("sso", expectKind: "profile 'sso', single sign-on"));
        ReceivedRequest asked = Assert.Single(sso.Requests);
        Assert.Equal("cached-access-token", asked["x-amz-sso_bearer_token"]);
        Assert.Contains("account_id=111122223333", asked.Target);
        Assert.Contains("role_name=Reader", asked.Target);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_single_sign_on_session_that_has_ended_says_how_to_begin_a_new_one(bool withSession, bool neverBegun)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer nobody = new(x => x.RespondAsync(400, "{}"));
        scope.Set("AWS_ENDPOINT_URL_SSO", nobody.Url).Set("AWS_ENDPOINT_URL_SSO_OIDC", nobody.Url);
        WriteSsoProfile(scope, withSession, neverBegun ? null : DateTime.UtcNow.AddHours(-1));
        EngineException e = await Fail("sso");
        Assert.Equal(EngineFailure.ExpiredCredentials, e.Failure);
        Assert.Contains("aws sso login --profile sso", e.Message);
        Assert.DoesNotContain("cached-access-token", e.ToString());
    }

    [Fact]
    public async Task A_session_that_was_revoked_counts_as_ended()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer sso = new(x => x.RespondAsync(
            401, "{\"message\":\"Session token not found or invalid\"}", "x-amzn-ErrorType: UnauthorizedException", "Content-Type: application/json"));
        scope.Set("AWS_ENDPOINT_URL_SSO", sso.Url);
        WriteSsoProfile(scope, true, DateTime.UtcNow.AddHours(1));
        EngineException e = await Fail("sso");
        Assert.Equal(EngineFailure.ExpiredCredentials, e.Failure);
        Assert.Contains("--profile sso", e.Message);
    }

    [Fact]
    public async Task A_role_over_an_ended_session_names_the_profile_to_sign_in_to()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer nobody = new(x => x.RespondAsync(400, "{}"));
        scope.Set("AWS_ENDPOINT_URL_STS", nobody.Url).Set("AWS_ENDPOINT_URL_SSO_OIDC", nobody.Url);
        WriteSsoProfile(scope, true, DateTime.UtcNow.AddHours(-1), $"[profile runner]\nrole_arn={Role}\nsource_profile=sso\n");
        EngineException e = await Fail("runner");
        Assert.Equal(EngineFailure.ExpiredCredentials, e.Failure);
        Assert.Contains("aws sso login --profile sso", e.Message);
    }

    [Theory]
    [InlineData("sso_session = nobody\nsso_account_id = 1\nsso_role_name = r", "'nobody'")]
    [InlineData("sso_start_url = https://x.example\nsso_region = us-east-1\nsso_account_id = 1", "sso_role_name")]
    [InlineData("sso_start_url = https://x.example\nsso_region = us-east-1\nsso_role_name = r", "sso_account_id")]
    [InlineData("sso_start_url = https://x.example\nsso_account_id = 1\nsso_role_name = r", "sso_region")]
    [InlineData("login_session = arn:aws:sts::1:assumed-role/x", "aws login")]
    public async Task A_sign_on_profile_that_cannot_work_says_why(string lines, string because)
    {
        using EnvironmentScope scope = new();
        scope.Config($"[profile p]\n{lines}\n");
        EngineException e = await Fail("p");
        Assert.Equal(EngineFailure.ProfileInvalid, e.Failure);
        Assert.Contains(because, e.Message);
    }

    [Fact]
    public async Task A_process_gives_keys_and_is_run_once()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "the process is a shell script");
        using EnvironmentScope scope = new();
        string expires = DateTime.UtcNow.AddHours(1).ToString("s", CultureInfo.InvariantCulture) + "Z";
        scope.Write("give.sh",
            $$"""
            echo x >> '{{scope.Home}}/runs'
            echo '{"Version":1,"AccessKeyId":"PROC","SecretAccessKey":"s","SessionToken":"proc-token","Expiration":"{{expires}}"}'
            """);
        scope.Config($"[profile proc]\ncredential_process = sh \"{scope.Home}/give.sh\"\n");
        await using LoopbackServer server = LoopbackServer.Always();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            Assert.Equal("PROC proc-token", await KeyOf("proc", server: server, expectKind: "profile 'proc', credential_process"))));
        Assert.Single(File.ReadAllLines(Path.Combine(scope.Home, "runs")));
    }

    [Theory]
    [InlineData("echo no luck today >&2; exit 3", "no luck today")]
    [InlineData("echo not json", "JSON")]
    [InlineData("echo '{\"Version\":7}'", "'proc'")]
    [InlineData("/no/such/program", "'proc'")]
    public async Task A_process_that_gives_none_makes_the_profile_invalid(string script, string because)
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "the process is a shell script");
        using EnvironmentScope scope = new();
        scope.Write("give.sh", script);
        scope.Config($"[profile proc]\ncredential_process = sh {scope.Home}/give.sh\n");
        EngineException e = await Fail("proc");
        Assert.Equal(EngineFailure.ProfileInvalid, e.Failure);
        Assert.Contains(because, e.Message);
    }

    [Fact]
    public async Task A_process_that_hangs_can_be_cancelled()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "the process is a shell script");
        using EnvironmentScope scope = new();
        scope.Config("[profile slow]\nregion=us-west-2\ncredential_process = sleep 20\n");
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        Task<EngineResponse> call = EngineClient.For(new ConnectionSettings { ProfileName = "slow", EndpointUrl = "http://127.0.0.1:1" })
            .SendAsync(Requests.Converse(), cancel.Token);
        cancel.CancelAfter(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_container_s_role()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer container = new(x => x.Request["Authorization"] == "container-token"
            ? x.RespondAsync(200, InstanceAnswer("CONTAINER", DateTime.UtcNow.AddHours(1)))
            : x.RespondAsync(401, ""));
        scope.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.Url + "/keys").Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container-token");
        Assert.Equal("CONTAINER instance-token", await KeyOf(null, expectKind: "role of the container"));
    }

    [Fact]
    public async Task A_container_address_that_is_not_allowed()
    {
        using EnvironmentScope scope = new();
        scope.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/keys");
        Assert.Equal(EngineFailure.NoCredentials, (await Fail(null)).Failure);
    }

    [Fact]
    public async Task An_instance_s_role_is_renewed_when_it_ends_soon()
    {
        using EnvironmentScope scope = new();
        int given = 0;
        await using LoopbackServer metadata = new(x => x.Request.Target switch
        {
            "/latest/api/token" => x.RespondAsync(200, "imds-token"),
            "/latest/meta-data/iam/security-credentials/" => x.RespondAsync(200, "the-role\n"),
            "/latest/meta-data/iam/security-credentials/the-role" when x.Request["x-aws-ec2-metadata-token"] == "imds-token" =>
                x.RespondAsync(200, InstanceAnswer("INSTANCE" + ++given, DateTime.UtcNow.AddMinutes(given < 2 ? 1 : 60))),
            _ => x.RespondAsync(404, ""),
        });
        scope.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url);
        await using LoopbackServer server = LoopbackServer.Always();
        Assert.Equal("INSTANCE2 instance-token", await KeyOf(null, server: server, expectKind: "role of the instance"));
        Assert.Equal("INSTANCE2 instance-token", await KeyOf(null, server: server));
        Assert.Equal(2, given);
    }

    private static void WriteSsoProfile(EnvironmentScope scope, bool withSession, DateTime? expires, string more = "")
    {
        const string StartUrl = "https://example.awsapps.com/start";
        scope.Config(withSession
            ? $"""
              [profile sso]
              sso_session = corp
              sso_account_id = 111122223333
              sso_role_name = Reader
              {more}
              [sso-session corp]
              sso_start_url = {StartUrl}
              sso_region = us-east-1
              """
            : $"""
              [profile sso]
              sso_start_url = {StartUrl}
              sso_region = us-east-1
              sso_account_id = 111122223333
              sso_role_name = Reader
              {more}
              """);
        if (expires is DateTime end)
        {
            string name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(withSession ? "corp" : StartUrl)));
            scope.Write(
                $".aws/sso/cache/{name}.json",
                $$"""{"startUrl":"{{StartUrl}}","region":"us-east-1","accessToken":"cached-access-token","expiresAt":"{{end.ToString("s", CultureInfo.InvariantCulture)}}Z"}""");
        }
    }

    private static string AssumeRoleAnswer(string action) =>
        $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
        <AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>assumed-token</SessionToken>
        <Expiration>{DateTime.UtcNow.AddHours(1).ToString("s", CultureInfo.InvariantCulture)}Z</Expiration>
        </Credentials></{action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>
        """;

    private static string StsError(string code, string message) =>
        $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code>
        <Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>
        """;

    private static string InstanceAnswer(string key, DateTime expires) =>
        $$"""{"Code":"Success","AccessKeyId":"{{key}}","SecretAccessKey":"s","Token":"instance-token","Expiration":"{{expires.ToString("s", CultureInfo.InvariantCulture)}}Z"}""";

    private static async Task<string> KeyOf(
        string? profile, string? region = "us-west-2", LoopbackServer? server = null, string? expectKind = null)
    {
        // Two calls with one server have equal settings, and so one client.
        await using LoopbackServer own = LoopbackServer.Always();
        server ??= own;
        string log = "";
        EngineRequest request = Requests.Converse();
        request.Log = line => log += line;
        ConnectionSettings settings = new() { ProfileName = profile, Region = region, EndpointUrl = server.Url };
        (await EngineClient.For(settings).SendAsync(request, s_token)).Dispose();
        ReceivedRequest received = server.Requests.Last();
        if (expectKind is not null)
        {
            Assert.EndsWith(", " + expectKind, log);
        }

        return $"{received["Authorization"]!.Split("Credential=")[1].Split('/')[0]} {received["x-amz-security-token"]}";
    }

    private static async Task<EngineException> Fail(string? profile)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EngineClient
            .For(new ConnectionSettings { ProfileName = profile, Region = "us-west-2", EndpointUrl = server.Url })
            .SendAsync(Requests.Converse(), s_token));
        Assert.Empty(server.Requests);
        return e;
    }
}
